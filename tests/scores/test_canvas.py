"""What a gradebook of Canvas says, as Canvas writes it."""

import pytest

from courseops.models import OutsideName
from courseops.scores.changes import What
from tests.scores.loading import problems, scores, take, whats

HEADER = "Student,ID,SIS User ID,SIS Login ID,Section,Midterm exam (12)\n"
POINTS = "    Points Possible,,,,,60.00\n"
ALICE = '"Ash, Alice",7,s1,alice,"A and B",41.50\n'
# Everything that Canvas can put into a gradebook.
FULL = (
    "Student,ID,SIS User ID,SIS Login ID,Integration ID,Root Account,Section,Pronouns,"
    "HW 1 (11),Midterm exam (12),Assignments Current Points,Assignments Final Points,"
    "Assignments Current Score,Assignments Unposted Current Score,"
    "Assignments Final Score,Assignments Unposted Final Score,Current Points,"
    "Final Points,Current Score,Unposted Current Score,Final Score,"
    "Unposted Final Score,Current Grade,Unposted Current Grade,Final Grade,"
    "Unposted Final Grade,Override Score,Override Grade\n"
    ",,,,,,,,,Manual Posting" + "," * 18 + "\n"
    "    Points Possible,,,,,,,(read only),10.00,60.00"
    + ",(read only)"
    * 16
    + ",,(read only)\n"
    '"Ash, Alice",7,s1,alice,i1,canvas.example.edu,A,she,9.00,41.50'
    + ",50.00"
    * 16
    + ",,\n"
    '"Student, Test",9,,0c3a9f,,canvas.example.edu,A,,,' + "," * 18 + "\n"
)


def test_everything_that_canvas_writes_is_read_or_passed_over(exam):
    plan = take(exam, FULL)

    assert (plan.format, plan.column) == ("Canvas", "Midterm exam (12)")
    assert (plan.strangers, plan.notes, plan.unmatched) == ([], [], ["HW 1 (11)"])
    assert scores(exam) == {"alice": 41.5}


@pytest.mark.parametrize(
    "text",
    [
        "\ufeff" + HEADER + POINTS + ALICE,
        HEADER + ALICE + POINTS,
        HEADER + "Points Possible,,,,,60\n" + ALICE,
        HEADER + ",,,,,Muted\n" + POINTS + ALICE,
        (HEADER + POINTS + ALICE).replace("SIS User ID,", "").replace("s1,", ""),
        (
            "LastName,FirstName,ID,SIS User ID,SIS Login ID,Section,Midterm exam (12)\n"
            "    Points Possible,,,,,,60.00\nAsh,Alice,7,s1,alice,A,41.50\n"
        ),
        "Student,ID,SIS User ID,SIS Login ID,Section,Midterm exam\n" + ALICE,
        (HEADER + POINTS).replace(",", ";") + '"Ash, Alice";7;s1;alice;"A";41,50\n',
    ],
    ids=[
        "byte order mark",
        "points last",
        "points without spaces",
        "muted",
        "no SIS user ID",
        "two names",
        "no number",
        "semicolons and commas",
    ],
)
def test_ways_in_which_canvas_writes_the_same(exam, text):
    if "    Points" in text:
        text = text.replace("    Points Possible,,,,,60.00", _points(text), 1)

    take(exam, text)

    assert scores(exam) == {"alice": 41.5}


def _points(text: str) -> str:
    width = text.splitlines()[0].count(",") - 1
    return "    Points Possible" + "," * width + ",60.00"


@pytest.mark.parametrize(
    ("site", "name"),
    [("student id", "s1"), ("canvas id", "7"), ("canvas", "ash@x.org")],
)
def test_a_student_is_found_by_whatever_canvas_knows(exam, alice, site, name):
    OutsideName.objects.create(
        course=exam.course, enrollment=alice, site=site, name=name
    )

    take(exam, HEADER + POINTS + ALICE.replace(",alice,", ",ash@x.org,"))

    assert scores(exam) == {"alice": 41.5}


def test_a_number_of_canvas_is_nobodys_login(exam, alice):
    alice.user.login = "7"
    alice.user.save()

    told = problems(exam, HEADER + POINTS + ALICE.replace(",alice,", ",zoe,"))

    assert told == [
        "line 3, column SIS Login ID: “zoe” is nobody in ml-f20 (Alice Ash)"
    ]


def test_what_is_not_assigned_in_canvas_is_left(exam):
    text = HEADER + POINTS + ALICE.replace("41.50", "N/A")

    assert take(exam, text).notes == [
        "line 3: alice is left as is: not assigned in Canvas"
    ]


def test_a_decimal_comma_between_commas_is_refused_with_the_way_out(exam):
    text = HEADER + POINTS + ALICE.replace("41.50", '"41,50"')

    assert problems(exam, text) == [
        (
            "line 3, column Midterm exam (12): “41,50” has a decimal comma; export it"
            " with decimal points, or with semicolons between the cells"
        )
    ]


def test_a_student_called_test_student_is_one(exam, alice):
    text = HEADER + POINTS + ALICE.replace("Ash, Alice", "Student, Test")

    assert whats(take(exam, text)) == {"alice": What.ADDED}
