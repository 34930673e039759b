"""Setting a solution, by code and by command."""

import csv
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from courseops.models import AuditEvent
from leaderboard.layouts import layout_in_force
from leaderboard.models import Solution, State
from leaderboard.problems import FileRefusedError
from leaderboard.rescoring import rescore
from tests.factories import CompetitionFactory, SubmissionFactory
from tests.leaderboard.handins import AT, RIGHT, SOLUTION, hand_in, score, solve


@pytest.fixture
def competition(course):
    """A competition without a solution yet."""
    return CompetitionFactory(component__course=course, component__slug="hw1p2")


def stored_folders() -> list[Path]:
    return list((Path(settings.MEDIA_ROOT) / "solutions").glob("*/*"))


def test_the_first_solution_is_version_one(competition) -> None:
    stored = solve(competition)

    solution = Solution.objects.get()
    assert stored.solution == solution
    assert (solution.version, solution.rows, solution.has_split) == (1, 4, False)
    assert (solution.created_at, stored.queued_again) == (AT, 0)
    assert (solution.path / "solution.csv").read_text() == SOLUTION


def test_a_new_solution_is_in_force_and_the_old_one_is_kept(competition) -> None:
    first = solve(competition).solution

    second = solve(competition).solution

    assert competition.solutions.first() == second
    assert (first.version, second.version) == (1, 2)
    assert first.path.is_dir()


def test_a_new_solution_judges_anew_what_was_judged(competition, alice) -> None:
    solve(competition)
    for state in State:
        SubmissionFactory(
            competition=competition,
            enrollment=alice,
            state=state,
            claim="x",
            attempts=2,
        )

    stored = solve(competition)

    assert stored.queued_again == 3
    rows = competition.submissions.order_by("pk").values_list("state", "attempts")
    assert dict(zip(State, rows, strict=True)) == {
        State.QUEUED: (State.QUEUED, 2),
        State.SCORING: (State.QUEUED, 0),
        State.SCORED: (State.QUEUED, 0),
        State.REFUSED: (State.REFUSED, 2),
        State.FAILED: (State.QUEUED, 0),
        State.CANCELLED: (State.CANCELLED, 2),
    }


def test_setting_a_solution_is_recorded(competition, ina) -> None:
    solve(competition)
    solve(competition)

    event = AuditEvent.objects.first()
    assert event is not None
    assert (event.verb, event.target) == ("set_solution", "component:hw1p2")
    assert (event.before["version"], event.after["version"]) == (1, 2)


def test_a_refused_solution_changes_nothing(competition, alice) -> None:
    solve(competition)
    scored = score(hand_in(competition, RIGHT, enrollment=alice))
    before = stored_folders()

    with pytest.raises(FileRefusedError):
        solve(competition, "id,label\n1,0\n1,0\n")

    scored.refresh_from_db()
    assert scored.state == State.SCORED
    assert Solution.objects.count() == 1
    assert stored_folders() == before


def test_a_solution_on_which_the_metric_is_undefined_is_refused(competition) -> None:
    competition.metric = "roc_auc"

    with pytest.raises(FileRefusedError) as refusal:
        solve(competition, "id,label,Usage\n1,0,Public\n2,1,Public\n3,1,Private\n")

    assert str(refusal.value) == (
        "On the rows that are Private, all rows have 1 in the column `label`; this "
        "metric needs both 0 and 1 there."
    )
    assert stored_folders() == []


def test_a_database_that_fails_leaves_no_folder(competition, monkeypatch) -> None:
    def fail(**fields: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("courseops.audit.record", fail)

    with pytest.raises(RuntimeError):
        solve(competition)

    assert stored_folders() == []


def test_uploads_go_on_by_the_columns_in_force(competition, alice) -> None:
    solve(competition)
    competition.target_columns = ["class"]
    competition.save()

    assert layout_in_force(competition=competition).target_columns == ("label",)
    scored = score(hand_in(competition, RIGHT, enrollment=alice))
    assert scored.state == State.SCORED

    solve(competition, SOLUTION.replace("label", "class"))
    assert layout_in_force(competition=competition).target_columns == ("class",)


# --- Rescoring ---------------------------------------------------------------------


def test_rescoring_queues_what_is_done_and_records_each(
    competition, alice, ina
) -> None:
    rows = [
        SubmissionFactory(
            competition=competition, enrollment=alice, state=state, attempts=3
        )
        for state in State
    ]

    queued = rescore(submissions=rows, actor=ina.user, at=AT)

    assert queued == 3
    again = competition.submissions.filter(attempts=0, state=State.QUEUED)
    assert {row.pk for row in again} == {
        row.pk
        for row in rows
        if row.state in {State.SCORED, State.REFUSED, State.FAILED}
    }
    events = AuditEvent.objects.filter(verb="rescore", actor=ina.user)
    assert {event.target for event in events} == {
        f"submission:{row.pk}" for row in again
    }


def test_a_failed_submission_scores_after_rescoring(competition, alice) -> None:
    submission = score(hand_in(competition, RIGHT, enrollment=alice))
    assert submission.state == State.FAILED
    solve(competition)

    rescore(submissions=[submission], actor=None, at=AT)

    assert score(submission).state == State.SCORED


# --- The command -------------------------------------------------------------------


def set_solution(*arguments: object) -> str:
    said = StringIO()
    call_command("setsolution", *map(str, arguments), stdout=said)
    return said.getvalue()


@pytest.fixture
def file(tmp_path) -> Path:
    path = tmp_path / "solution.csv"
    path.write_text(SOLUTION)
    return path


def test_the_command_says_what_it_did(competition, file) -> None:
    assert set_solution("ml-f20", "hw1p2", file) == (
        "hw1p2: solution 1 stored with 4 rows (one score, no split); 0 submissions "
        "queued to be scored again.\n"
    )


def test_the_command_tells_the_split_and_what_changed(competition, alice, file) -> None:
    solve(competition)
    score(hand_in(competition, RIGHT, enrollment=alice))
    with file.open("w", newline="") as target:
        rows = csv.writer(target)
        rows.writerow(["id", "label", "Usage"])
        rows.writerows([[1, 0, "Public"], [2, 1, "Private"], [3, 1, "Ignored"]])

    assert set_solution("ml-f20", "hw1p2", file) == (
        "hw1p2: solution 2 is in force with 3 rows (1 public, 1 private, 1 ignored); "
        "it changed 1 of 1 score and 1 mark.\n"
    )


def test_the_command_tells_all_faults_and_stores_nothing(competition, file) -> None:
    file.write_text("id,label\n1,0\n1,\n")

    with pytest.raises(CommandError) as error:
        set_solution("ml-f20", "hw1p2", file)

    assert str(error.value).splitlines() == [
        "solution.csv: Line 3, column `label`: found an empty value, expected a label.",
        (
            "solution.csv: Line 3, column `id`: found `1` again, which stands in line 2 "
            "already; expected each id once."
        ),
        "Nothing was stored.",
    ]
    assert stored_folders() == []


def test_the_command_names_the_competitions_that_there_are(competition, file) -> None:
    with pytest.raises(CommandError, match="Competitions: hw1p2"):
        set_solution("ml-f20", "hw2p2", file)


def test_the_command_says_when_there_is_no_file(competition, tmp_path) -> None:
    with pytest.raises(CommandError, match="No such file"):
        set_solution("ml-f20", "hw1p2", tmp_path / "none.csv")


def test_the_command_says_when_the_file_is_a_folder(competition, tmp_path) -> None:
    with pytest.raises(CommandError, match="Is a directory"):
        set_solution("ml-f20", "hw1p2", tmp_path)
