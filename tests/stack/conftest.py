"""Whole products to test: made in a temporary folder, gone without a trace.

Fixtures here and beside the tests live for the package: the order of tests is random
across the files, a product takes seconds to make, and one that waits takes time from
the tests of others.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from urllib.parse import urlsplit

import psycopg2
import pytest

from tests.stack.machines import Disk, PostgresServer
from tests.stack.product import Product
from tests.stack.queues import REDIS_SERVER, EmbeddedQueue, RedisServer, free_port

HERE = Path(__file__).parent


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder; one process of xdist runs those of a product.

    A module with a product of its own names its group.
    """
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.stack)
            if item.get_closest_marker("xdist_group") is None:
                item.add_marker(pytest.mark.xdist_group("stack"))
            if "page" in getattr(item, "fixturenames", ()):
                item.add_marker(pytest.mark.browser)


@contextmanager
def own_database(name: str) -> Iterator[dict[str, str]]:
    """Give a new database beside the one of DATABASE_URL, dropped in the end.

    One that a killed run left behind is dropped first.
    """
    address = os.environ.get("DATABASE_URL", "")
    if not address.startswith("postgres"):
        yield {}
        return
    parts = urlsplit(address)
    worker = os.environ.get("PYTEST_XDIST_WORKER", "alone")
    name = f"{parts.path.strip('/')}_{name}_{worker}"
    server = psycopg2.connect(parts._replace(path="/postgres").geturl())
    server.autocommit = True
    try:
        drop = f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'
        server.cursor().execute(drop)
        server.cursor().execute(f'CREATE DATABASE "{name}"')
        yield {"DATABASE_URL": parts._replace(path=f"/{name}").geturl()}
        server.cursor().execute(drop)
    finally:
        server.close()


@contextmanager
def own_redis() -> Iterator[RedisServer | None]:
    """Give a Redis of our own where the environment asks for one: drills kill it."""
    if not os.environ.get("REDIS_URL"):
        yield None
        return
    if REDIS_SERVER is None:
        pytest.fail(
            "REDIS_URL is given, and no redis-server is installed to drill with"
        )
    server = RedisServer()
    server.start()
    try:
        yield server
    finally:
        server.kill()


@contextmanager
def product(
    folder: Path,
    name: str,
    redis: RedisServer | None,
    migrated: Path | None = None,
    **environment: str,
) -> Iterator[Product]:
    """Give a migrated product that is not running yet.

    On SQLite it starts from a copy of *migrated*, where that is given.
    """
    database_given = "DATABASE_URL" in environment
    with nullcontext({}) if database_given else own_database(name) as database:
        queue = {"REDIS_URL": redis.url} if redis else {}
        made = Product(
            folder=folder, port=free_port(), **{**database, **queue, **environment}
        )
        try:
            if migrated and "DATABASE_URL" not in made.environment:
                shutil.copy(migrated, folder / "courseops.sqlite3")
            else:
                made.manage("migrate", "--verbosity", "0")
            yield made
        finally:
            made.stop()
        assert made.pids() == []


@pytest.fixture(scope="package")
def redis_server() -> Iterator[RedisServer | None]:
    """The Redis of the shared product; None where it brings its own queue."""
    with own_redis() as server:
        yield server


@pytest.fixture(scope="package")
def postgres_server() -> Iterator[PostgresServer | None]:
    """The database server of the shared product; None where it is on SQLite."""
    if not os.environ.get("DATABASE_URL", "").startswith("postgres"):
        yield None
        return
    if PostgresServer.programs is None:
        pytest.fail(
            "DATABASE_URL names PostgreSQL, and none is installed to drill with"
        )
    server = PostgresServer()
    try:
        server.start()
        yield server
    finally:
        server.remove()


@pytest.fixture(scope="package")
def disk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Disk | None]:
    """The file system of the shared product's files; None where nobody may mount."""
    made = Disk(tmp_path_factory.mktemp("disk") / "media")
    if not made.mount():
        yield None
        return
    yield made
    made.unmount()


@pytest.fixture(scope="package")
def stack(
    redis_server: RedisServer | None,
    postgres_server: PostgresServer | None,
    disk: Disk | None,
    django_db_setup: Path | None,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Product]:
    """The product, running: on PostgreSQL and Redis where the environment names
    them, else on what it brings itself."""
    folder = tmp_path_factory.mktemp("stack")
    environment = {"DATABASE_URL": postgres_server.url} if postgres_server else {}
    if disk:
        environment["MEDIA_ROOT"] = str(disk.place)
    with product(folder, "stack", redis_server, django_db_setup, **environment) as made:
        made.start()
        yield made


@pytest.fixture
def queue(
    stack: Product, redis_server: RedisServer | None
) -> RedisServer | EmbeddedQueue:
    """The queue of the shared product."""
    return redis_server or EmbeddedQueue(stack)
