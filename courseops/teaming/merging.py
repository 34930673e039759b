"""One team becomes part of another: it asks, and the other one answers."""

from django.db import transaction

from courseops.models import Enrollment, Team, TeamMember, TeamMerge
from courseops.teaming import ground
from courseops.teaming.forming import Done
from courseops.teaming.refusals import TeamRefusedError
from courseops.teaming.rules import check_open, check_size
from courseops.teaming.work import Change

GONE = "That request is not there any more."


@transaction.atomic
def ask(*, change: Change, student: Enrollment, into: int) -> TeamMerge:
    """Let the student's team ask the team with the key *into* to take all of it in.

    A new request replaces one to another team. Raises TeamRefusedError where the two
    cannot be one.
    """
    ground.lock(change)
    check_open(change.component, at=change.at)
    team = ground.team_of(change, student)
    other = ground.formed(change.component).filter(pk=into).first()
    if other is None or other == team:
        raise TeamRefusedError("Choose another team of those here.")
    _check(change, team, other)
    merge, _ = TeamMerge.objects.update_or_create(
        team=team,
        defaults={"into": other, "asked_by": student, "asked_at": change.at},
    )
    after = {"team": team.name, "into": other.name}
    ground.record(change, "merge.ask", student=student, before=None, after=after)
    return merge


@transaction.atomic
def withdraw(*, change: Change, student: Enrollment) -> None:
    """Take back the request of the student's team; raises TeamRefusedError for none."""
    ground.lock(change)
    merge = TeamMerge.objects.filter(team=ground.team_of(change, student)).first()
    _drop(change, merge, student=student, verb="merge.withdraw")


@transaction.atomic
def decline(*, change: Change, student: Enrollment, merge: int) -> None:
    """Turn a request to the student's team down; raises TeamRefusedError for none."""
    ground.lock(change)
    found = _asked(change, student, merge)
    _drop(change, found, student=student, verb="merge.decline")


@transaction.atomic
def accept(*, change: Change, student: Enrollment, merge: int) -> Done:
    """Take the team that asked with the request *merge* into the student's, whose name stays.

    Raises TeamRefusedError where the two cannot be one, or the request is gone.
    """
    ground.lock(change)
    check_open(change.component, at=change.at)
    found = _asked(change, student, merge)
    if found is None:
        raise TeamRefusedError(GONE)
    into, gone = found.into, found.team
    ours, theirs = ground.members(into), ground.members(gone)
    together = [*ours, *theirs]
    ground.hold(change, together)
    _check(change, gone, into)
    TeamMember.objects.filter(team=gone).exclude(enrollment__in=ours).update(team=into)
    gone.delete()
    ground.record(
        change,
        "merge",
        student=student,
        before={into.name: ground.named(ours), gone.name: ground.named(theirs)},
        after={into.name: ground.named(together)},
    )
    told = change.work.settle(together, actor=change.actor, at=change.at)
    return Done(team=into, told=told)


def _check(change: Change, team: Team, other: Team) -> None:
    people = [*ground.members(team), *ground.members(other)]
    check_size(change.component, len(ground.active(people)))
    change.work.check_together(people, at=change.at)


def _asked(change: Change, student: Enrollment, merge: int) -> TeamMerge | None:
    into = ground.team_of(change, student)
    rows = TeamMerge.objects.filter(pk=merge, into=into)
    return rows.select_related("team", "into").first()


def _drop(
    change: Change, merge: TeamMerge | None, *, student: Enrollment, verb: str
) -> None:
    if merge is None:
        raise TeamRefusedError(GONE)
    before = {"team": merge.team.name, "into": merge.into.name}
    merge.delete()
    ground.record(change, verb, student=student, before=before, after=None)
