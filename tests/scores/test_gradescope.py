"""What the exports of Gradescope say, under each of their headers."""

from datetime import UTC, datetime

import pytest

from courseops.models import Extension, OutsideName, Result
from courseops.outside_names import STUDENT_ID
from courseops.scores.changes import What
from tests.factories import ComponentFactory
from tests.scores.loading import problems, scores, take, whats

AFTER = (
    "Total Score,Max Points,Status,Submission ID,Submission Time,Lateness (H:M:S),"
    "View Count,Submission Count,1: Honor Pledge (0.0 pts),2: F1 (60.0 pts)\n"
)
SCORED = "41.5,60.0,Graded,7,2020-09-27 18:00:26 -0400,02:00:00,1,3,0.0,41.5\n"
LATE = "41.5,60.0,Graded,7,,26:00:01,1,3,0.0,41.5\n"
ONE = "Name,SID,Email," + AFTER + "Alice Ash,a1,alice@example.edu,"
WHOLE = (
    "Name,SID,Email,Midterm exam,Midterm exam - Max Points,"
    "Midterm exam - Submission Time,Midterm exam - Lateness (H:M:S),"
    "Homework 9,Homework 9 - Max Points,Homework 9 - Submission Time,"
    "Homework 9 - Lateness (H:M:S),Total Lateness (H:M:S)\n"
)


def received() -> datetime | None:
    return Result.objects.get(enrollment__user__login="alice").received_at


@pytest.mark.parametrize(
    ("people", "row"),
    [
        ("Name,SID,Email,", "Alice Ash,a1,alice@example.edu,"),
        ("First Name,Last Name,SID,Email,", "Alice,Ash,a1,alice@example.edu,"),
        (
            "First Name,Last Name,SID,Email,Sections,section_name,",
            'Alice,Ash,a1,alice@example.edu,"A, B",A,',
        ),
        ("First Name,Last Name,Email,", "Alice,Ash,Alice@Example.edu,"),
        ("Name,SID,", "Alice Ash,alice,"),
    ],
)
def test_every_header_of_an_assignment_is_known(exam, people, row):
    plan = take(exam, people + AFTER + row + SCORED)

    assert plan.format == "Gradescope"
    assert scores(exam) == {"alice": 41.5}
    assert received() == datetime(2020, 9, 27, 22, 0, 26, tzinfo=UTC)


def test_what_is_not_graded_yet_leaves_the_score(exam):
    take(exam, "login,score\nalice,12\n")

    plan = take(exam, ONE + SCORED.replace("Graded", "Ungraded"))

    assert plan.notes == ["line 2: alice is left as is: not graded yet in Gradescope"]
    assert scores(exam) == {"alice": 12}


def test_a_submission_without_a_score_waits_in_the_export_of_a_course_too(exam):
    alice = "Alice Ash,a1,alice@example.edu,,60,2020-09-27 18:00:26 -0400,,,,,,\n"

    assert take(exam, WHOLE + alice).notes == [
        "line 2: alice is left as is: not graded yet in Gradescope"
    ]


def test_a_missing_submission_is_none_whatever_stands_beside_it(exam):
    plan = take(exam, ONE + "0.0,60.0,Missing,,,,0,0,,\n")

    assert whats(plan) == {"alice": What.UNCHANGED}


def test_lateness_alone_counts_from_the_students_own_deadline(exam, alice):
    exam.on_time = datetime(2020, 9, 27, 12, tzinfo=UTC)
    exam.save()
    Extension.objects.create(
        component=exam, enrollment=alice, days=2, at=exam.on_time, reason="ill"
    )

    take(exam, ONE + LATE)

    assert received() == datetime(2020, 9, 30, 14, 0, 1, tzinfo=UTC)


def test_lateness_without_a_deadline_here_is_on_time(exam):
    exam.on_time = None
    exam.save()

    take(exam, ONE + LATE)

    assert received() is None


def test_what_is_no_lateness_is_refused_with_its_place(exam):
    assert problems(exam, ONE + LATE.replace("26:00:01", "2 days")) == [
        (
            "line 2, column Lateness (H:M:S): “2 days” is no lateness; expected hours"
            " such as 26:00:00"
        )
    ]


def test_a_student_id_of_the_roster_finds_the_student(exam, alice):
    OutsideName.objects.create(
        course=exam.course, enrollment=alice, site=STUDENT_ID, name="A1"
    )

    take(exam, ONE.replace("alice@example.edu", "ash@gmail.example") + SCORED)

    assert scores(exam) == {"alice": 41.5}


def test_columns_of_other_works_are_told_apart(exam):
    homework = ComponentFactory(course=exam.course, slug="hw9", title="Homework 9")
    text = WHOLE.replace("Total Lat", "Lab,Lab - Max Points,Total Lat")

    plan = take(exam, text + "A,a1,alice@example.edu,41,60,,,,,,,,,\n")

    assert plan.others == {"Homework 9": [homework], "Lab": []}
    assert plan.unmatched == ["Lab"]
