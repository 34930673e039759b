"""Who is unknown in another system's export, and who is when staff say so."""

import pytest
from django.core.management import CommandError, call_command

from courseops.models import AuditEvent, OutsideName
from courseops.scores.naming import name_strangers
from tests.factories import EnrollmentFactory
from tests.scores.loading import NOW, problems, scores, take

HEADER = (
    "Name,SID,Email,Total Score,Max Points,Status,Submission ID,Submission Time,"
    "Lateness (H:M:S),View Count,Submission Count\n"
)
ALICE = "Alice Ash,a1,alice@example.edu,41.5,60.0,Graded,7,,,1,1\n"
THREE = "".join(
    f"{name} Zed,z{n},{name.lower()}@else.edu,1.0,60.0,Graded,{n},,,1,1\n"
    for n, name in enumerate(("Zoe", "Zac", "Zia"))
)


def test_three_strangers_are_listed_and_the_others_imported(exam, tmp_path, capsys):
    file = tmp_path / "exam.csv"
    file.write_text(HEADER + ALICE + THREE)

    call_command("importscores", "ml-f20", "exam-1", str(file))
    call_command("importscores", "ml-f20", "exam-1", str(file))

    out, err = capsys.readouterr()
    assert [line.split("; ")[0] for line in out.splitlines()] == [
        (
            "exam-1: scores of Gradescope: 1 added, 0 replaced, 0 cleared, 0 unchanged,"
            " 3 unknown"
        ),
        (
            "exam-1: scores of Gradescope: 0 added, 0 replaced, 0 cleared, 1 unchanged,"
            " 3 unknown"
        ),
    ]
    assert err.splitlines()[:4] == [
        "exam.csv: line 3, column Email: “zoe@else.edu” is nobody in ml-f20 (Zoe Zed)",
        "exam.csv: line 4, column Email: “zac@else.edu” is nobody in ml-f20 (Zac Zed)",
        "exam.csv: line 5, column Email: “zia@else.edu” is nobody in ml-f20 (Zia Zed)",
        (
            "exam.csv: Who is unknown was left out. Add them with importroster, or say who"
            " they are on the page “Import scores”, and import the file again."
        ),
    ]
    assert scores(exam) == {"alice": 41.5}


def test_a_file_in_which_nobody_is_known_is_refused(exam, tmp_path):
    file = tmp_path / "exam.csv"
    file.write_text(HEADER + THREE)

    with pytest.raises(CommandError, match="Nothing was imported"):
        call_command("importscores", "ml-f20", "exam-1", str(file))


def test_our_own_format_stays_strict(exam):
    assert problems(exam, "login,score\nalice,41\nzoe,1\n") == [
        "line 3, column login: “zoe” is nobody in ml-f20"
    ]


def test_who_might_be_two_is_told_and_left(exam):
    text = HEADER + ALICE.replace(",a1,", ",carol,") + THREE

    (problem, *_) = problems(exam, text)

    assert problem == (
        "line 2, column Email: “alice@example.edu”, “carol” are several in ml-f20:"
        " alice, carol (Alice Ash)"
    )


def test_whom_staff_name_is_known_from_then_on(exam, bob):
    EnrollmentFactory(course=exam.course, user__login="zz")
    plan = take(exam, HEADER + ALICE + THREE)

    count = name_strangers(
        plan.strangers,
        course=exam.course,
        by_hand={plan.strangers[0].field: " ZZ "},
        actor=bob.user,
        at=NOW,
    )

    assert count == 1
    assert OutsideName.objects.get().site == "gradescope"
    assert AuditEvent.objects.first().after == {"gradescope: zoe@else.edu": "zz"}
    again = take(exam, HEADER + ALICE + THREE)
    assert [one.name for one in again.strangers] == ["Zac Zed", "Zia Zed"]
    assert scores(exam) == {"alice": 41.5, "zz": 1}
