"""What students and staff see of a component's teams."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from courseops import teams
from courseops.asking import is_asked
from courseops.models import (
    Component,
    Enrollment,
    Role,
    Status,
    Team,
    TeamInvite,
    TeamMember,
    TeamMerge,
)
from courseops.teaming.ground import active, formed, is_given, members
from courseops.teams import Entrant


@dataclass(frozen=True, kw_only=True)
class OwnTeam:
    """A student's team: who is in it, its link, what it asks and what it is asked.

    ``fitting`` are the other teams that would not be too large together with it. One
    that ``is_given`` was made by staff, and students cannot change it.
    """

    team: Team
    is_given: bool
    members: Sequence[Enrollment]
    invite: TeamInvite | None
    asks: TeamMerge | None
    asked: Sequence[TeamMerge]
    fitting: Sequence[Team]

    @property
    def size(self) -> int:
        """How many places are taken: by those who are still in the course."""
        return len(active(self.members))


@dataclass(frozen=True, kw_only=True)
class Seated:
    """One team of a class and who is in it, by login."""

    team: Team
    members: Sequence[Enrollment]

    @property
    def size(self) -> int:
        """How many of them are still in the course."""
        return len(active(self.members))


@dataclass(frozen=True, kw_only=True)
class Seating:
    """The teams that act on a component, by name, and the students in none, by login."""

    teams: Sequence[Seated]
    alone: Sequence[Enrollment]


def own_team(*, component: Component, entrant: Entrant) -> OwnTeam | None:
    """Return the team that *entrant* is, None for a student alone."""
    if entrant.team is None:
        return None
    team = Team.objects.get(pk=entrant.team)
    people = members(team)
    asks = TeamMerge.objects.filter(team=team).select_related("into").first()
    asked = list(
        TeamMerge.objects.filter(into=team).select_related("team", "asked_by__user")
    )
    known = [team, *([asks.into] if asks else []), *(one.team for one in asked)]
    return OwnTeam(
        team=team,
        is_given=is_given(team, component),
        members=people,
        invite=TeamInvite.objects.filter(team=team).first(),
        asks=asks,
        asked=asked,
        fitting=_fitting(component, known, size=len(active(people))),
    )


def seating(component: Component) -> Seating:
    """Return who of the class sits where; whose track lacks the work only in a team.

    A fixed number of queries.
    """
    students = Enrollment.objects.filter(course=component.course_id, role=Role.STUDENT)
    by_key = {one.pk: one for one in students.select_related("user", "track")}
    found = teams.entrants(component=component, enrollments=list(by_key))
    named = Team.objects.in_bulk([one.team for one in found if one.team is not None])
    seated = [
        Seated(team=named[one.team], members=[by_key[key] for key in one.members])
        for one in found
        if one.team is not None
    ]
    single = [by_key[one.first] for one in found if one.team is None]
    sharing = teams.sharing(component)
    alone = [one for one in single if any(is_asked(work, one) for work in sharing)]
    return Seating(
        teams=sorted(seated, key=lambda one: one.team.name.casefold()),
        alone=sorted(active(alone), key=lambda one: one.user.login),
    )


def search(seating: Seating, query: str) -> Seating:
    """Return the teams and people of *seating* whose name or login has *query* in it.

    A team is found by its members, too.
    """
    wanted = query.casefold()
    alone = [one for one in seating.alone if _is_called(one, wanted)]
    seated = [
        one
        for one in seating.teams
        if wanted in one.team.name.casefold()
        or any(_is_called(member, wanted) for member in one.members)
    ]
    return Seating(teams=seated, alone=alone)


def _is_called(one: Enrollment, wanted: str) -> bool:
    return wanted in f"{one.user.name}\n{one.user.login}".casefold()


def _fitting(
    component: Component, without: Sequence[Team], *, size: int
) -> Sequence[Team]:
    places = TeamMember.objects.filter(
        team__in=formed(component), enrollment__status=Status.ACTIVE
    ).exclude(team__in=without)
    number: dict[Team, int] = defaultdict(int)
    for one in places.select_related("team"):
        number[one.team] += 1
    most = teams.largest(component)
    fitting = [other for other, taken in number.items() if size + taken <= most]
    return sorted(fitting, key=lambda one: one.name.casefold())
