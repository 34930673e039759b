"""Scoring everything anew out of sight, then applying or discarding it."""

import pytest

from courseops.changes import tasks
from grading.changing import OutOfDateError
from grading.models import ClassChange
from leaderboard.models import (
    FormerScore,
    Priority,
    RunState,
    Score,
    ShadowRun,
    ShadowScore,
    Standing,
    State,
)
from leaderboard.shadow import running
from tests.factories import CompetitionFactory, EnrollmentFactory
from tests.leaderboard.handins import (
    AT,
    HALF_RIGHT,
    RIGHT,
    SOLUTION,
    hand_in,
    later,
    score,
    solve,
)
from tests.leaderboard.shadowing import (
    TRIED,
    apply,
    begin,
    go_on,
    preview,
    tried,
)

# By this one HALF_RIGHT is all right, and RIGHT half.
TURNED = "id,label\n1,0\n2,1\n3,9\n4,9\n"
# And by this one nobody's ids are known.
FOREIGN = "id,label\n7,0\n8,1\n"


@pytest.fixture
def competition(course):
    return CompetitionFactory(
        component__course=course,
        component__slug="hw1p2",
        component__cutoffs={"A": 0.9, "B": 0.8, "C": 0.7, "D": 0.6, "F": 0},
    )


@pytest.fixture
def two(competition, course, alice):
    """Alice with 1.0 and Ben with 0.5, by the first solution."""
    solve(competition)
    ben = EnrollmentFactory(course=course, user__login="ben")
    first = score(hand_in(competition, RIGHT, enrollment=alice))
    second = score(hand_in(competition, HALF_RIGHT, enrollment=ben))
    return first, second


def scores(competition) -> dict[str, float]:
    rows = Score.objects.filter(submission__competition=competition)
    return dict(rows.values_list("submission__enrollment__user__login", "public"))


def test_a_run_changes_no_score(competition, two):
    run = tried(competition, TURNED)

    assert scores(competition) == {"alice": 1.0, "ben": 0.5}
    found = ShadowScore.objects.filter(run=run).order_by("submission")
    assert [one.public for one in found] == [0.5, 1.0]
    assert run.solution.applied_at is None


def test_applying_replaces_scores_and_standings_and_keeps_the_old(competition, two):
    run = tried(competition, TURNED)

    apply(preview(run))

    assert scores(competition) == {"alice": 0.5, "ben": 1.0}
    standings = Standing.objects.order_by("-public").values_list("public", flat=True)
    assert list(standings) == [1.0, 0.5]
    former = FormerScore.objects.get(submission=two[0])
    assert (former.public, former.scored_at, former.replaced_at) == (1.0, AT, TRIED)
    assert former.solution.version == 1
    assert Score.objects.get(submission=two[0]).solution.version == 2
    run.refresh_from_db()
    assert (run.state, run.solution.applied_at) == (RunState.APPLIED, TRIED)


def test_the_report_tells_what_applying_gives(competition, two):
    run = tried(competition, TURNED)
    change = preview(run)
    before = change.preview

    after = apply(change).outcome

    assert after["report"] == before["report"]
    assert after["changes"] == before["changes"]
    assert before["report"]["counts"] == {"better": 1, "worse": 1}
    rows = {row["login"]: row for row in before["report"]["rows"]}
    assert rows["alice"]["score"] == [1.0, 0.5]
    assert rows["alice"]["rank"] == [1, 2]
    assert rows["ben"]["rank"] == [2, 1]
    marks = {
        row["login"]: (row["before"], row["after"])
        for row in before["changes"]
        if row["target"] == "component:hw1p2"
    }
    assert marks["ben"] == (pytest.approx(40 * 0.5 / 0.6), 100)


def test_a_score_that_stays_by_an_equal_file_is_no_history(competition, two):
    submission = score(two[0], at=later(minutes=5))
    assert submission.state == State.SCORED

    assert not FormerScore.objects.exists()


def test_scoring_again_by_hand_keeps_the_old_score_when_it_changes(competition, two):
    Score.objects.filter(submission=two[0]).update(scorer_version="0")
    two[0].state = State.QUEUED
    two[0].attempts = 0
    two[0].save()

    score(two[0], at=later(minutes=5))

    former = FormerScore.objects.get(submission=two[0])
    assert (former.scorer_version, former.replaced_at) == ("0", later(minutes=5))


def test_a_file_that_the_new_solution_refuses_loses_its_score(competition, two):
    run = tried(competition, FOREIGN)

    apply(preview(run))

    two[0].refresh_from_db()
    assert two[0].state == State.REFUSED
    assert two[0].reasons
    assert not Standing.objects.exists()
    assert FormerScore.objects.count() == 2


def test_a_refused_file_that_the_new_solution_takes_is_scored(competition, alice):
    solve(competition, FOREIGN)
    refused = score(hand_in(competition, RIGHT, enrollment=alice))
    assert refused.state == State.REFUSED

    change = apply(preview(tried(competition, SOLUTION)))

    refused.refresh_from_db()
    assert (refused.state, refused.reasons) == (State.SCORED, [])
    assert change.outcome["report"]["counts"] == {"new": 1}


def test_the_same_file_is_measured_once(competition, two, course, monkeypatch):
    score(hand_in(competition, RIGHT, enrollment=two[1].enrollment))
    seen = []
    real = running.measure
    monkeypatch.setattr(
        running,
        "measure",
        lambda one, **by: seen.append(one.sha256) or real(one, **by),
    )

    run = tried(competition, TURNED)

    assert len(seen) == len(set(seen)) == 2
    assert ShadowScore.objects.filter(run=run).count() == 3


def test_a_run_goes_on_where_a_killed_worker_stopped(competition, two, monkeypatch):
    monkeypatch.setattr(running, "_SPAN", TRIED - TRIED)
    real, left = running.measure, iter([False, True])

    def measure(submission, *, solution):
        if next(left):
            raise SystemExit
        return real(submission, solution=solution)

    monkeypatch.setattr(running, "measure", measure)
    run = begin(competition, TURNED)
    with pytest.raises(SystemExit):
        go_on(run)
    kept = ShadowScore.objects.get(run=run).pk
    monkeypatch.setattr(running, "measure", real)
    assert go_on(run) is None

    assert go_on(run, at=later(hours=2)) == RunState.READY

    assert ShadowScore.objects.filter(run=run).count() == 2
    assert ShadowScore.objects.filter(pk=kept).exists()


def test_a_run_pauses_when_it_is_told_to(competition, two, monkeypatch):
    monkeypatch.setattr(running, "_SPAN", TRIED - TRIED)
    run = begin(competition, TURNED)

    assert go_on(run, pauses=True) == RunState.QUEUED

    assert ShadowScore.objects.filter(run=run).count() == 1
    assert (run.of, run.attempts) == (2, 0)


def test_a_run_that_was_discarded_meanwhile_keeps_nothing(
    competition, two, monkeypatch
):
    run = begin(competition, TURNED)
    real = running.measure

    def measure(submission, *, solution):
        ShadowRun.objects.filter(pk=run.pk).exclude(state="discarded").update(
            state="discarded", claim=""
        )
        return real(submission, solution=solution)

    monkeypatch.setattr(running, "measure", measure)

    assert go_on(run) is None
    assert not ShadowScore.objects.exists()


def test_a_run_that_is_ready_is_previewed_by_the_sweep_if_nobody_did(competition, two):
    run = tried(competition, TURNED)

    tasks.sweep()

    assert ClassChange.objects.get().parameters["run"] == run.pk


def test_what_comes_meanwhile_is_queued_behind_uploads(competition, two, alice):
    run = tried(competition, TURNED)
    change = preview(run)
    new = score(hand_in(competition, HALF_RIGHT, enrollment=alice))

    change = apply(change)

    new.refresh_from_db()
    assert (new.state, new.priority) == (State.QUEUED, Priority.BULK)
    assert change.outcome["report"]["queued"] == 1
    assert score(new).state == State.SCORED
    assert Score.objects.get(submission=new).solution == run.solution


def test_a_score_changed_since_the_preview_asks_for_another(competition, two):
    change = preview(tried(competition, TURNED))
    score_again(two[0])

    with pytest.raises(OutOfDateError):
        apply(change)

    change.refresh_from_db()
    assert change.state == "failed"
    assert scores(competition) == {"alice": 1.0, "ben": 0.5}


def score_again(submission) -> None:
    submission.state, submission.attempts = State.QUEUED, 0
    submission.save()
    score(submission, at=later(minutes=30))


def test_applying_is_all_or_nothing(competition, two, monkeypatch):
    change = preview(tried(competition, TURNED))

    def fail(**given):
        raise RuntimeError

    monkeypatch.setattr("leaderboard.ranking.write_standings", fail)
    with pytest.raises(RuntimeError):
        apply(change)

    assert scores(competition) == {"alice": 1.0, "ben": 0.5}
    assert not FormerScore.objects.exists()
    assert competition.solutions.in_force().first().version == 1


def test_a_solution_replaced_while_a_file_is_scored_scores_it_by_the_new(
    competition, two, alice, monkeypatch
):
    change = preview(tried(competition, TURNED))
    slow = hand_in(competition, HALF_RIGHT, enrollment=alice)
    from leaderboard import scoring

    real = scoring.measure_in_force

    def measure(submission):
        found = real(submission)
        apply(change)
        return found

    monkeypatch.setattr(scoring, "measure_in_force", measure)
    score(slow)
    assert slow.state == State.QUEUED
    monkeypatch.undo()

    assert score(slow).state == State.SCORED
    assert Score.objects.get(submission=slow).public == 1.0


def test_history_keeps_its_order(competition, two):
    apply(preview(tried(competition, TURNED)))
    third = begin(competition, SOLUTION, at=later(hours=2))
    go_on(third)
    apply(preview(third), at=later(hours=3))

    former = two[0].former_scores.all()
    assert [(one.solution.version, one.public) for one in former] == [(2, 0.5), (1, 1)]


def test_a_first_solution_is_in_force_without_a_report(competition, alice):
    failed = score(hand_in(competition, RIGHT, enrollment=alice))
    assert failed.state == State.FAILED
    run = begin(competition, SOLUTION)

    assert go_on(run) == RunState.APPLIED

    assert score(failed).state == State.SCORED
    assert not ClassChange.objects.exists()


def test_imported_scores_stay(competition, two, alice):
    imported = hand_in(
        competition, "", enrollment=alice, is_imported=True, state=State.SCORED, path=""
    )
    Score.objects.create(
        submission=imported,
        metric="accuracy",
        scorer_version="imported",
        public=0.9,
        private=0.9,
        all=0.9,
        scored_at=AT,
    )

    apply(preview(tried(competition, TURNED)))

    assert Score.objects.get(submission=imported).public == 0.9
    assert Standing.objects.get(enrollment=alice).public == 0.9
