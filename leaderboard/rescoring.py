"""Queues submissions to be scored once more."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from courseops import audit
from courseops.models import User
from leaderboard import contenders, dispatch, fairness, ranking
from leaderboard.models import Competition, State, Submission
from leaderboard.sweeping import sweep

SETTLED = (State.SCORED, State.REFUSED, State.FAILED)
_BATCH = 2_000


def rescore(
    *, submissions: Iterable[Submission], actor: User | None, at: datetime
) -> int:
    """Queue those of *submissions* that are scored, refused or failed once more.

    A score stays in sight until the new one replaces it. Returns how many were queued;
    each is recorded. ``competition.component.course`` is read; select it.
    """
    submissions = list(submissions)
    with transaction.atomic():
        ranking.lock({submission.competition_id for submission in submissions})
        again = settled(
            Submission.objects.filter(pk__in=[one.pk for one in submissions])
        )
        states = dict(again.values_list("pk", "state"))
        queue_again(list(states))
        for submission in submissions:
            if submission.pk in states:
                audit.record(
                    course=submission.competition.component.course,
                    actor=actor,
                    verb="rescore",
                    target=f"submission:{submission.pk}",
                    before={"state": states[submission.pk]},
                    after={"state": State.QUEUED.value},
                    at=at,
                )
        _reopen(submissions)
        send_waiting(at=at)
    return len(states)


def queue_again(keys: Sequence[int]) -> None:
    """Queue submissions (primary keys) anew, behind what students upload."""
    for begin in range(0, len(keys), _BATCH):
        part = Submission.objects.filter(pk__in=keys[begin : begin + _BATCH])
        part.update(**_fresh())
    fairness.queue_in_bulk(submissions=keys)


def settled(rows: QuerySet[Submission]) -> QuerySet[Submission]:
    """Return those of *rows* that can be scored again; it takes a file."""
    return rows.filter(state__in=SETTLED, is_imported=False)


def _fresh() -> dict[str, object]:
    """Return the fields of a submission that waits for its first attempt."""
    return {
        "state": State.QUEUED,
        "may_be_best": True,
        "claim": "",
        "lease_until": None,
        "attempts": 0,
        "enqueued_at": None,
        "finished_at": None,
        "reasons": [],
        "error": "",
    }


def _reopen(submissions: Sequence[Submission]) -> None:
    """Let what these outdid count again until they are scored."""
    whose: dict[Competition, set[int]] = defaultdict(set)
    for one in submissions:
        whose[one.competition].add(one.enrollment_id)
    for competition, enrollments in whose.items():
        contenders.reopen(competition=competition, enrollments=enrollments)


def send_waiting(*, at: datetime) -> None:
    """Send what waits to the workers once this transaction is through."""
    transaction.on_commit(
        lambda: sweep(at=at, ensure=dispatch.ensure),
        robust=True,
    )
