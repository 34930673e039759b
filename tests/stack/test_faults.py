"""Faults that a term brings: the worker dies, the queue forgets, the queue is gone."""

import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.stack.courses import (
    COMPETITION,
    make_course,
    random_labels,
    sign_in,
    spoilt,
    write_labels,
)
from tests.stack.product import Product, wait_for
from tests.stack.queues import EmbeddedQueue, RedisServer, frozen, killed

COURSE = "drill"
MANY_ROWS = 300_000
FEW_ROWS = 200
ROWS = {
    "whole-worker": MANY_ROWS,
    "pool-only": MANY_ROWS,
    "flushed": FEW_ROWS,
    "gone": FEW_ROWS,
    "silent": FEW_ROWS,
}
Queue = RedisServer | EmbeddedQueue


def labels_of(competition: str) -> list[int]:
    return random_labels(ROWS[competition], seed=785)


@pytest.fixture(scope="session")
def drill(stack: Product) -> Iterator[Product]:
    """A course with a competition for each fault."""
    competitions = [
        COMPETITION.format(slug=slug, title=slug, id_column="id", target="label")
        for slug in ROWS
    ]
    solutions = {
        slug: write_labels(stack.folder / f"{slug}.csv", labels_of(slug))
        for slug in ROWS
    }
    make_course(stack, COURSE, *competitions, solutions=solutions)
    return stack


def upload(product: Product, competition: str, folder: Path, wrong: list[int]) -> None:
    """Hand in one file for each of *wrong*: that many wrong rows; each is received."""
    ada = sign_in(product, "ada")
    labels = labels_of(competition)
    for count in wrong:
        file = write_labels(folder / f"{count}.csv", spoilt(labels, count))
        answer = ada.upload(
            f"/courses/{COURSE}/competitions/{competition}/upload/", file
        )
        assert answer.status == 200, answer.body
        assert "Received" in answer.body


def scores(product: Product, competition: str) -> list[float]:
    return [
        score
        for (score,) in product.rows(
            "SELECT r.public FROM leaderboard_score r"
            " JOIN leaderboard_submission s ON s.id = r.submission_id"
            " JOIN courseops_component c ON c.id = s.competition_id"
            " WHERE c.slug = ? ORDER BY s.id",
            competition,
        )
    ]


def standings(product: Product, competition: str) -> list[tuple[float, int]]:
    return [
        (best, entries)
        for best, entries in product.rows(
            "SELECT t.public, t.entries FROM leaderboard_standing t"
            " JOIN courseops_component c ON c.id = t.competition_id"
            " WHERE c.slug = ?",
            competition,
        )
    ]


def attempts(product: Product, competition: str) -> list[int]:
    return [
        count
        for (count,) in product.rows(
            "SELECT s.attempts FROM leaderboard_submission s"
            " JOIN courseops_component c ON c.id = s.competition_id"
            " WHERE c.slug = ?",
            competition,
        )
    ]


def expected(competition: str, wrong: list[int]) -> list[float]:
    rows = ROWS[competition]
    return [pytest.approx((rows - count) / rows, abs=1e-12) for count in wrong]


def tear(product: Product, competition: str, victims: Callable[[], list[int]]) -> int:
    """Kill *victims* while they score; return how many submissions that tore off."""
    wait_for(
        "a submission being scored",
        lambda: product.states(competition).get("scoring"),
    )
    for pid in victims():
        product.send(pid, signal.SIGKILL)
    return product.states(competition).get("scoring", 0)


@pytest.mark.parametrize("competition", ["whole-worker", "pool-only"])
def test_after_kill_9_every_submission_is_scored_once(
    drill: Product, tmp_path: Path, competition: str
) -> None:
    wrong = [3000 * n for n in range(1, 13)]
    victims = {"whole-worker": drill.worker_pids, "pool-only": drill.pool_pids}
    with drill.worker_frozen():
        upload(drill, competition, tmp_path, wrong)

    wait_for(
        "work torn from the worker",
        lambda: tear(drill, competition, victims[competition]),
    )
    drill.wait_until_scored(competition, len(wrong))

    scored = expected(competition, wrong)
    assert scores(drill, competition) == scored
    assert standings(drill, competition) == [(scored[0], len(wrong))]
    assert max(attempts(drill, competition)) > 1


def test_a_flushed_queue_loses_no_submission(
    drill: Product, queue: Queue, tmp_path: Path
) -> None:
    wrong = [10, 20, 30, 40, 50]
    with drill.worker_frozen():
        upload(drill, "flushed", tmp_path, wrong)
        assert drill.states("flushed") == {"queued": len(wrong)}
        queue.flush()

    drill.wait_until_scored("flushed", len(wrong))

    assert scores(drill, "flushed") == expected("flushed", wrong)


def test_uploads_are_taken_without_a_queue_and_scored_when_it_is_back(
    drill: Product, queue: Queue, tmp_path: Path
) -> None:
    with killed(queue):
        upload(drill, "gone", tmp_path, [10, 20])

    drill.wait_until_scored("gone", 2)

    assert scores(drill, "gone") == expected("gone", [10, 20])


def test_a_queue_that_hangs_does_not_hold_up_an_upload(
    drill: Product, queue: Queue, tmp_path: Path
) -> None:
    with frozen(queue):
        began = time.monotonic()
        upload(drill, "silent", tmp_path, [10])
        took = time.monotonic() - began

    drill.wait_until_scored("silent", 1)

    assert took < 20
