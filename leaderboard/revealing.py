"""Shows students the private scores of a competition."""

from datetime import datetime

from django.db import transaction

from courseops import audit
from courseops.models import User
from leaderboard import restanding
from leaderboard.models import Competition


def reveal_due(*, at: datetime) -> list[Competition]:
    """Reveal what the course file has revealed by now, and return it.

    Each in a transaction of its own, so that one that fails keeps no other from it.
    """
    due = Competition.objects.filter(revealed_at=None, reveal_at__lte=at)
    found = due.select_related("component__course").order_by("reveal_at", "pk")
    return [one for one in found if reveal(competition=one, actor=None, at=at)]


@transaction.atomic
def reveal(*, competition: Competition, actor: User | None, at: datetime) -> bool:
    """Show private scores, and what rests on them, to students for good.

    The standings are those of what is chosen now. False where the scores were shown
    already; nothing changes then.
    """
    waiting = Competition.objects.filter(pk=competition.pk, revealed_at=None)
    if not waiting.update(revealed_at=at):
        return False
    competition.revealed_at = at
    # What students chose may not have been followed yet.
    restanding.restand(competition=competition.pk)
    audit.record(
        course=competition.component.course,
        actor=actor,
        verb="scores.reveal",
        target=competition.component.slug,
        before={"revealed_at": None},
        after={"revealed_at": at.isoformat()},
        at=at,
    )
    return True
