"""Whatever stands in a file, it is read or refused with reasons."""

import contextlib

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from courseops.datafile import DataFileError
from courseops.models import Assignment, Component
from courseops.scores.reading import read
from tests.scores import test_formats as formats

WORK = Component(
    slug="exam-1",
    title="Midterm exam",
    kind="points",
    details={"points": 60},
    assignment=Assignment(slug="exam"),
)
HEADERS = [
    "login,score,received_at\n",
    formats.GRADESCOPE,
    formats.COURSE,
    formats.CANVAS,
    formats.AUTOLAB,
    formats.MOODLE,
    formats.KAGGLE,
    formats.CANVAS.replace(",", ";"),
    "alice@example.edu,1,2,normal\n",
]


@given(st.binary(max_size=200))
@example(b"\0,\0\n")
@example(b"Email,grace_days_used\n,\n")
@example(b"Student;ID;Section\rA;1;2\r")
@example(b"Student;ID;Section;Exam\n;;;\n")
@example(b"a@b,1\n,\n@,2\n")
@example(b"Email,SID,Total Score,Max Points\n,,,\n")
@example(b"TeamId,TeamName,Score\n,,\n")
def test_any_bytes_are_read_or_refused(data):
    with contextlib.suppress(DataFileError):
        read(data, WORK)


@pytest.mark.parametrize("header", HEADERS)
@given(cells=st.lists(st.text(max_size=12), max_size=20))
def test_any_row_below_a_known_header_is_read_or_refused(header, cells):
    width = header.splitlines()[0].count(",") + 1
    row = ",".join(
        '"' + cell.replace('"', '""') + '"' for cell in (cells * width)[:width]
    )
    with contextlib.suppress(DataFileError):
        read((header + row + "\n").encode(errors="replace"), WORK)
