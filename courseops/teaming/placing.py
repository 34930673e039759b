"""What staff do with teams: put a student into one, or into none, for a reason.

Staff are bound by the size of a team, not by the date until which students form them,
nor by what was handed in already.
"""

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from courseops import teams
from courseops.models import Enrollment, Team, TeamMember, WorksAlone
from courseops.teaming import ground, names
from courseops.teaming.refusals import TeamRefusedError
from courseops.teaming.rules import check_size, rules_of
from courseops.teaming.work import Change


@transaction.atomic
def place(*, change: Change, student: Enrollment, name: str) -> Sequence[str]:
    """Put *student* into the team called *name*, made if there is none; empty: into none.

    Whom staff put into none is left out where the rest is grouped. Returns sentences about what followed. Raises TeamRefusedError without a reason,
    for a team that would be too large, and where nothing would change.
    """
    if not change.why.strip():
        raise TeamRefusedError("Give a reason; it is kept with the change.")
    ground.lock(change)
    old = _own_team(change, student)
    new = _called(change, name)
    if new == old and (new is not None or not _is_to_be_grouped(change, student)):
        where = f"in team “{new.name}”" if new else "in no team of this component"
        raise TeamRefusedError(f"{student.user} is {where} already.")
    there = ground.members(new) if new else []
    if new is not None:
        ground.check_student(student)
        check_size(change.component, len(ground.active(there)) + 1)
    concerned = {one.pk: one for one in (*there, student)}
    concerned |= {one.pk: one for one in (ground.members(old) if old else [])}
    people = list(concerned.values())
    before = _state([old, new])
    ground.hold(change, people)
    _move(change, student, new)
    after = _state([old, new])
    if new is None:
        _leave_alone(change, student)
        after["alone"] = student.user.login
    ground.record_all(change, "place", before=before, after=after)
    return change.work.settle(people, actor=change.actor, at=change.at)


def _own_team(change: Change, student: Enrollment) -> Team | None:
    """Return the student's team of this component alone."""
    found = teams.entrant(component=change.component, enrollment=student)
    if found.team is None:
        return None
    return Team.objects.filter(pk=found.team, component=change.component).first()


def _called(change: Change, name: str) -> Team | None:
    if not name.strip():
        return None
    known = ground.formed(change.component).filter(name=name.strip()).first()
    if known is not None:
        return known
    return ground.make(change, names.checked(name, component=change.component))


def _is_to_be_grouped(change: Change, student: Enrollment) -> bool:
    """Tell whether the grouping of the rest may find *student*, who is in no team."""
    if rules_of(change.component).grouped_from is None:
        return False
    alone = WorksAlone.objects.filter(component=change.component, enrollment=student)
    return not alone.exists()


def _leave_alone(change: Change, student: Enrollment) -> None:
    why = {"reason": change.why, "actor": change.actor, "at": change.at}
    WorksAlone.objects.update_or_create(
        component=change.component, enrollment=student, defaults=why
    )


def _move(change: Change, student: Enrollment, new: Team | None) -> None:
    here = TeamMember.objects.filter(
        team__component=change.component, enrollment=student
    )
    here.delete()
    if new is not None:
        ground.seat(new, student)
    Team.objects.filter(component=change.component, places=None).delete()


def _state(of: Sequence[Team | None]) -> dict[str, Any]:
    return {team.name: ground.named(ground.members(team)) for team in of if team}
