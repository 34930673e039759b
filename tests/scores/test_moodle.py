"""What the grades that Moodle exports say."""

import pytest

from courseops.models import AuditEvent
from tests.scores.loading import problems, scores, take

PEOPLE = '"First name",{},"ID number",Institution,Department,"Email address",'
LAST = '"Course total (Real)","Last downloaded from this course"\n'
ROW = "Alice,Ash,s1,,,alice@example.edu,"


def export(items: str, cells: str, *, surname: str = '"Last name"', at: int = 1) -> str:
    return f"{PEOPLE.format(surname)}{items},{LAST}{ROW}{cells},50.50,{at}\n"


@pytest.mark.parametrize(
    ("items", "cells"),
    [
        ('"Assignment: Midterm exam (Real)"', "41.50"),
        ('"Assignment: Midterm exam (Percentage)"', '"75.00 %"'),
        (
            (
                '"Assignment: Midterm exam (Letter)","Assignment: Midterm exam (Real)",'
                '"Assignment: Midterm exam (Percentage)"'
            ),
            'C,41.50,"69.17 %"',
        ),
        (
            '"Assignment: Midterm exam (Real)","Assignment: Midterm exam (Feedback)"',
            '41.50,"Fine"',
        ),
    ],
)
def test_a_grade_is_read_in_the_form_that_says_most(exam, items, cells):
    plan = take(exam, export(items, cells))

    assert plan.format == "Moodle"
    assert scores(exam) == {"alice": 45 if cells.startswith('"75') else 41.5}


def test_the_older_header_with_surname_and_no_form_of_the_grade(exam):
    text = (
        PEOPLE.format("Surname")
        + '"Quiz: HW 1","Assignment: Midterm exam","Feedback: Midterm exam",'
        '"Course total","Last downloaded from this course"\n'
        + ROW
        + '9.00,41.50,"We welcome feedback",50.50,1600000000\n'
    )

    plan = take(exam, text)

    assert plan.unmatched == ["Quiz: HW 1"]
    assert scores(exam) == {"alice": 41.5}


def test_letters_alone_are_refused_with_the_way_out(exam):
    assert problems(exam, export('"Assignment: Midterm exam (Letter)"', "C")) == [
        (
            "line 1: “Assignment: Midterm exam (Letter)” holds letters. Export it from"
            " Moodle with the display type Real or Percentage."
        )
    ]


def test_semicolons_and_decimal_commas_are_read(exam):
    text = export('"Assignment: Midterm exam (Real)"', "41.50")

    take(exam, text.replace(",", ";").replace(".50;", ",50;"))

    assert scores(exam) == {"alice": 41.5}


def test_a_language_that_is_not_known_is_told_to_be_english(exam):
    told = problems(exam, "Vorname,Nachname,E-Mail,Aufgabe: Test (Punkte)\n")

    assert told[-1] == (
        "Exports of Gradescope, Canvas, Autolab, Moodle, Kaggle, in English, are known"
        " by their headers, too."
    )


def test_a_file_older_than_the_one_imported_last_warns(exam):
    item = '"Assignment: Midterm exam (Real)"'
    take(exam, export(item, "41.50", at=1_600_000_000))
    assert AuditEvent.objects.first().after["downloaded"] == "2020-09-13T12:26:40+00:00"

    plan = take(exam, export(item, "12.00", at=1_599_999_999))

    assert plan.notes == [
        (
            "The file is older than the one imported last: downloaded from Moodle on"
            " 2020-09-13 08:26:39, that one on 2020-09-13 08:26:40 (America/New_York)"
        )
    ]


def test_the_same_or_a_newer_file_does_not_warn(exam):
    item = '"Assignment: Midterm exam (Real)"'
    for at in (1_600_000_000, 1_600_000_000, 1_600_000_001):
        assert take(exam, export(item, "41.50", at=at)).notes == []
