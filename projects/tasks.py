"""Tasks of projects."""

from celery import shared_task

from courseops import clock
from courseops.models import Component, Kind
from courseops.teaming import leftovers
from projects.reviews import reminding
from projects.teaming import settle_if_due


@shared_task(name="projects.group_due")  # type: ignore[untyped-decorator]
def group_due() -> None:
    """Put those in no team together where the time for it has come."""
    shared = Component.objects.exclude(kind=Kind.COMPETITION)
    for component in leftovers.grouped(shared):
        settle_if_due(component, at=clock.now())


@shared_task(name="projects.remind_reviewers")  # type: ignore[untyped-decorator]
def remind_reviewers() -> None:
    """Remind by e-mail whoever has reviews open shortly before their deadline."""
    reminding.remind_due(at=clock.now())
