"""How long a leaderboard takes, next to making it of the submissions (G8).

``python -m benchmarks.leaderboard`` stores 100,000 submissions of 10,000 students on
SQLite, and where DATABASE_URL is given once more there; checks that every way gives the
same page and the same ranks, and only then measures. The product's own queries are
taken down while it reads a page, and run again beside the peers', all through the same
cursor, each way in turn; told is the least of the rounds, which a busy machine distorts
least. A write is all that stores a submission, takes it and stores its score, with and
without the board; told is the median.
"""

import itertools
import os
import platform
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

STUDENTS, SUBMISSIONS = 10_000, 100_000
ROUNDS, ASKED, WRITES = 25, 40, 400
Statement = tuple[str, Any]


def main() -> None:
    """Measure on SQLite, and on DATABASE_URL where it is given."""
    if "here" in sys.argv:
        prepare_django()
        measure()
        return
    plain = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    with tempfile.TemporaryDirectory() as folder:
        _run(plain | {"VAR_DIR": folder})
    if "DATABASE_URL" in os.environ:
        _run(dict(os.environ))


def _run(environment: dict[str, str]) -> None:
    command = [sys.executable, "-m", "benchmarks.leaderboard", "here"]
    subprocess.run(command, env=environment, check=True)


def prepare_django() -> None:
    """Set Django up with an empty database."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "courseops.settings"
    import django
    from django.db import connection
    from django.test.utils import setup_databases

    django.setup()
    if connection.vendor == "sqlite":
        # A database of tests is in memory otherwise; a served one is on the disk.
        place = Path(os.environ["VAR_DIR"]) / "board.sqlite3"
        connection.settings_dict["TEST"]["NAME"] = str(place)
    setup_databases(verbosity=0, interactive=False)


def measure() -> None:
    """Check, measure and print; the goals are in the last column."""
    from django.db import connection

    from benchmarks.boards.crowd import stored

    crowd = stored(students=STUDENTS, submissions=SUBMISSIONS)
    print(
        f"\n{_version(connection)}, Python {platform.python_version()}; {SUBMISSIONS}"
        f" submissions of {STUDENTS} students, times in ms"
    )
    pages(crowd)
    ranks(crowd)
    writes(crowd)


def pages(crowd: Any) -> None:
    """Compare the first page: the lines in order, with their names and ranks."""
    from django.db import connection

    from benchmarks.boards import peers
    from leaderboard.selectors import pages as product
    from leaderboard.selectors.board import leaderboard

    competition = crowd.competition.pk
    queries = peers.pages(connection.vendor, competition)
    shown = product.PAGE_SIZE
    with taken_down() as of_all:
        leaderboard(competition=crowd.competition, me=None)
    product.PAGE_SIZE = peers.SIZE
    with taken_down() as statements:
        board = leaderboard(competition=crowd.competition, me=None)
    ours = [
        (one.enrollment_id, one.score) for one in board.entries if one.rank is not None
    ]
    # Staff stand among the students there, so the page has fewer of those.
    with connection.cursor() as cursor:
        assert peers.fetched_page(cursor, competition)[: len(ours)] == ours
        for name, query in queries.items():
            rows = [row[:2] for row in run(cursor, query)[: len(ours)]]
            if name == "GROUP BY":
                assert [row[1] for row in rows] == [row[1] for row in ours]
            else:
                assert rows == ours
        ways: dict[str, Callable[[], Any]] = {
            "peers, fetch and sort in Python": lambda: peers.fetched_page(
                cursor, competition
            ),
            **{
                f"peers, {name}": lambda query=query: run(cursor, query)
                for name, query in queries.items()
            },
            "ours, the lines": lambda: run(cursor, _of_lines(statements, peers.SIZE)),
            f"ours, the {shown} lines of its page": lambda: run(
                cursor, _of_lines(of_all, shown)
            ),
            "ours, every query of the page": lambda: [
                run(cursor, one) for one in statements
            ],
            "ours, in Python with them": lambda: leaderboard(
                competition=crowd.competition, me=None
            ),
        }
        compare(f"first page, {peers.SIZE} lines", ways, goal=50)
    product.PAGE_SIZE = shown


def ranks(crowd: Any) -> None:
    """Compare one student's rank."""
    from django.db import connection

    from benchmarks.boards import peers
    from courseops.models import Enrollment
    from leaderboard.selectors.board import own_entry

    asked = random.Random(1).sample(crowd.students, ASKED)
    taken: dict[int, list[Statement]] = {}
    people = Enrollment.objects.select_related("user").in_bulk(asked)
    with connection.cursor() as cursor:
        for student in asked:
            with taken_down() as taken[student]:
                own = own_entry(competition=crowd.competition, me=people[student])
            for query in peers.ranks(crowd.competition.pk, student).values():
                assert own is not None
                assert run(cursor, query) == [(own.rank,)]
        turn = itertools.cycle(asked)

        def theirs(name: str) -> Any:
            return run(cursor, peers.ranks(crowd.competition.pk, next(turn))[name])

        ways = {
            f"peers, {name}": lambda name=name: theirs(name)
            for name in peers.ranks(0, 0)
        }
        ways["ours, every query of it"] = lambda: [
            run(cursor, one) for one in taken[next(turn)]
        ]
        ways["ours, in Python with them"] = lambda: own_entry(
            competition=crowd.competition, me=people[next(turn)]
        )
        compare("my rank", ways, goal=10)


def writes(crowd: Any) -> None:
    """Compare storing a scored submission with and without the board."""
    from django.db import transaction

    from leaderboard import ranking, results
    from leaderboard.claims import take
    from leaderboard.models import Submission

    deal = random.Random(2)
    number = itertools.count(SUBMISSIONS)
    measured = results.Measured(
        solution=crowd.solution,
        metric="accuracy",
        public=0.0,
        private=0.0,
        whole=0.0,
        fresh=None,
    )
    write = ranking.write_standings

    def one(standing: Callable[..., None]) -> tuple[float, float]:
        """Take a submission in and store its score; return the seconds, and of CPU."""
        from benchmarks.boards.crowd import START

        at = START + timedelta(seconds=next(number))
        score = round(deal.betavariate(8, 3), 5)
        values = {"public": score, "private": score, "whole": score}
        found = type(measured)(**vars(measured) | values)
        enrollment = deal.choice(crowd.enrollments)
        ranking.write_standings = standing
        begun, used = time.perf_counter(), time.process_time()
        with transaction.atomic():
            submission = Submission.objects.create(
                competition=crowd.competition,
                enrollment=enrollment,
                received_at=at,
                state="queued",
            )
        claim = take(submission_id=submission.pk, worker="bench", at=at)
        assert claim is not None
        results.write_score(claim, submission, found, at=at)
        return time.perf_counter() - begun, time.process_time() - used

    taken: dict[str, list[tuple[float, float]]] = {"without": [], "with": []}
    for _ in range(WRITES):
        taken["without"].append(one(lambda **_: None))
        taken["with"].append(one(write))
    ranking.write_standings = write
    print("a submission's write                   time       CPU")
    plain, ours = (
        [statistics.median(each) for each in zip(*times, strict=True)]
        for times in taken.values()
    )
    print(
        f"  without the board               {plain[0] * 1e3:9.3f} {plain[1] * 1e3:9.3f}"
    )
    print(
        f"  with it                         {ours[0] * 1e3:9.3f} {ours[1] * 1e3:9.3f}"
        f"  {ours[0] / plain[0]:5.2f} x, {ours[1] / plain[1]:5.2f} x   (goal 1.6)"
    )


def compare(title: str, ways: dict[str, Callable[[], Any]], *, goal: int) -> None:
    """Time each way in turn; print how often ours is faster than the best other."""
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(ROUNDS):
        for name, way in ways.items():
            begun = time.perf_counter()
            way()
            taken[name].append(time.perf_counter() - begun)
    least = {name: min(times) for name, times in taken.items()}
    best = min(seconds for name, seconds in least.items() if name.startswith("peers"))
    print(title)
    first = next(name for name in ways if name.startswith("ours"))
    for name, seconds in least.items():
        told = f"  {name:34s} {seconds * 1e3:9.3f}"
        if name.startswith("ours"):
            told += f"  {best / seconds:6.1f} x faster than the best"
        print(told + (f"   (goal {goal})" if name == first else ""))


@contextmanager
def taken_down() -> Iterator[list[Statement]]:
    """Give the statements that run in the block, once it is through."""
    from django.db import connection

    found: list[Statement] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        found.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield found


def run(cursor: Any, query: Statement) -> list[Any]:
    """Run a query and fetch all of its rows."""
    cursor.execute(*query)
    return list(cursor.fetchall())


def _of_lines(statements: list[Statement], size: int) -> Statement:
    """Return the one statement that reads the lines of a page, in order."""
    (found,) = [one for one in statements if f"LIMIT {size + 1}" in one[0]]
    return found


def _version(connection: Any) -> str:
    if connection.vendor == "sqlite":
        import sqlite3

        return f"SQLite {sqlite3.sqlite_version}"
    return f"PostgreSQL {connection.pg_version / 10_000:.1f}"


if __name__ == "__main__":
    main()
