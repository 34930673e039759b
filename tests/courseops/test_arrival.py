"""A request came in when its bytes did, not when a busy server took it up."""

import select
import socket
import sys
import time
from datetime import UTC, datetime, timedelta

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from courseops import arrival, clock
from courseops.middleware import ReceivedAtMiddleware
from courseops.serve.threads import last_received

AT = datetime(2020, 9, 27, 23, 59, 58, 700_000, tzinfo=UTC)
WAITED = 0.3


@pytest.fixture
def line(socket_enabled):
    """The two ends of a connection over TCP: a client's and a server's."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        with (
            socket.create_connection(listener.getsockname()) as client,
            listener.accept()[0] as server,
        ):
            yield client, server


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells")
def test_what_waited_on_a_connection_came_when_it_was_sent(line):
    client, server = line
    before = clock.now()
    client.sendall(b"POST / HTTP/1.1\r\n")
    select.select([server], [], [])
    after = clock.now()
    time.sleep(WAITED)

    found = last_received(server, now=clock.now)

    # Never too early; later only by the steps in which the system counts.
    assert found is not None
    assert before <= found <= after + timedelta(milliseconds=100)


def test_a_connection_that_is_only_open_tells_nothing(line):
    _, server = line

    assert last_received(server, now=clock.now) is None


def test_what_is_no_tcp_tells_nothing(socket_enabled):
    one, other = socket.socketpair()
    with one, other:
        one.sendall(b"GET / HTTP/1.1\r\n")

        assert last_received(other, now=clock.now) is None


def received():
    """Return when the middleware takes a request to have come in."""
    request = RequestFactory().get("/")
    ReceivedAtMiddleware(lambda _: HttpResponse())(request)
    return request.received_at


def test_a_request_is_stamped_with_when_it_came_in_floored_to_the_second():
    with arrival.noted(AT):
        assert received() == AT.replace(microsecond=0)


def test_the_next_request_of_the_thread_has_a_stamp_of_its_own():
    with arrival.noted(AT):
        received()

    assert received() > AT
