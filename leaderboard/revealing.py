"""Shows students the private scores of a competition."""

from datetime import datetime

from django.db import transaction

from courseops import audit
from courseops.models import User
from leaderboard.models import Competition


@transaction.atomic
def reveal(*, competition: Competition, actor: User | None, at: datetime) -> bool:
    """Show private scores, and what rests on them, to students for good.

    False where they were shown already; nothing changes then.
    """
    waiting = Competition.objects.filter(pk=competition.pk, revealed_at=None)
    if not waiting.update(revealed_at=at):
        return False
    competition.revealed_at = at
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
