"""What the benchmark times agrees with the plain loop, from memory and database."""

import pytest

from benchmarks.gradebook import check, grouped
from benchmarks.large.classes import made
from benchmarks.large.columns import INSTANT, columns_of, recomputed
from benchmarks.large.stored import facts_by_orm, store
from benchmarks.loop.report import graded, of_world
from grading import gradebook

pytestmark = pytest.mark.django_db


def test_columns_in_memory_agree_with_the_loop():
    of = made(40)
    world, students = grouped(of, range(of.size))

    book = recomputed(*columns_of(of))

    check(book, of_world(world, students, final=True))


def test_what_is_stored_agrees_with_the_loop():
    of = made(4)

    course = store(of)

    at = int(INSTANT.timestamp())
    theirs = graded(of.course, facts_by_orm(course), at=at, final=True)
    check(gradebook.load(course=course, at=INSTANT), theirs)
