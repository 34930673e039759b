"""The task that applies class changes, on the queue ``grading``."""

from functools import partial

from celery import shared_task

from courseops import clock
from courseops.changes import dispatch
from courseops.changes.proposing import edit_of
from grading import changing


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
