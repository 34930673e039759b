"""A class whose rules a change changes: people, an edit, a worker in this process."""

from courseops.changes import tasks
from courseops.changes.proposing import propose, send_to_worker
from courseops.models import Component
from grading.models import ClassChange
from tests.grading.instants import JUST_AFTER

HARDER = {"A": 0.9, "B": 0.8, "C": 0.7, "D": 0.6, "F": 0.0}


def proposed(course, *, actor=None, action="cutoffs", slug="hw1p2", **keys):
    """Propose new values for *keys* of a component, by default other cutoffs."""
    return propose(
        course=course,
        action=action,
        edits={"components": {slug: keys or {"cutoffs": HARDER}}},
        component=Component.objects.get(slug=slug),
        reason="The test was too easy",
        actor=actor,
        at=JUST_AFTER,
    )


def work_off(change: ClassChange) -> ClassChange:
    """Queue a change and do what the worker does; return it as it is stored."""
    send_to_worker(change)
    tasks.apply(change_id=change.pk)
    change.refresh_from_db()
    return change
