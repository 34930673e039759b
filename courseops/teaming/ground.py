"""What every change of teams stands on: locks, whose team it is, who is in it, the record."""

from collections.abc import Collection
from typing import Any

from courseops import audit, teams
from courseops.models import Component, Enrollment, Status, Team
from courseops.teaming.refusals import TeamRefusedError
from courseops.teaming.work import Change

GIVEN = (
    "Your team was made by the staff for the whole course; ask them if it is to change."
)


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
    return team


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
