"""Makes what a run found the scores, all of it or nothing."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from leaderboard import contenders, history, ranking
from leaderboard.models import (
    Competition,
    PrivateStanding,
    RunState,
    Score,
    ShadowRun,
    Standing,
    State,
    Submission,
)
from leaderboard.rescoring import queue_again, send_waiting
from leaderboard.results import SCORER_VERSION
from leaderboard.selectors.competitions import has_split
from leaderboard.shadow.runs import NotPossibleError
from leaderboard.shadow.scope import measured

_BATCH = 2_000
_SETTLED = ("state", "reasons", "error", "claim", "lease_until", "finished_at")
# What another solution has judged, or is judging just now.
_JUDGED = (State.SCORED, State.REFUSED, State.FAILED, State.SCORING)


def apply(*, run: ShadowRun, at: datetime) -> int:
    """Put a run's draft in force with all that the run found.

    Old scores are kept as history. What the run has not measured is queued to be scored
    again, behind what students upload; returns how many that are. Imported scores stay.
    Belongs in a transaction; ``solution.competition.component.course`` is read. Raises
    NotPossibleError unless the run is ready.
    """
    competition = run.solution.competition
    ranking.lock([competition.pk])
    ready = ShadowRun.objects.filter(pk=run.pk, state=RunState.READY)
    if not ready.update(state=RunState.APPLIED, finished_at=at):
        raise NotPossibleError("The run is not ready.")
    run.solution.applied_at = at
    run.solution.save(update_fields=["applied_at"])
    _write_scores(run, at=at)
    _write_refusals(run, at=at)
    queued = _queue_the_rest(run, competition, at=at)
    _write_standings(competition)
    return queued


def _write_scores(run: ShadowRun, *, at: datetime) -> None:
    found = measured(run=run).filter(public__isnull=False)
    scores = [
        Score(
            submission_id=submission,
            solution=run.solution,
            metric=run.solution.metric,
            scorer_version=SCORER_VERSION,
            public=public,
            private=private,
            all=whole,
            scored_at=at,
        )
        for submission, public, private, whole in found.values_list(
            "submission", "public", "private", "all"
        )
        if public is not None and private is not None and whole is not None
    ]
    history.replace(scores=scores, at=at)
    Submission.objects.filter(pk__in=found.values("submission")).update(
        **_settled(State.SCORED, at=at)
    )


def _write_refusals(run: ShadowRun, *, at: datetime) -> None:
    """Make refused or failed what the run has no score for, each for its own reasons."""
    found = measured(run=run).filter(public=None).select_related("submission")
    submissions = []
    for one in found.iterator(chunk_size=_BATCH):
        state = State.REFUSED if one.reasons else State.FAILED
        changes = _settled(state, at=at) | {"reasons": one.reasons, "error": one.error}
        for name, value in changes.items():
            setattr(one.submission, name, value)
        submissions.append(one.submission)
    history.drop(submissions=[one.pk for one in submissions], at=at)
    _write(submissions)


def _settled(state: State, *, at: datetime) -> dict[str, Any]:
    return {
        "state": state,
        "reasons": [],
        "error": "",
        "claim": "",
        "lease_until": None,
        "finished_at": at,
    }


def _write(submissions: Sequence[Submission]) -> None:
    # Of many rows an UPDATE is one long CASE; an upsert of known rows is much faster.
    Submission.objects.bulk_create(
        submissions,
        batch_size=_BATCH,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=_SETTLED,
    )


def _queue_the_rest(run: ShadowRun, competition: Competition, *, at: datetime) -> int:
    rest = (
        Submission.objects.filter(
            competition=competition, is_imported=False, state__in=_JUDGED
        )
        .exclude(path="")
        .exclude(pk__in=measured(run=run).values("submission"))
    )
    keys = list(rest.values_list("pk", flat=True))
    queue_again(keys)
    send_waiting(at=at)
    return len(keys)


def _write_standings(competition: Competition) -> None:
    contenders.reopen(competition=competition)
    if not has_split(competition=competition):
        PrivateStanding.objects.filter(competition=competition).delete()
    everybody = set(
        Submission.objects.filter(competition=competition).values_list(
            "enrollment", flat=True
        )
    )
    everybody |= set(
        Standing.objects.filter(competition=competition).values_list(
            "enrollment", flat=True
        )
    )
    ranking.write_standings(competition=competition, enrollments=everybody)
