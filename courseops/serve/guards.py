"""What must be true before the product starts."""

import errno
import fcntl
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection
from django.db.migrations.executor import MigrationExecutor


class CannotStartError(Exception):
    """The product cannot start; the message says what to do."""


@contextmanager
def only_one(folder: Path) -> Iterator[None]:
    """Hold *folder* for this process: two clocks would do everything twice."""
    with (folder / "serve.lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise CannotStartError(
                f"Course Ops is already running on {folder}. Stop it first, or give "
                "this one its own folder with VAR_DIR."
            ) from error
        yield


def port_free(host: str, port: int) -> None:
    """Raise CannotStartError when *port* cannot be listened on."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
            probe.listen()
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                message = (
                    f"Port {port} is in use by another program. Choose another one: "
                    f"`make demo PORT={port + 1}`, or `manage.py serve "
                    f"--port {port + 1}`."
                )
            else:
                message = f"Cannot listen on {host}:{port}: {error.strerror}."
            raise CannotStartError(message) from error


def database_migrated() -> None:
    """Raise CannotStartError when the database lacks a migration."""
    executor = MigrationExecutor(connection)
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    connection.close()
    if missing:
        raise CannotStartError(
            f"The database lacks {len(missing)} migrations. Run "
            "`python manage.py migrate` first (`make run` does it by itself)."
        )
