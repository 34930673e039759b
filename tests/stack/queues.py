"""The queue that a product under test talks to, and ways to hurt it."""

import contextlib
import shutil
import signal
import socket
import subprocess
from collections.abc import Iterator

import redis

from tests.stack.product import Product, end_with_tests, wait_for

REDIS_SERVER = shutil.which("redis-server")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class RedisServer:
    """A Redis of our own, which may be killed without harming anybody."""

    def __init__(self) -> None:
        self._port = free_port()
        self.url = f"redis://127.0.0.1:{self._port}/0"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        assert REDIS_SERVER is not None
        self._process = subprocess.Popen(
            [
                REDIS_SERVER,
                "--port",
                str(self._port),
                "--bind",
                "127.0.0.1",
                "--save",
                "",
                "--appendonly",
                "no",
            ],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=end_with_tests,  # noqa: PLW1509 sets one flag
        )
        wait_for("redis-server", self._pings)

    def kill(self) -> None:
        """End it at once, with all that it held."""
        assert self._process is not None
        self._process.kill()
        self._process.wait()

    def freeze(self) -> None:
        assert self._process is not None
        self._process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        assert self._process is not None
        self._process.send_signal(signal.SIGCONT)

    def flush(self) -> None:
        with redis.Redis.from_url(self.url) as client:
            client.flushall()

    def _pings(self) -> bool:
        with (
            contextlib.suppress(redis.RedisError),
            redis.Redis.from_url(self.url) as client,
        ):
            return bool(client.ping())
        return False


class EmbeddedQueue:
    """The queue that ``manage.py serve`` brings itself and keeps running."""

    def __init__(self, product: Product) -> None:
        self._product = product

    def kill(self) -> None:
        self._signal(signal.SIGKILL)

    def start(self) -> None:
        """Wait until the product itself has started it again."""
        wait_for("the embedded queue", lambda: self._product.pids("unixsocket"))

    def freeze(self) -> None:
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        self._signal(signal.SIGCONT)

    def flush(self) -> None:
        (path,) = self._product.short.glob("courseops-*/broker.sock")
        with redis.Redis(unix_socket_path=str(path)) as client:
            client.flushall()

    def _signal(self, number: signal.Signals) -> None:
        (pid,) = self._product.pids("unixsocket")
        self._product.send(pid, number)


@contextlib.contextmanager
def killed(queue: RedisServer | EmbeddedQueue) -> Iterator[None]:
    """Have no queue for a while; what comes back is empty or as old as the disk."""
    queue.kill()
    try:
        yield
    finally:
        queue.start()


@contextlib.contextmanager
def frozen(queue: RedisServer | EmbeddedQueue) -> Iterator[None]:
    """Have a queue that takes connections and never answers."""
    queue.freeze()
    try:
        yield
    finally:
        queue.thaw()
