"""What students do with teams: make one, join by its link, leave, name it anew."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from courseops.models import Enrollment, Team, TeamInvite, TeamMember
from courseops.teaming import ground, names
from courseops.teaming.refusals import TeamRefusedError
from courseops.teaming.rules import check_open, check_size
from courseops.teaming.work import Change


class InviteGoneError(TeamRefusedError):
    """The link is of no team any more."""

    def __init__(self) -> None:
        super().__init__("This link leads to no team any more. Ask for a new one.")


@dataclass(frozen=True, kw_only=True)
class Done:
    """The team as it is now, and sentences about what followed."""

    team: Team
    told: Sequence[str]


@transaction.atomic
def create(*, change: Change, student: Enrollment, name: str) -> Done:
    """Make a team of *student*, who hands in as it from now on.

    Raises TeamRefusedError where they have a team, for a name that cannot be, and
    where teams are not formed (any more).
    """
    ground.lock(change)
    check_open(change.component, at=change.at)
    ground.check_student(student)
    ground.check_alone(change, student)
    name = names.checked(name, component=change.component)
    ground.hold(change, [student])
    team = ground.make(change, name)
    ground.seat(team, student)
    after = {"team": name, "members": student.user.login}
    ground.record(change, "create", student=student, before=None, after=after)
    return Done(team=team, told=_settled(change, [student]))


@transaction.atomic
def join(*, change: Change, student: Enrollment, token: str) -> Done:
    """Put *student* into the team that the link with *token* invites to.

    Raises InviteGoneError where there is none, and TeamRefusedError where they have a
    team, it is full, their hand-ins cannot be put together, or teams stand by now.
    """
    ground.lock(change)
    check_open(change.component, at=change.at)
    ground.check_student(student)
    team = invited_to(change, token=token)
    ground.check_alone(change, student)
    before = ground.members(team)
    together = [*before, student]
    check_size(change.component, len(ground.active(before)) + 1)
    ground.hold(change, together)
    change.work.check_together(together, at=change.at)
    ground.seat(team, student)
    ground.record(
        change,
        "join",
        student=student,
        before={"team": team.name, "members": ground.named(before)},
        after={"team": team.name, "members": ground.named(together)},
    )
    return Done(team=team, told=_settled(change, together))


def invited_to(change: Change, *, token: str) -> Team:
    """Return the team that a link invites to; raises InviteGoneError for none."""
    invite = TeamInvite.objects.filter(token=token, team__component=change.component)
    found = invite.select_related("team").first()
    if found is None:
        raise InviteGoneError
    return found.team


@transaction.atomic
def leave(*, change: Change, student: Enrollment) -> None:
    """Take *student* out of their team; it goes with the last one.

    Raises TeamRefusedError once anybody of it has handed something in.
    """
    ground.lock(change)
    check_open(change.component, at=change.at)
    team = ground.team_of(change, student)
    before = ground.members(team)
    ground.hold(change, before)
    if change.work.begun(before):
        raise TeamRefusedError(
            f"Team “{team.name}” has handed in, so nobody can leave it any more."
        )
    remain = [one for one in before if one.pk != student.pk]
    TeamMember.objects.filter(team=team, enrollment=student).delete()
    ground.record(
        change,
        "leave",
        student=student,
        before={"team": team.name, "members": ground.named(before)},
        after={"team": team.name, "members": ground.named(remain)},
    )
    if not ground.active(remain):
        team.delete()
    _settled(change, before)


@transaction.atomic
def rename(*, change: Change, student: Enrollment, name: str) -> Team:
    """Call the student's team *name*.

    Raises TeamRefusedError for a name that cannot be, and where teams stand by now.
    """
    ground.lock(change)
    check_open(change.component, at=change.at)
    team = ground.team_of(change, student)
    before = team.name
    team.name = names.checked(name, component=change.component, of=team)
    if team.name != before:
        team.save(update_fields=["name"])
        ground.record(
            change,
            "rename",
            student=student,
            before={"team": before},
            after={"team": team.name},
        )
    return team


def _settled(change: Change, people: Sequence[Enrollment]) -> Sequence[str]:
    return change.work.settle(people, actor=change.actor, at=change.at)
