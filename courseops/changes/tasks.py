"""The task that applies class changes, on the queue ``grading``."""

from functools import partial

from celery import shared_task

from courseops import clock
from courseops.changes import dispatch
from courseops.changes.proposing import edit_of
from grading import changing
from grading.models import ClassChange


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


@shared_task(name="changes.sweep")  # type: ignore[untyped-decorator]
def sweep() -> None:
    """Send every queued change once more: its message may have been lost."""
    queued = ClassChange.objects.filter(state=ClassChange.State.QUEUED)
    for change_id in queued.values_list("pk", flat=True):
        dispatch.send(change_id)
