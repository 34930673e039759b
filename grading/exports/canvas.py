"""The gradebook in the form that Canvas imports.

Canvas finds students by ``SIS Login ID`` and assignments by their name, and makes those
that it does not have. A cell that is empty leaves the grade there as it is, ``EX``
excuses. Dropped students are left out: Canvas would ask for each who that is.
"""

import io
import re
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from defusedcsv.csv import writer as defused_writer

from grading import statement
from grading.exports.harmless import harmless
from grading.policy.book import Gradebook
from grading.policy.plan import AssignmentPlan, CoursePlan

PEOPLE_COLUMNS = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")
POINTS_POSSIBLE = 100
EXCUSED = "EX"
# Columns that Canvas computes or keeps for itself, whatever stands in them.
_TAKEN = re.compile(r"(?:notes|root account|integration id)$", re.IGNORECASE)
# Canvas passes a column over wherever in its name this stands.
_PASSED_OVER = re.compile(
    r"(?:current|final) (?:score|grade|points)|override (?:score|grade|status)",
    re.IGNORECASE,
)
# Canvas reads digits in brackets at the end as its own number of an assignment.
_NUMBERED = re.compile(r"\(\d+\)$")


def write(book: Gradebook, *, as_of: datetime | None, final: bool) -> bytes:
    """Return the file: two decimals, as many points possible as a mark has."""
    assignments = [assignment for _, assignment in book.plan.assignments()]
    file = io.StringIO()
    rows = defused_writer(file)
    titles = (harmless(title) for title in column_titles(book.plan))
    rows.writerow([*PEOPLE_COLUMNS, *titles])
    possible = f"{POINTS_POSSIBLE:.2f}"
    rows.writerow(
        ["    Points Possible", "", "", "", "", *[possible] * len(assignments)]
    )
    people = book.students
    for row in range(len(book)):
        if people.status[row] == "dropped":
            continue
        login, track = people.login[row], people.track[row]
        person = [people.name[row] or login, "", "", login, track]
        marks = _cells(book, assignments, row, final=final)
        rows.writerow([*(harmless(text) for text in person), *marks])
    return file.getvalue().encode()


def cells(book: Gradebook, assignment: str) -> dict[str, set[str]]:
    """Return by login what the file may hold of the assignment, with --final or not."""
    one = next((a for _, a in book.plan.assignments() if a.slug == assignment), None)
    if one is None:
        return {}
    return {
        book.students.login[row]: {
            *_cells(book, [one], row, final=False),
            *_cells(book, [one], row, final=True),
        }
        for row in range(len(book))
    }


def column_titles(plan: CoursePlan) -> list[str]:
    """Return a name for each assignment that Canvas takes for no other's."""
    assignments = [assignment for _, assignment in plan.assignments()]
    times = Counter(assignment.title.strip().casefold() for assignment in assignments)
    return [_title(one, times[one.title.strip().casefold()]) for one in assignments]


def _title(assignment: AssignmentPlan, times: int) -> str:
    if _PASSED_OVER.search(assignment.title):
        return assignment.slug
    if times > 1 or _is_misread(assignment.title.strip()):
        return f"{assignment.title} [{assignment.slug}]"
    return assignment.title


def _is_misread(title: str) -> bool:
    own = title in PEOPLE_COLUMNS or title == "Points Possible"
    return own or bool(_NUMBERED.search(title)) or bool(_TAKEN.search(title))


def _cells(
    book: Gradebook, assignments: Sequence[AssignmentPlan], row: int, *, final: bool
) -> list[str]:
    student = statement.student(book, row, final=final)
    return [
        _cell(student["assignments"][one.slug], _states(student, one))
        for one in assignments
    ]


def _states(student: dict[str, Any], assignment: AssignmentPlan) -> set[str]:
    shown = student["components"]
    return {shown[c.slug]["state"] for c in assignment.components if c.slug in shown}


def _cell(mark: float | None, states: set[str]) -> str:
    if mark is None:
        return EXCUSED if states == {"excused"} else ""
    return f"{mark:.2f}"
