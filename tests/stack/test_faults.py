"""Faults that a term brings: the worker dies, the queue forgets, the queue is gone."""

import random
import signal
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
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
from tests.stack.machines import Disk, PostgresServer
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
    "restarted": MANY_ROWS,
    "full": FEW_ROWS,
    "torn": FEW_ROWS,
}
# Texts so long that a worker is busy for seconds.
POISON, POISON_ROWS, POISON_LENGTH = "poison", 12, 120_000
Queue = RedisServer | EmbeddedQueue


def labels_of(competition: str) -> list[int]:
    return random_labels(ROWS[competition], seed=785)


@pytest.fixture(scope="package")
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
    poison = COMPETITION.format(
        slug=POISON, title=POISON, id_column="id", target="label"
    )
    competitions.append(
        poison.replace("accuracy", "levenshtein").replace(
            "{A: 0.75, B: 0.70, C: 0.60, D: 0.40, F: 0}", "{A: 0, F: 9}"
        )
    )
    solutions[POISON] = write_long_texts(stack.folder / "poison.csv", seed=1)
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


def write_long_texts(path: Path, *, seed: int) -> Path:
    """Write a file over which a worker is busy for seconds."""
    letters = random.Random(seed)
    lines = [
        f"{row},{''.join(letters.choices('abcdefgh', k=POISON_LENGTH))}\n"
        for row in range(POISON_ROWS)
    ]
    path.write_text("id,label\n" + "".join(lines))
    return path


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
    sign_in(drill, "ada")


def test_a_file_that_ends_its_worker_three_times_is_set_aside_and_told(
    drill: Product, tmp_path: Path
) -> None:
    file = write_long_texts(tmp_path / "poison.csv", seed=2)
    sign_in(drill, "ben").upload(
        f"/courses/{COURSE}/competitions/{POISON}/upload/", file
    )

    for attempt in (1, 2, 3):
        wait_for(
            f"attempt {attempt}",
            lambda attempt=attempt: (
                drill.states(POISON).get("scoring")
                and attempts(drill, POISON)[0] == attempt
            ),
        )
        for pid in drill.pool_pids():
            drill.send(pid, signal.SIGKILL)

    wait_for("the end of it", lambda: drill.states(POISON) == {"failed": 1})
    page = sign_in(drill, "tess").get(f"/courses/{COURSE}/").body
    assert "ended 3 times without a result" in page


def test_a_database_that_crashes_and_comes_back_loses_no_submission(
    drill: Product, postgres_server: PostgresServer | None, tmp_path: Path
) -> None:
    if postgres_server is None:
        pytest.skip("SQLite has no server to crash")
    ada = sign_in(drill, "ada")
    path = f"/courses/{COURSE}/competitions/restarted/upload/"
    labels = labels_of("restarted")
    files = [
        write_labels(tmp_path / f"{count}.csv", spoilt(labels, count))
        for count in (1000, 2000, 3000, 4000, 5000)
    ]
    before = [ada.upload(path, file).status for file in files[:4]]
    postgres_server.crash()
    try:
        during = ada.upload(path, files[4]).status
    finally:
        postgres_server.start()
    after = wait_for(
        "uploads to be taken again",
        lambda: ada.upload(path, files[4]).status == 200,
    )

    drill.wait_until_scored("restarted", 5)

    assert (before, during, after) == ([200] * 4, 500, True)
    assert scores(drill, "restarted") == expected(
        "restarted", [1000, 2000, 3000, 4000, 5000]
    )


def test_a_full_disk_turns_uploads_away_and_loses_none_that_was_received(
    drill: Product, disk: Disk | None, tmp_path: Path
) -> None:
    if disk is None:
        pytest.skip("nobody may mount a small file system here")
    ada = sign_in(drill, "ada")
    path = f"/courses/{COURSE}/competitions/full/upload/"
    late = write_labels(tmp_path / "late.csv", spoilt(labels_of("full"), 20))
    with ExitStack() as filled:
        with drill.worker_frozen():
            upload(drill, "full", tmp_path, [10])
            filled.enter_context(disk.full())
        refused = ada.upload(path, late)
        drill.wait_until_scored("full", 1)
    taken = ada.upload(path, late)
    drill.wait_until_scored("full", 2)

    assert (refused.status, taken.status) == (507, 200)
    assert scores(drill, "full") == expected("full", [10, 20])


def test_a_web_server_that_is_killed_in_an_upload_leaves_nothing_half_received(
    drill: Product, tmp_path: Path
) -> None:
    ada = sign_in(drill, "ada")
    path = f"/courses/{COURSE}/competitions/torn/upload/"
    file = write_labels(tmp_path / "torn.csv", labels_of("torn"))
    request = (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{drill.port}\r\n"
        f"Cookie: {ada.cookies}\r\nContent-Type: multipart/form-data; boundary=x\r\n"
        "Content-Length: 9000000\r\n\r\n--x\r\nContent-Disposition: form-data;"
        ' name="file"; filename="torn.csv"\r\n\r\n' + "id,label\n" * 500_000
    )
    with socket.create_connection(("127.0.0.1", drill.port)) as connection:
        connection.sendall(request.encode())
        wait_for("the first bytes on the disk", lambda: list(drill.incoming()))
        for pid in drill.web_pids()[1:]:
            drill.send(pid, signal.SIGKILL)

    wait_for("the web server to be back", lambda: ada.upload(path, file).status == 200)
    drill.wait_until_scored("torn", 1)
