"""The gradebook as a workbook."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from grading import exports, gradebook
from grading.exports import xlsx
from tests.factories import EnrollmentFactory
from tests.grading.instants import LATER

FORMULAS = ["=1+1", "+cmd", "-1+1", "@sum", "\t=1+1", "\n=1+1", "#N/A", "2020-01-01"]


def workbook(course, *, final=False):
    book = gradebook.load(course=course, at=LATER)
    written = exports.render(
        book, format="xlsx", as_of=None, final=final, explain=False
    )
    return load_workbook(io.BytesIO(written)), written


def rows(course):
    sheet = workbook(course)[0]["Grades"]
    names = [cell.value for cell in next(sheet.iter_rows(max_row=1))]
    return [dict(zip(names, row, strict=True)) for row in sheet.iter_rows(min_row=2)]


@pytest.fixture
def graded(alice, hw1p2, hand_in):
    """Alice with 0.7002, which makes a mark with many digits."""
    return hand_in(alice, hw1p2, 0.7002)


def test_marks_are_numbers_in_full_precision_shown_with_two_decimals(course, graded):
    cell = rows(course)[0]["component:hw1p2"]

    assert cell.value == pytest.approx(80 + 20 * (0.7002 - 0.66) / 0.06, abs=1e-12)
    assert (cell.data_type, cell.number_format) == ("n", "0.00")


def test_the_columns_are_those_of_the_csv(course, graded):
    text = exports.as_csv(gradebook.load(course=course, at=LATER), final=False)

    assert list(rows(course)[0]) == text.splitlines()[0].split(",")


def test_the_header_and_the_first_column_stay_in_sight(course, graded):
    assert workbook(course)[0]["Grades"].freeze_panes == "B2"


def test_pending_is_an_empty_cell(course, alice, hw1p2):
    hw1p2.component.on_time = None
    hw1p2.component.save()

    row = rows(course)[0]

    assert (row["component:hw1p2"].value, row["total"].value) == (None, None)


@pytest.mark.parametrize("name", FORMULAS)
def test_text_stays_text_whatever_it_looks_like(course, hw1p2, name):
    EnrollmentFactory(course=course, user__name=name)

    cell = rows(course)[0]["name"]

    assert (cell.value, cell.data_type) == (name, "s")


@pytest.mark.parametrize("name", ["=1+1", "@sum", "\t=1+1"])
def test_a_text_like_a_formula_is_still_text_when_it_is_edited(course, hw1p2, name):
    EnrollmentFactory(course=course, user__name=name)

    assert rows(course)[0]["name"].quotePrefix


def test_a_character_that_no_workbook_can_hold_is_replaced(course, hw1p2):
    EnrollmentFactory(course=course, user__name="Al\x01ce")

    assert rows(course)[0]["name"].value == "Al�ce"


@given(text=st.text(st.characters(codec="utf-8")))
def test_no_text_is_ever_a_formula(text):
    cell = xlsx._text(Workbook(write_only=True).create_sheet(), text)

    assert cell.data_type == "s"


def test_a_sheet_says_what_this_is_and_what_empty_cells_mean(course, graded):
    course.policy_version = "5f0c2a9be114"
    course.save()

    sheet = workbook(course, final=True)[0]["Notes"]

    notes = {row[0].value: row[1].value for row in sheet.iter_rows(max_row=4)}
    assert notes == {
        "Course": f"ml-f20: {course.title}",
        "As of": "2020-09-28T04:00:00Z",
        "Policy version": "5f0c2a9be114",
        "Letters": "follow final",
    }
    assert any("empty cell is pending" in (row[1].value or "") for row in sheet)


def test_the_file_tells_no_time(course, graded):
    _, written = workbook(course)
    with zipfile.ZipFile(io.BytesIO(written)) as archive:
        instants = {entry.date_time for entry in archive.infolist()}
        properties = archive.read("docProps/core.xml")

    assert instants == {(1980, 1, 1, 0, 0, 0)}
    assert b"created" not in properties
    assert written == workbook(course)[1]


def test_a_class_of_nobody_has_a_header(course, hw1p2):
    assert rows(course) == []
