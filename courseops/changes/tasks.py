"""The tasks that apply class changes and work on shadow runs, on the queue ``grading``."""

from datetime import datetime, timedelta
from functools import partial

from celery import shared_task

from courseops import clock
from courseops.changes import dispatch, rescore
from courseops.changes.proposing import edit_of
from grading import changing
from grading.models import ClassChange
from leaderboard import fairness
from leaderboard.models import Priority, RunState
from leaderboard.shadow import dispatch as shadow_dispatch
from leaderboard.shadow import runs

# So long a run holds a process of the worker at most; less while uploads wait for one.
_TURN = timedelta(seconds=10)


@shared_task(name=dispatch.APPLY)  # type: ignore[untyped-decorator]
def apply(*, change_id: int) -> None:
    """Apply one change; any number of messages for it apply it once."""
    dispatch.tell(change_id, 0)
    changing.apply(
        change_id=change_id,
        edit_of=edit_of,
        progress=partial(dispatch.tell, change_id),
        at=clock.now(),
    )


@shared_task(name=shadow_dispatch.WORK)  # type: ignore[untyped-decorator]
def shadow(*, run_id: int) -> None:
    """Go on with a shadow run for a while; once it is through, preview what it changes."""
    # The web process imports this module and must not load pandas.
    from leaderboard.shadow.running import work  # noqa: PLC0415

    pauses = partial(_pauses, until=clock.now() + _TURN)
    state = work(run_id=run_id, now=clock.now, pauses=pauses)
    if state == RunState.QUEUED:
        shadow_dispatch.send(run_id)
    elif state == RunState.READY:
        rescore.propose(run=runs.ready().get(pk=run_id), at=clock.now())


def _pauses(*, until: datetime) -> bool:
    at = clock.now()
    waiting = fairness.to_take(at=at).filter(priority=Priority.INTERACTIVE)
    return at >= until or waiting.exists()


@shared_task(name="changes.sweep")  # type: ignore[untyped-decorator]
def sweep() -> None:
    """Send what waits once more, its message may have been lost; preview what is ready."""
    at = clock.now()
    queued = ClassChange.objects.filter(state=ClassChange.State.QUEUED)
    for change_id in queued.values_list("pk", flat=True):
        dispatch.send(change_id)
    runs.sweep(at=at, send=shadow_dispatch.send)
    for run in rescore.without_preview(at=at):
        rescore.propose(run=run, at=at)
