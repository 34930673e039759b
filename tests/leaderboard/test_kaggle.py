"""Kaggle's leaderboard comes in as the staff reviewed it, and nothing is guessed."""

from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command

from courseops.datafile import DataFileError
from courseops.models import AuditEvent, OutsideName, Team, TeamMember
from leaderboard.kaggleboard import review
from leaderboard.kaggleimport import take_board
from leaderboard.models import Baseline, Score, Submission
from tests.factories import EnrollmentFactory
from tests.leaderboard.pages import now, page, url

HEADER = "Rank,TeamId,TeamName,LastSubmissionDate,Score,SubmissionCount,TeamMemberUserNames\n"
TIME = "2020-09-25 00:00:57"
BOARD = (
    "\ufeff"
    + HEADER
    + f"0,1,Host's benchmark,{TIME},0.9,1,host\n"
    + f'1,2,"Ash, Cole & friends",{TIME},0.875,4,"ALICE,carol@example.edu,zebra"\n'
    + f"2,3,Night owl,{TIME},0.5,1,owl77\n"
)


@pytest.fixture
def carol(alice):
    return EnrollmentFactory(course=alice.course, user__login="carol")


def named(course, board, **by_hand):
    """Return what each name means, by the name."""
    fields = {key.replace("_", "-"): login for key, login in by_hand.items()}
    found = review(course=course, data=board.encode(), by_hand=fields, at=now())
    return found, {one.name: one for one in found.names}


def take(competition, board, **by_hand):
    return take_board(
        competition=competition,
        data=board.encode(),
        by_hand={key.replace("_", "-"): login for key, login in by_hand.items()},
        actor=None,
        at=now(),
    )


def scores() -> dict[str, float]:
    rows = Score.objects.values_list("submission__enrollment__user__login", "public")
    return dict(rows)


# --- Whom a name means --------------------------------------------------------------


def test_logins_and_addresses_are_matched_in_any_case(course, alice, carol):
    _, found = named(course, BOARD)

    told = {name: (one.login, one.how, bool(one.scored)) for name, one in found.items()}
    assert told == {
        "ALICE": ("alice", "login or e-mail", True),
        "carol@example.edu": ("carol", "login or e-mail", True),
        "zebra": ("", "", False),
        "owl77": ("", "", False),
    }


def test_the_part_before_the_at_is_no_match(course, alice):
    board = HEADER + f"1,2,A,{TIME},0.5,1,alice@elsewhere.org\n"

    _, found = named(course, board)

    assert found["alice@elsewhere.org"].left == "nobody here has this name"


def test_what_was_confirmed_goes_before_what_looks_alike(course, alice, carol):
    OutsideName.objects.create(
        course=course, enrollment=carol, site="kaggle", name="Alice"
    )

    _, found = named(course, HEADER + f"1,2,A,{TIME},0.5,1,alice\n")

    assert (found["alice"].login, found["alice"].how) == ("carol", "confirmed")


def test_the_name_of_a_team_is_no_users_name(course, alice, carol):
    OutsideName.objects.create(
        course=course, enrollment=carol, site="kaggle", name="owl"
    )
    board = f"TeamId,TeamName,SubmissionDate,Score\n2,owl,{TIME},0.5\n"

    _, found = named(course, board)

    assert found["owl"].login == ""


def test_staff_of_the_course_are_left_out(course, alice, bob):
    _, found = named(course, HEADER + f"1,2,B,{TIME},0.5,1,bob\n")

    assert found["bob"].left == "TA, no student"


def test_a_name_written_empty_is_left_out(course, alice):
    _, found = named(course, BOARD, who_3_0="")

    assert found["ALICE"].left == "left out by hand"


@pytest.mark.parametrize(
    ("board", "by_hand", "problem"),
    [
        (
            BOARD,
            {"who_4_0": "nobody"},
            "line 4, column TeamMemberUserNames: “nobody” is nobody in ml-f20",
        ),
        (
            BOARD,
            {"who_4_0": "alice"},
            "line 4, column TeamMemberUserNames: “alice” stands in line 3 already",
        ),
        (
            HEADER + f"1,2,A,{TIME},high,1,alice\n",
            {},
            "line 2, column Score: “high” is no finite number; expected one such as 12.5",
        ),
        (
            HEADER + "1,2,A,,0.5,1,alice\n",
            {},
            "line 2, column LastSubmissionDate: the time is missing",
        ),
        (HEADER + "1,2,A\n", {}, "line 2: 3 cells, expected 7"),
    ],
)
def test_with_a_problem_nothing_is_taken(
    course, competition, alice, board, by_hand, problem
):
    with pytest.raises(DataFileError) as caught:
        take(competition, board, **by_hand)

    assert caught.value.problems == [problem]
    assert not Submission.objects.exists()
    assert not Baseline.objects.exists()


def test_what_is_wrong_with_strangers_is_no_problem(course, alice):
    found, _ = named(course, HEADER + "1,2,A,never,much,1,stranger\n")

    assert found.problems == []


# --- The forms of the file ----------------------------------------------------------

OLDER = f"TeamId,TeamName,SubmissionDate,Score\n2,alice,{TIME},0.875\n"
PRINTED = (
    "Warning: Looks like you're using an outdated API Version, please consider updating\n"
    "Next Page Token = CfDJ8Abc==\n"
    "teamId,teamName,submissionDate,score\n"
    f"2,alice,{TIME}.1230000,0.875\n"
)


@pytest.mark.parametrize(
    "board",
    [OLDER, PRINTED, PRINTED.replace("\n", "\r\n"), OLDER + "Next Page Token = x\n"],
    ids=["older", "printed", "printed on Windows", "token at the end"],
)
def test_other_forms_are_read_too(course, alice, board):
    _, found = named(course, board)

    scored = found["alice"].scored
    assert scored.score == 0.875
    assert scored.received_at == datetime(2020, 9, 25, 0, 0, 57, tzinfo=UTC)


def test_another_file_is_refused(course):
    with pytest.raises(DataFileError, match="no leaderboard of Kaggle"):
        named(course, "login,score\nalice,1\n")


# --- What is written ----------------------------------------------------------------


def test_every_matched_member_gets_the_teams_score(competition, alice, carol):
    take(competition, BOARD)

    assert scores() == {"alice": 0.875, "carol": 0.875}
    received = set(Submission.objects.values_list("received_at", flat=True))
    assert received == {datetime(2020, 9, 25, 0, 0, 57, tzinfo=UTC)}


def test_the_same_file_again_changes_nothing(competition, alice, carol):
    take(competition, BOARD)

    again = take(competition, BOARD)

    assert (again.scores.unchanged, again.scores.added, again.baselines) == (2, 0, 0)


def test_hosts_entries_become_baselines(competition, alice):
    take(competition, BOARD)
    take(competition, BOARD.replace("0.9,1,host", "0.95,2,host"))

    baseline = Baseline.objects.get()
    assert (baseline.title, baseline.public) == ("Host's benchmark", 0.95)


def test_what_is_written_by_hand_is_kept_and_recorded(competition, alice, carol):
    take(competition, BOARD, who_4_0="carol", who_3_1="")

    kept = OutsideName.objects.get()
    assert (kept.site, kept.name, kept.enrollment) == ("kaggle", "owl77", carol)
    assert AuditEvent.objects.get(verb="names.confirm").after == {
        "kaggle: owl77": "carol"
    }
    assert scores() == {"alice": 0.875, "carol": 0.5}


def test_the_command_knows_what_was_confirmed(
    competition, alice, carol, tmp_path, capsys
):
    OutsideName.objects.create(
        course=alice.course, enrollment=carol, site="kaggle", name="owl77"
    )
    file = tmp_path / "board.csv"
    file.write_text(HEADER + f"2,3,Night owl,{TIME},0.5,1,Owl77\n")

    call_command("importscores", "ml-f20", "hw1p2", str(file))

    assert scores() == {"carol": 0.5}


# --- The page -----------------------------------------------------------------------


def upload(browser, board=BOARD):
    file = SimpleUploadedFile("board.csv", board.encode())
    return browser.post(url("kaggle"), {"file": file})


def test_the_review_lists_everybody_and_changes_nothing(
    as_user, competition, alice, carol, bob
):
    shown = page(upload(as_user(bob)))

    assert 'name="who-4-0" value=""' in shown
    assert 'name="who-3-0" value="alice"' in shown
    assert "nobody here has this name" in shown
    assert "Ash, Cole &amp; friends" in shown
    assert "24 Sep 2020, 20:00:57 EDT" in shown
    assert not Submission.objects.exists()


def test_agreed_to_the_scores_are_imported(as_user, competition, alice, carol, bob):
    sent = {"board": BOARD, "source": "board.csv", "who-4-0": "carol", "who-3-1": ""}

    answer = as_user(bob).post(url("kaggle"), sent, follow=True)

    assert "Scores: 2 added, 0 replaced, 0 unchanged. Names confirmed: 1." in page(
        answer
    )
    assert scores() == {"alice": 0.875, "carol": 0.5}
    assert AuditEvent.objects.get(verb="import_results").actor == bob.user


def test_what_is_wrong_is_shown_beside_what_was_written(
    as_user, competition, alice, bob
):
    sent = {"board": BOARD, "source": "board.csv", "who-4-0": "alice"}

    answer = as_user(bob).post(url("kaggle"), sent)

    assert answer.status_code == 422
    shown = page(answer)
    assert "“alice” stands in line 3 already" in shown
    assert 'name="who-4-0" value="alice"' in shown
    assert not Submission.objects.exists()


@pytest.mark.parametrize("board", ["login,score\n", "\x00", ""])
def test_another_file_is_refused_on_the_page(as_user, competition, bob, board):
    answer = upload(as_user(bob), board)

    assert answer.status_code == 422


def test_a_team_of_the_course_has_one_standing(competition, alice, carol):
    team = Team.objects.create(
        course=alice.course, component=competition.component, name="A"
    )
    for member in (alice, carol):
        TeamMember.objects.create(team=team, enrollment=member)

    take(competition, BOARD)

    standing = competition.standings.get()
    assert (standing.team, standing.public) == (team, 0.875)
