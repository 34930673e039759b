"""The product to rush at: as it comes, or on PostgreSQL and Redis."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.stack.conftest import own_database
from tests.stack.product import Product
from tests.stack.queues import REDIS_SERVER, RedisServer, free_port

# As the product comes, where the drills of the tests hurry.
DEFAULTS = {
    "SCORING_LEASE_SECONDS": "30",
    "REQUEUE_AFTER_SECONDS": "30",
    "SWEEP_SECONDS": "5",
}


@contextmanager
def running(stack: str, folder: Path) -> Iterator[Product]:
    """Give a migrated product that is not running yet; it is stopped in the end."""
    if stack == "embedded":
        yield from _product(folder, {})
        return
    if not os.environ.get("DATABASE_URL", "").startswith("postgres"):
        raise SystemExit("Name a PostgreSQL to make a database in: DATABASE_URL=…")
    if REDIS_SERVER is None:
        raise SystemExit("Install redis-server; one of our own is started.")
    redis = RedisServer()
    redis.start()
    try:
        with own_database("rush") as database:
            yield from _product(folder, {**database, "REDIS_URL": redis.url})
    finally:
        redis.kill()


def _product(folder: Path, environment: dict[str, str]) -> Iterator[Product]:
    made = Product(folder=folder, port=free_port(), **DEFAULTS, **environment)
    try:
        made.manage("migrate", "--verbosity", "0")
        yield made
    finally:
        made.stop()
