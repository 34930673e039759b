"""How long a whole course takes to recompute, next to a plain loop over the same rules.

``python -m benchmarks.gradebook [STUDENTS …]`` makes a class of each size (seeded; 45
components, 60 submissions per student and competition), checks that both ways agree to
1e-9 in every mark, and only then measures. From memory both start at facts that lie
grouped by student and component; from the database (1,000 students) the product loads
and computes, and the loop is given what one query per kind of fact reads as model
instances. Medians of CPU time. Above LOOP_MOST students the loop grades a sample of
the class and its time is scaled up, which the line then says.
"""

import gc
import os
import platform
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import numpy as np

from benchmarks.large.classes import AT, LargeClass, as_facts, made
from benchmarks.loop.facts import known
from benchmarks.loop.report import of_world

SIZES = (1_000, 10_000, 100_000)
LOOP_MOST = 10_000
SAMPLE = 1_000
FROM_DATABASE = 1_000
SLIP = 1e-9


def main(sizes: list[int]) -> None:
    """Measure and print; the goals are in the last column."""
    prepare_django()
    print(
        f"Python {platform.python_version()}, numpy {np.__version__}; medians of CPU s"
    )
    taken = {size: from_memory(size) for size in sizes}
    for smaller, larger in pairwise(sizes):
        growth = taken[larger] / taken[smaller]
        goal = "   (goal 18)" if larger == 100_000 else ""
        print(f"{smaller} -> {larger} students: {growth:.1f} x the time{goal}")
    if FROM_DATABASE in sizes:
        from_database(FROM_DATABASE)


def prepare_django() -> None:
    """Set Django up with an empty database: SQLite's, or one beside DATABASE_URL's."""
    if "DATABASE_URL" not in os.environ:
        os.environ["VAR_DIR"] = tempfile.mkdtemp()
    os.environ["DJANGO_SETTINGS_MODULE"] = "courseops.settings"
    import django
    from django.test.utils import setup_databases

    django.setup()
    setup_databases(verbosity=0, interactive=False)


def from_memory(size: int) -> float:
    """Check and measure one size of class; return the product's seconds."""
    from benchmarks.large.columns import columns_of, recomputed

    of = made(size)
    plan, columns = columns_of(of)
    loop_rows = range(size if size <= LOOP_MOST else SAMPLE)
    world, students = grouped(of, loop_rows)
    book = recomputed(plan, columns)
    if len(loop_rows) == size:
        check(book, of_world(world, students, final=True))

    ours = timed(lambda: recomputed(plan, columns), rounds=7 if size <= 10_000 else 3)
    gc.disable()
    loop = timed(
        lambda: of_world(world, students, final=True), rounds=3 if size <= 1_000 else 1
    )
    gc.enable()
    scaled = loop * size / len(loop_rows)
    how = "" if len(loop_rows) == size else f", scaled from {len(loop_rows)} students"
    print(f"\n{size} students, from memory")
    print(f"  plain loop  {scaled:10.3f} s{how}")
    goal = "   (goal 60)" if size == 10_000 else ""
    print(f"  gradebook   {ours:10.3f} s   {scaled / ours:6.1f} x faster{goal}")
    return ours


def from_database(size: int) -> None:
    """Check and measure loading and computing against queries and the loop."""
    from benchmarks.large.stored import facts_by_orm, store
    from courseops.models import Course
    from grading import gradebook

    of = made(size)
    course: Course = store(of)
    at = instant()

    def by_loop() -> list[Any]:
        facts = facts_by_orm(course)
        world = known(of.course, facts, AT)
        return of_world(world, facts["roster"], final=True)

    check(gradebook.load(course=course, at=at), by_loop())
    ours = timed(lambda: gradebook.load(course=course, at=at), rounds=5)
    loop = timed(by_loop, rounds=3)
    print(f"\n{size} students, from the database ({course_database()})")
    print(f"  queries and plain loop  {loop:8.3f} s")
    print(
        f"  gradebook               {ours:8.3f} s   {loop / ours:6.1f} x faster", end=""
    )
    print("   (goal 30)")


def instant() -> Any:
    """Return the instant at which the class is judged, as a datetime."""
    from datetime import UTC, datetime

    return datetime.fromtimestamp(AT, UTC)


def course_database() -> str:
    """Return the kind of database that is measured."""
    from django.db import connection

    return str(connection.vendor)


def grouped(of: LargeClass, rows: range) -> tuple[Any, list[Any]]:
    """Return the loop's facts, grouped by student and component, and its students."""
    facts = as_facts(of, rows)
    return known(of.course, facts, AT), facts["roster"]


def check(book: Any, rows: list[Any]) -> None:
    """Assert that the gradebook says the same as the loop, student by student."""
    from grading import statement

    assert len(book) == len(rows)
    for row, theirs in enumerate(rows):
        ours = statement.student(book, row, final=True)
        for slug, one in theirs["components"].items():
            other = ours["components"][slug]
            for key in ("state", "window", "slack_used", "days_late", "early_met"):
                assert one[key] == other[key], (theirs["login"], slug, key)
            assert_near(one["mark"], other["mark"])
        for level in ("assignments", "categories"):
            for slug, mark in theirs[level].items():
                assert_near(mark, ours[level][slug])
        assert_near(theirs["total"], ours["total"])
        assert_near(theirs["final"], ours["final"])
        for key in ("letter", "result", "slack_left", "unmet"):
            assert theirs[key] == ours[key], (theirs["login"], key)


def assert_near(one: float | None, other: float | None) -> None:
    """Assert that two marks are equal, or both none."""
    if one is None or other is None:
        assert one is other
    else:
        assert abs(one - other) <= SLIP


def timed(method: Callable[[], object], *, rounds: int) -> float:
    """Return the median CPU seconds of *method*, after a warm-up if it is repeated."""
    if rounds > 1:
        method()
    seconds = []
    for _ in range(rounds):
        began = time.process_time()
        method()
        seconds.append(time.process_time() - began)
    return statistics.median(seconds)


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or list(SIZES))
