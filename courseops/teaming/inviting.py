"""The link by which students join a team: one at a time, whoever of the team makes it."""

import secrets

from django.db import transaction

from courseops.models import Enrollment, TeamInvite
from courseops.teaming import ground
from courseops.teaming.rules import check_open
from courseops.teaming.work import Change

# 24 random bytes, as 32 characters that an address takes as they are.
TOKEN_BYTES = 24


@transaction.atomic
def invite(*, change: Change, student: Enrollment) -> TeamInvite:
    """Make the link of the student's team; one that it had leads nowhere from then on.

    Raises TeamRefusedError where they have no team of their own, or teams stand by now.
    """
    ground.lock(change)
    check_open(change.component, at=change.at)
    team = ground.team_of(change, student)
    made, _ = TeamInvite.objects.update_or_create(
        team=team,
        defaults={
            "token": secrets.token_urlsafe(TOKEN_BYTES),
            "created_by": student,
            "created_at": change.at,
        },
    )
    ground.record(
        change, "invite", student=student, before=None, after={"team": team.name}
    )
    return made


@transaction.atomic
def withdraw(*, change: Change, student: Enrollment) -> None:
    """Let the link of the student's team, if it has one, lead nowhere.

    Raises TeamRefusedError where they have no team of their own.
    """
    ground.lock(change)
    team = ground.team_of(change, student)
    gone, _ = TeamInvite.objects.filter(team=team).delete()
    if gone:
        ground.record(
            change, "uninvite", student=student, before={"team": team.name}, after=None
        )
