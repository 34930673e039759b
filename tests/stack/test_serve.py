"""``manage.py serve``: one command starts everything, and Ctrl-C ends everything."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.stack.conftest import own_redis, product
from tests.stack.product import Product
from tests.stack.visitor import Visitor


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Product]:
    with own_redis() as redis, product(tmp_path, "fresh", redis) as made:
        yield made


def test_all_is_ready_once_it_says_that_it_runs_and_ctrl_c_ends_every_process(
    fresh: Product,
) -> None:
    fresh.start()
    running = [fresh.pids("celery", part) for part in ("worker", "beat")]
    assert all([*running, fresh.web_pids()])
    assert Visitor(fresh.address).get("/readyz").status == 200

    code = fresh.interrupt()

    assert code == 0, fresh.output
    assert fresh.pids() == []
