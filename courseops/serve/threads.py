"""Gunicorn's worker with threads, which also notes when a request came in."""

import select
import socket
import struct
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from gunicorn.workers.gthread import TConn, ThreadWorker

from courseops import arrival, clock

# struct tcp_info of Linux: eight bytes, then numbers of 32 bits, of which the twelfth
# is for how many milliseconds nothing was received.
_TCP_INFO = struct.Struct("=8x12I")
# The system counts in steps, of 10 ms at most.
_TICK = timedelta(milliseconds=10)


class ArrivalWorker(ThreadWorker):  # type: ignore[misc]  # gunicorn has no types
    """Notes, for requests that wait for a thread, when their bytes came in.

    When they are queued, if bytes are there by then; of a slow sender more may follow.
    Else when a thread takes them up.
    """

    def enqueue_req(self, conn: TConn) -> None:
        conn.received = last_received(conn.sock, now=clock.now)
        super().enqueue_req(conn)

    def handle(self, conn: TConn) -> Any:
        received = conn.received or last_received(conn.sock, now=clock.now)
        with arrival.noted(received):
            return super().handle(conn)


def last_received(
    connection: socket.socket, *, now: Callable[[], datetime]
) -> datetime | None:
    """Return when the bytes that wait on a connection came in.

    The last of them, or a little later: that is never before the request began, so who
    opens a connection early and sends late gains nothing. None where nothing waits, or
    where the system does not tell.
    """
    option = getattr(socket, "TCP_INFO", None)
    try:
        if option is None or not _has_bytes(connection):
            return None
        found = connection.getsockopt(socket.IPPROTO_TCP, option, _TCP_INFO.size)
        since = timedelta(milliseconds=_TCP_INFO.unpack(found)[11])
    except (OSError, struct.error):
        return None
    # Read after the system has counted: whatever comes between makes it later.
    return now() - max(since - _TICK, timedelta())


def _has_bytes(connection: socket.socket) -> bool:
    poll = select.poll()
    poll.register(connection, select.POLLIN)
    return bool(poll.poll(0))
