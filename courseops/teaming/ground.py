"""What every change of teams stands on: locks, whose team it is, who is in it, the record."""

from collections.abc import Collection
from typing import Any

from django.db.models import QuerySet

from courseops import audit, teams
from courseops.models import (
    Component,
    Enrollment,
    Status,
    Team,
    TeamMember,
    WorksAlone,
)
from courseops.teaming.refusals import TeamRefusedError
from courseops.teaming.work import Change

GIVEN = (
    "Your team was made by the staff for the whole course; ask them if it is to change."
)
GIVEN_HERE = "Your team was made by the staff; ask them if it is to change."


def lock(change: Change) -> None:
    """Let one transaction at a time change the teams of the component.

    Only PostgreSQL needs the row's lock; SQLite's transaction excludes all writers.
    """
    Component.objects.select_for_update(no_key=True).get(pk=change.component.pk)


def hold(change: Change, people: Collection[Enrollment]) -> None:
    """Let none of *people* hand in, and nothing be scored, until the change is through.

    After :func:`lock`; the rows are locked in the order of their keys.
    """
    rows = Enrollment.objects.select_for_update(no_key=True)
    list(
        rows.filter(pk__in=[one.pk for one in people]).order_by("pk").values_list("pk")
    )
    change.work.lock()


def check_student(student: Enrollment) -> None:
    """Raise TeamRefusedError for anybody but a student who is in the course now."""
    now = Enrollment.objects.get(pk=student.pk)
    if not now.is_student or now.status != Status.ACTIVE:
        raise TeamRefusedError("Only students of the course form teams.")


def check_alone(change: Change, student: Enrollment) -> None:
    """Raise TeamRefusedError for a student who has a team already."""
    found = teams.entrant(component=change.component, enrollment=student)
    if found.team is not None:
        name = Team.objects.get(pk=found.team).name
        raise TeamRefusedError(
            f"You are in team “{name}” already; one may be in only one team."
        )


def team_of(change: Change, student: Enrollment) -> Team:
    """Return the student's team; raises TeamRefusedError where it is not theirs to change."""
    found = teams.entrant(component=change.component, enrollment=student)
    if found.team is None:
        raise TeamRefusedError("You are in no team here.")
    team = Team.objects.get(pk=found.team)
    if team.component_id is None:
        raise TeamRefusedError(GIVEN)
    if is_given(team, change.component):
        raise TeamRefusedError(GIVEN_HERE)
    return team


def is_given(team: Team, component: Component) -> bool:
    """Tell whether staff made a team that acts on *component*, by a file.

    Students do not change it. Where components share their teams, one from a file is of
    a single component, and no other team may become part of it.
    """
    return team.component_id is None or team.is_shared != teams.shares_teams(component)


def formed(component: Component) -> QuerySet[Team]:
    """Return the teams of *component* that are no given ones."""
    shared = teams.shares_teams(component)
    return Team.objects.filter(component=component, is_shared=shared)


def make(change: Change, name: str) -> Team:
    """Make a team with a name that was checked; nobody is in it yet."""
    return Team.objects.create(
        course=change.component.course,
        component=change.component,
        name=name,
        is_shared=teams.shares_teams(change.component),
    )


def seat(team: Team, student: Enrollment) -> None:
    """Put *student*, who is in no team, into *team*."""
    TeamMember.objects.create(team=team, enrollment=student)
    WorksAlone.objects.filter(component=team.component, enrollment=student).delete()


def members(team: Team) -> list[Enrollment]:
    """Return who is in a team, those who left the course too, by login."""
    found = Enrollment.objects.filter(team_places__team=team).select_related("user")
    return sorted(found, key=lambda one: one.user.login)


def active(people: Collection[Enrollment]) -> list[Enrollment]:
    """Return those who are still in the course; only they fill a team's places."""
    return [one for one in people if one.status == Status.ACTIVE]


def named(people: Collection[Enrollment]) -> str:
    """Return the logins of people, as the record of changes keeps them."""
    return ", ".join(sorted(one.user.login for one in people))


def record(
    change: Change, verb: str, *, student: Enrollment, before: Any, after: Any
) -> None:
    """Record what was done by or for *student*."""
    audit.record(
        course=change.component.course,
        actor=change.actor,
        verb=f"team.{verb}",
        target=f"{change.component.slug} of {student.user.login}",
        before=before,
        after=after,
        why=change.why,
        at=change.at,
    )


def record_all(change: Change, verb: str, *, before: Any, after: Any) -> None:
    """Record what is about no single student: it may change the marks of many."""
    audit.record(
        course=change.component.course,
        actor=change.actor,
        verb=f"team.{verb}",
        target=f"{change.component.slug} teams",
        before=before,
        after=after,
        why=change.why,
        at=change.at,
    )
