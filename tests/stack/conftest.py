"""Whole products to test: made in a temporary folder, gone without a trace."""

import os
import shutil
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg2
import pytest
import redis

from tests.stack.product import Product

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder; one process of xdist runs them all.

    Several products at once would only wait for each other's cores.
    """
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.stack)
            item.add_marker(pytest.mark.xdist_group("stack"))
            item.add_marker(pytest.mark.enable_socket)
            if "page" in getattr(item, "fixturenames", ()):
                item.add_marker(pytest.mark.browser)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def own_database(name: str) -> Iterator[dict[str, str]]:
    """Give a new database beside the one of DATABASE_URL, dropped in the end."""
    address = os.environ.get("DATABASE_URL", "")
    if not address.startswith("postgres"):
        yield {}
        return
    parts = urlsplit(address)
    name = f"{parts.path.strip('/')}_{name}_{os.getpid()}"
    server = psycopg2.connect(parts._replace(path="/postgres").geturl())
    server.autocommit = True
    try:
        server.cursor().execute(f'CREATE DATABASE "{name}"')
        yield {"DATABASE_URL": parts._replace(path=f"/{name}").geturl()}
        server.cursor().execute(f'DROP DATABASE "{name}" WITH (FORCE)')
    finally:
        server.close()


@contextmanager
def own_queue() -> Iterator[dict[str, str]]:
    """Give an empty database of the server at REDIS_URL, emptied in the end."""
    address = os.environ.get("REDIS_URL", "")
    if not address:
        yield {}
        return
    parts = urlsplit(address)
    for number in range(15, 0, -1):
        url = parts._replace(path=f"/{number}").geturl()
        with redis.Redis.from_url(url) as queue:
            if queue.dbsize() == 0 and queue.set("claimed", os.getpid(), nx=True):
                yield {"REDIS_URL": url}
                queue.flushdb()
                return
    pytest.fail(f"no database of {address} is empty")


@contextmanager
def product(folder: Path, name: str, **environment: str) -> Iterator[Product]:
    """Give a migrated product that is not running yet."""
    with own_database(name) as database, own_queue() as queue:
        made = Product(
            folder=folder,
            port=free_port(),
            **{**database, **queue, **environment},
        )
        try:
            made.manage("migrate", "--verbosity", "0")
            yield made
        finally:
            made.stop()
        assert made.pids() == []


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """The product, running: on PostgreSQL and Redis where the environment names
    them, else on what it brings itself."""
    with product(tmp_path_factory.mktemp("stack"), "stack") as made:
        made.start()
        yield made


@pytest.fixture(scope="session")
def browser_type_launch_args(
    browser_type_launch_args: dict[str, object],
) -> dict[str, object]:
    """Use the system's chromium, where there is one."""
    system = {"executable_path": CHROMIUM} if CHROMIUM else {}
    return {**browser_type_launch_args, **system, "args": ["--no-sandbox"]}
