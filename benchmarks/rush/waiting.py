"""Waits for the workers, asking seldom: to ask costs what is measured."""

import time

from tests.stack.product import Product

_EVERY_SECONDS = 0.5
_MOST_SECONDS = 1_800


def until_settled(product: Product) -> None:
    """Wait until nothing waits for a score or is being scored."""
    deadline = time.monotonic() + _MOST_SECONDS
    while _open(product):
        if time.monotonic() > deadline:
            raise SystemExit("The workers did not come to an end in half an hour.")
        time.sleep(_EVERY_SECONDS)


def _open(product: Product) -> int:
    ((number,),) = product.rows(
        "SELECT count(*) FROM leaderboard_submission WHERE state IN (?, ?)",
        "queued",
        "scoring",
    )
    return int(number)
