"""The export of the same facts is the same file on every database.

Databases differ in how they order text and the keys of JSON, so the course has names
that they would order differently. After a wanted change of the form, write the file
anew with ``pytest tests/grading/test_same_bytes.py`` and WRITE=1 in the environment.
"""

import io
import os
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest

from grading import exports, gradebook
from tests.factories import (
    AssignmentFactory,
    CategoryFactory,
    CompetitionFactory,
    EnrollmentFactory,
)
from tests.grading.instants import DEADLINE, IN_TIME, LATER

LOGINS = ("Zed", "a-b", "ab", "a_b", "anna", "émile", "zoë", "B2", "b10", "b9")
FOLDER = Path(__file__).parent / "expected"


@pytest.fixture
def book(course, hw1p2, hand_in):
    """A class whose names, letters and cutoffs tempt a database to reorder them."""
    course.policy_version = "5f0c2a9be114"
    course.slack = {"days": 7}
    course.letters = {
        "scale": {"A": 93, "A-": 90, "B+": 87, "B": 83, "B-": 80, "C": 70, "F": 0},
        "pass_at": "B-",
    }
    course.completion = {"pass_fail": ["homework"], "audit": ["homework"]}
    course.save()
    project = CategoryFactory(course=course, slug="project", weight=25.5, position=1)
    report = CompetitionFactory(
        component__course=course,
        component__slug="report",
        component__cutoffs={"A": 2, "A-": 2.5, "B": 4, "F": 12.25},
        component__marks={"A": 100, "A-": 92.5, "B": 80, "F": 0},
        component__on_time=LATER,
        component__assignment=AssignmentFactory(
            course=course, category=project, slug="report", required=True
        ),
        metric="levenshtein",
    )
    bases = ("letter", "pass_fail", "audit")
    for n, login in enumerate(LOGINS):
        student = EnrollmentFactory(
            course=course, user__login=login, user__name=login, basis=bases[n % 3]
        )
        for k in range(n % 4):
            at = IN_TIME + timedelta(hours=11 * n, minutes=k)
            hand_in(student, hw1p2, 0.31 + n / 30 + k / 70, at=at, pk=100 * n + k)
        if n % 3:
            hand_in(student, report, 1.9 + n / 3, at=DEADLINE, pk=10_000 + n)
    return gradebook.load(course=course, at=LATER)


def _written(book, kind):
    return exports.render(book, format=kind, as_of=None, final=True, explain=True)


def _unpacked(workbook):
    """Return what is in the archive: how it is compressed depends on the machine."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        parts = [(name, archive.read(name)) for name in archive.namelist()]
    return b"".join(b"%s\n%s\n" % (name.encode(), part) for name, part in parts)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("grades.json", "json"),
        ("grades.csv", "csv"),
        ("grades.canvas.csv", "canvas"),
        ("grades.xlsx.txt", "xlsx"),
    ],
)
def test_the_export_is_the_expected_file(book, name, kind):
    content = _written(book, kind)
    if kind == "xlsx":
        content = _unpacked(content)
    path = FOLDER / name
    if os.environ.get("WRITE"):
        path.write_bytes(content)

    assert content == path.read_bytes()
