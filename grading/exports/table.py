"""The gradebook as a table: the columns of the CSV, a student per row, by login."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from grading import statement
from grading.policy.book import Gradebook
from grading.policy.plan import CoursePlan

PEOPLE_COLUMNS = ("login", "name", "email", "track", "basis", "status")


class Holds(Enum):
    """What the cells of a column are; None is pending, or does not apply."""

    TEXT = auto()
    MARK = auto()
    DAYS = auto()
    WORDS = auto()


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column by its name in course-file.md."""

    name: str
    holds: Holds


def columns(plan: CoursePlan) -> list[Column]:
    """Return the columns of a course, in the order of its file."""
    marks = [
        *(f"component:{component.slug}" for _, _, component in plan.components()),
        *(f"assignment:{assignment.slug}" for _, assignment in plan.assignments()),
        *(f"category:{category.slug}" for category in plan.categories),
        *("total", "final"),
    ]
    return [
        *(Column(name=name, holds=Holds.TEXT) for name in PEOPLE_COLUMNS),
        *(Column(name=name, holds=Holds.MARK) for name in marks),
        *(Column(name=name, holds=Holds.TEXT) for name in ("letter", "result")),
        Column(name="slack_left", holds=Holds.DAYS),
        Column(name="unmet", holds=Holds.WORDS),
    ]


def rows(book: Gradebook, *, final: bool) -> Iterator[list[Any]]:
    """Go through the students' rows, each with a cell for every column.

    Marks have full precision; ``unmet`` is a list of words.
    """
    components = [component.slug for _, _, component in book.plan.components()]
    for row in range(len(book)):
        student = statement.student(book, row, final=final)
        yield [
            *(getattr(book.students, column)[row] for column in PEOPLE_COLUMNS),
            *(student["components"].get(slug, {}).get("mark") for slug in components),
            *student["assignments"].values(),
            *student["categories"].values(),
            *(student["total"], student["final"], student["letter"]),
            *(student["result"], student["slack_left"], student["unmet"]),
        ]
