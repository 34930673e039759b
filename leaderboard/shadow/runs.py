"""A shadow run from its beginning to its end, but for the work and the applying."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse

from courseops.alerts import raise_alert
from courseops.models import User
from leaderboard import drafts
from leaderboard.models import Competition, RunState, ShadowRun, ShadowScore, Solution
from leaderboard.shadow.claims import expired

# What has not been applied or discarded.
OPEN = (RunState.QUEUED, RunState.RUNNING, RunState.READY, RunState.FAILED)
_TO_REPEAT = (RunState.READY, RunState.FAILED)

Send = Callable[[int], None]


class NotPossibleError(ValueError):
    """A run cannot be repeated, applied or discarded (any more); says why."""


@transaction.atomic
def begin(
    *, solution: Solution, reason: str, actor: User | None, at: datetime, send: Send
) -> ShadowRun:
    """Have the draft *solution* tried on every kept file of its competition."""
    run = ShadowRun.objects.create(
        competition=solution.competition,
        solution=solution,
        reason=reason,
        actor=actor,
        created_at=at,
        lease_until=sent(at),
    )
    transaction.on_commit(lambda: send(run.pk), robust=True)
    return run


def found(*, competition: Competition, pk: int) -> ShadowRun:
    """Return a run of a competition; raises ShadowRun.DoesNotExist."""
    run = _runs().get(pk=pk, competition=competition)
    run.solution.competition = run.competition = competition
    return run


def ready() -> QuerySet[ShadowRun]:
    """Return the runs that are measured, with all that previewing them reads."""
    return _runs().filter(state=RunState.READY)


def _runs() -> QuerySet[ShadowRun]:
    return ShadowRun.objects.select_related(
        "solution__competition__component__course",
        "solution__competition__component__assignment",
        "actor",
    )


@transaction.atomic
def repeat(*, run: ShadowRun, at: datetime, send: Send) -> None:
    """Go on with a run: with what came meanwhile, or after it failed.

    What was measured stays. Raises NotPossibleError.
    """
    changed = ShadowRun.objects.filter(
        pk=run.pk, state__in=_TO_REPEAT, solution__discarded=False
    ).update(
        state=RunState.QUEUED,
        attempts=0,
        error="",
        finished_at=None,
        lease_until=sent(at),
    )
    if not changed:
        raise _too_late(run)
    transaction.on_commit(lambda: send(run.pk), robust=True)


@transaction.atomic
def discard(*, run: ShadowRun, at: datetime) -> None:
    """Put a run and its draft aside for good; of its scores nothing is left.

    A worker that is at it loses its claim. Raises NotPossibleError.
    """
    changed = ShadowRun.objects.filter(pk=run.pk, state__in=OPEN).update(
        state=RunState.DISCARDED, claim="", lease_until=None, finished_at=at
    )
    if not changed:
        raise _too_late(run)
    Solution.objects.filter(pk=run.solution_id).update(discarded=True)
    ShadowScore.objects.filter(run=run).delete()


def put_aside(*, draft: Solution) -> None:
    """Put a draft aside whose file cannot be used; nothing of the file is kept."""
    Solution.objects.filter(pk=draft.pk).update(discarded=True)
    drafts.remove_files(draft)


def sweep(*, at: datetime, send: Send) -> None:
    """Send again what was lost on its way or by its worker, and give up what is hopeless."""
    for run in _runs().filter(expired(at)):
        mine = ShadowRun.objects.filter(expired(at), pk=run.pk)
        if run.attempts < settings.SCORING_MAX_ATTEMPTS:
            if mine.update(state=RunState.QUEUED, claim="", lease_until=sent(at)):
                send(run.pk)
        elif mine.update(
            state=RunState.FAILED,
            claim="",
            lease_until=None,
            finished_at=at,
            error=_broke_off(),
        ):
            _alert(run, at=at)


def sent(at: datetime) -> datetime:
    """Return from when on a message sent *at* that instant counts as lost."""
    return at + timedelta(seconds=settings.REQUEUE_AFTER_SECONDS)


def _broke_off() -> str:
    return (
        f"Scoring broke off {settings.SCORING_MAX_ATTEMPTS} times at the same place; the"
        " worker's log says why. What was measured is kept: try again to go on from"
        " there."
    )


def _alert(run: ShadowRun, *, at: datetime) -> None:
    component = run.solution.competition.component
    raise_alert(
        course=component.course,
        kind="rescore failed",
        target=f"shadow run {run.pk}",
        text=(
            f"{component.display_title}: scoring everything again broke off"
            f" {settings.SCORING_MAX_ATTEMPTS} times. No score has changed."
        ),
        link=reverse(
            "leaderboard:solution", args=[component.course.slug, component.slug]
        ),
        at=at,
    )


def _too_late(run: ShadowRun) -> NotPossibleError:
    state = ShadowRun.objects.values_list("state", flat=True).get(pk=run.pk)
    return NotPossibleError(f"It is {RunState(state).label.lower()}.")
