"""Scores in the exports of other systems, each known by its header."""

from datetime import UTC, datetime

import pytest

from courseops.models import Component, Result
from courseops.scores.changes import What
from tests.factories import ComponentFactory, EnrollmentFactory
from tests.scores.loading import problems, scores, take, whats

GRADESCOPE = (
    "First Name,Last Name,SID,Email,Sections,section_name,Total Score,Max Points,Status,"
    "Submission ID,Submission Time,Lateness (H:M:S),View Count,Submission Count,"
    "1.1: A (60.0 pts)\n"
)
ALICE = (
    "Alice,Ash,a1,ALICE@example.edu,,,41.5,60.0,Graded,7,2020-09-27 18:00:26 -0600,"
    "02:00:00,1,1,41.5\n"
)
CAROL = "Carol,Cole,carol,cc@elsewhere.edu,,,,60.0,Missing,,,,0,0,\n"
COURSE = (
    "First Name,Last Name,SID,Email,Sections,HW 1,HW 1 - Max Points,"
    "HW 1 - Submission Time,HW 1 - Lateness (H:M:S),Midterm Exam,"
    "Midterm Exam - Max Points,Midterm Exam - Submission Time,"
    "Midterm Exam - Lateness (H:M:S),Total Lateness (H:M:S)\n"
)
CANVAS = (
    "Student,ID,SIS User ID,SIS Login ID,Section,HW 1 (11),Midterm exam (12),"
    "Assignments Current Points,Final Score\n"
    ",,,,,Manual Posting,,,\n"
    "    Points Possible,,,,,10,60,(read only),(read only)\n"
)
AUTOLAB = (
    "Email,first_name,last_name,Lecture,Section,School,Major,Year,grace_days_used,"
    "penalty_late_days,hw1,version,exam1,version,Homework Average,Course Average\n"
)
MOODLE = (
    '"First name",Surname,"ID number",Institution,Department,"Email address",'
    '"Quiz: HW 1 (Real)","Assignment: Midterm exam (Real)","Course total (Real)",'
    '"Last downloaded from this course"\n'
)
KAGGLE = (
    "\ufeffRank,TeamId,TeamName,LastSubmissionDate,Score,SubmissionCount,"
    "TeamMemberUserNames\n"
)


def received() -> datetime | None:
    return Result.objects.get(enrollment__user__login="alice").received_at


def test_gradescope_says_the_score_and_when_it_was_handed_in(exam):
    plan = take(exam, GRADESCOPE + ALICE + CAROL)

    assert plan.format == "Gradescope"
    assert scores(exam) == {"alice": 41.5}
    assert received() == datetime(2020, 9, 28, 0, 0, 26, tzinfo=UTC)


def test_a_missing_submission_of_gradescope_clears(exam):
    take(exam, "login,score\ncarol,12\n")

    assert whats(take(exam, GRADESCOPE + CAROL)) == {"carol": What.CLEARED}


def test_lateness_counts_from_the_deadline_where_no_time_is_known(exam):
    take(exam, GRADESCOPE + ALICE.replace("2020-09-27 18:00:26 -0600", ""))

    assert received() == datetime(2020, 9, 28, 5, 59, 59, tzinfo=UTC)


def test_no_lateness_and_no_time_is_on_time(exam):
    text = ALICE.replace("2020-09-27 18:00:26 -0600,02:00:00", ",00:00:00")

    take(exam, GRADESCOPE + text)

    assert received() is None


def test_another_maximum_of_gradescope_is_refused_once(exam):
    text = GRADESCOPE + (ALICE + CAROL).replace("60.0,", "50.0,")

    assert problems(exam, text.replace("cc@", "carol@").replace("Missing", "x")) == [
        "line 2, column Max Points: the maximum is 50 there, and 60 in exam-1"
    ]


def test_a_percentage_is_made_of_points_of_gradescope(course, alice):
    essay = ComponentFactory(course=course, slug="essay", kind="files", cutoffs=None)

    take(essay, GRADESCOPE + ALICE.replace("41.5,60.0", "45.0,60.0"))

    assert scores(essay) == {"alice": 75}


def test_the_column_of_a_whole_course_is_found_by_the_title(exam):
    text = "A,Ash,,alice@example.edu,,9,10,,,41,60,2020-09-27 18:00:00 -0400,,\n"

    take(exam, COURSE + text)

    assert scores(exam) == {"alice": 41}
    assert received() == datetime(2020, 9, 27, 22, tzinfo=UTC)


def test_no_column_for_the_component_is_refused_naming_those_there_are(exam):
    exam.title = exam.assignment.title = ""
    exam.slug = "final"

    assert problems(exam, COURSE + "A,Ash,,alice@example.edu,,9,10,,,41,60,,,\n") == [
        (
            "line 1: no single column is called final or “"
            f"{exam.display_title}”; those with scores: HW 1, Midterm Exam"
        )
    ]


def test_canvas_says_the_score_of_the_column_with_the_title(exam):
    plan = take(exam, CANVAS + '"Ash, Alice",1,s1,alice,A,9.00,41.50,50,80\n')

    assert plan.format == "Canvas"
    assert scores(exam) == {"alice": 41.5}


def test_lines_of_canvas_without_a_student_are_passed_over(exam):
    plan = take(
        exam, CANVAS + '"Student, Test",9,,,A,,60,,\n"C, C",2,s2,carol,A,,7,,\n'
    )

    assert whats(plan) == {"carol": What.ADDED}


def test_an_excuse_of_canvas_is_noted_and_changes_nothing(exam):
    take(exam, "login,score\nalice,41\n")

    plan = take(exam, CANVAS + '"Ash, Alice",1,s1,alice,A,EX,EX,,\n')

    assert plan.notes == [
        (
            "line 4: alice is left as is: excused in Canvas; excuse them here by an"
            " extension"
        )
    ]
    assert scores(exam) == {"alice": 41}


def test_staff_in_another_systems_export_are_left_out(exam, bob):
    plan = take(exam, CANVAS + '"B, B",3,s3,bob,A,,50,,\n')

    assert plan.notes == ["line 4: bob is left as is: TA, no student"]
    assert scores(exam) == {}


def test_another_maximum_of_canvas_is_refused(exam):
    text = CANVAS.replace(",60,", ",50,") + '"Ash, Alice",1,s1,alice,A,,41,,\n'

    assert problems(exam, text) == [
        ("line 4, column Midterm exam (12): the maximum is 50 there, and 60 in exam-1")
    ]


def test_autolabs_gradebook_says_the_score_of_the_assessment(exam):
    alice = "alice@example.edu,A,Ash,1,A,,,,0,0,9,3,41.5,2,90,90\n"
    carol = "carol@x.edu,C,Cole,1,A,,,,0,0,9,3,not_submitted,0,90,90\n"

    plan = take(exam, AUTOLAB + alice + carol)

    assert plan.format == "Autolab"
    assert scores(exam) == {"alice": 41.5}


@pytest.mark.parametrize(
    ("cell", "expected"), [("zeroed", {"alice": 0}), ("excused", {})]
)
def test_words_of_autolab(exam, cell, expected):
    take(exam, AUTOLAB + f"alice@x.edu,A,Ash,1,A,,,,0,0,9,3,{cell},2,90,90\n")

    assert scores(exam) == expected


def test_autolabs_assessment_says_total_and_time(exam):
    text = (
        "Submission Time,Email,Total,p1,First name,Last name,Section,Lecture\n"
        "2020-09-27 22:00:05 UTC,alice@example.edu,41.5,41.5,A,Ash,A,1\n"
    )

    take(exam, text)

    assert scores(exam) == {"alice": 41.5}
    assert received() == datetime(2020, 9, 27, 22, 0, 5, tzinfo=UTC)


def test_moodle_says_the_grade_of_the_item(exam):
    rows = (
        "Alice,Ash,,,,alice@example.edu,9.00,41.50,50.50,1600000000\n"
        "Carol,Cole,carol,,,,-,-,-,1600000000\n"
    )

    plan = take(exam, MOODLE + rows)

    assert plan.format == "Moodle"
    assert scores(exam) == {"alice": 41.5}


def test_kaggle_gives_each_member_of_a_team_its_score(exam):
    ranked = ComponentFactory(
        course=exam.course,
        slug="rank",
        kind="tiers",
        cutoffs=None,
        details={"points": 4, "tiers": []},
    )
    rows = (
        "0,1,Baseline,2020-09-25 00:00:57,0.99,1,host\n"
        '1,2,"A, B",2020-09-25 00:00:57,0.875,4,"alice, carol"\n'
    )

    plan = take(ranked, KAGGLE + rows)

    assert plan.format == "Kaggle"
    assert scores(ranked) == {"alice": 0.875, "carol": 0.875}
    assert received() == datetime(2020, 9, 25, 0, 0, 57, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        GRADESCOPE
        + ALICE.replace("ALICE@example.edu", "zoe@example.edu").replace("a1", ""),
        CANVAS + '"Zed, Zoe",1,,zoe@example.edu,A,,41,,\n',
        AUTOLAB + "zoe@example.edu,A,Ash,1,A,,,,0,0,9,3,41.5,2,90,90\n",
        MOODLE + "Zoe,Zed,,,,zoe@example.edu,9.00,41.50,50.50,1600000000\n",
    ],
)
def test_a_stranger_is_refused_in_every_format(exam, text):
    (problem,) = problems(exam, text)

    assert "“zoe@example.edu” is nobody in ml-f20" in problem


def test_an_address_that_somebody_has_comes_before_the_login_in_it(exam):
    EnrollmentFactory(
        course=exam.course, user__login="a2", user__email="carol@example.org"
    )

    take(exam, CANVAS + '"X, Y",1,,carol@example.org,A,,41,,\n')

    assert scores(exam) == {"a2": 41}


def test_a_row_of_another_length_is_named(exam: Component):
    assert problems(exam, CANVAS + "a,b\n") == ["line 4: 2 cells, expected 9"]
