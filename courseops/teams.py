"""Who hands in together, component by component.

A team that is made for one component wins over one of the whole course; the latter
acts only where the course file lets teams be larger than one (``team.max``).

Work that people judge comes in several components of one project: a proposal, a report,
a video. Those of a category of which the course file says the same under ``team`` share
their teams: formed once (:func:`home`), they act on all of them, unless a component has
teams of its own. Each competition has its own teams.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Q, QuerySet

from courseops.models import (
    Component,
    Course,
    Enrollment,
    Kind,
    Status,
    TeamMember,
)

Keys = tuple[int, ...]
# How members are called, with their team, by component (None: the course) and key.
Named = Mapping[tuple[int | None, int], tuple[str, str]]


class _Place(NamedTuple):
    """A student's place in a team; without a component the team is the course's."""

    component: int | None
    team: int
    enrollment: int
    is_active: bool
    is_shared: bool


@dataclass(frozen=True, kw_only=True)
class Entrant:
    """Who hands in as one: a student, or a team with its members by login.

    ``team`` is None for a student alone. ``first`` is whom they are listed under: the
    first member who is still in the course. All are primary keys.
    """

    team: int | None
    members: Keys
    first: int


def members(*, component: Component, enrollment: Enrollment) -> list[Enrollment]:
    """Return who hands in with *enrollment*, that one included, by login."""
    found = entrant(component=component, enrollment=enrollment)
    if found.members == (enrollment.pk,):
        return [enrollment]
    return people(found.members)


def all_members(
    *, component: Component, enrollments: Iterable[Enrollment]
) -> list[Enrollment]:
    """Return all who hand in with any of *enrollments*, those included, by login."""
    here = _acting_on(component)
    keys = {key for one in enrollments for key in _entrant(one.pk, here).members}
    return people(keys)


def team_of_component(course: Course) -> Mapping[int, Mapping[int, Keys]]:
    """Return, by component, for each enrollment in a team the enrollments of that team.

    All are primary keys; a team is sorted by login and includes the one asked for. Who
    is in no team that acts on a component is absent there. Two queries.
    """
    places = _places(TeamMember.objects.filter(team__course=course))
    components = list(_in_order(Component.objects.filter(course=course)))
    homes = _homes(components)
    return {
        component.pk: {
            one: entrant.members
            for one, entrant in _of_component(
                component, places, home=homes[component.pk]
            ).items()
        }
        for component in components
    }


def named_members(course: Course) -> Named:
    """Return the name of everybody in a team of *course*, with that of the team.

    One query.
    """
    rows = TeamMember.objects.filter(team__course=course).order_by("-team__name")
    return {
        (component, enrollment): (name, team)
        for component, enrollment, name, team in rows.values_list(
            "team__component", "enrollment", "enrollment__user__name", "team__name"
        )
    }


def entrants(*, component: Component, enrollments: Collection[int]) -> list[Entrant]:
    """Return who hands in for any of *enrollments* (primary keys), each once.

    One query, two where teams may be shared.
    """
    here = _acting_on(component)
    return list(dict.fromkeys(_entrant(one, here) for one in enrollments))


def entrant(*, component: Component, enrollment: Enrollment) -> Entrant:
    """Return as whom *enrollment* hands in. As many queries as :func:`entrants`."""
    return entrants(component=component, enrollments=[enrollment.pk])[0]


def people(keys: Collection[int]) -> list[Enrollment]:
    """Return the enrollments with these keys by login."""
    found = Enrollment.objects.filter(pk__in=keys).select_related("user", "track")
    return sorted(found, key=lambda one: one.user.login)


def largest(component: Component) -> int:
    """Return how many may be in a team of *component*, 1 where the file is silent."""
    return int((component.details.get("team") or {}).get("max", 1))


def shares_teams(component: Component) -> bool:
    """Tell whether teams of *component* may be those of others, too."""
    return component.kind != Kind.COMPETITION and largest(component) > 1


def sharing(component: Component) -> list[Component]:
    """Return the components that share teams with *component*, itself among them.

    In the order of the course file. One query, none where it shares them with nobody.
    """
    if component.archived or not shares_teams(component):
        return [component]
    of = component.assignment.category_id
    rows = Component.objects.filter(assignment__category=of, archived=False)
    rows = rows.select_related("assignment__category")
    return [
        one
        for one in _in_order(rows)
        if one == component or _group(one) == _group(component)
    ]


def home(component: Component) -> Component:
    """Return where the teams of *component* are formed: the first that shares them."""
    return sharing(component)[0]


def _in_order(rows: QuerySet[Component]) -> QuerySet[Component]:
    return rows.select_related("assignment").order_by(
        "assignment__position", "position"
    )


def _group(component: Component) -> tuple[int, str] | None:
    """Return what components that share their teams have in common; None: alone."""
    if component.archived or not shares_teams(component):
        return None
    rules = sorted((component.details.get("team") or {}).items())
    return component.assignment.category_id, repr(rules)


def _homes(components: Iterable[Component]) -> Mapping[int, int]:
    """Return the home of each component, by their keys."""
    first: dict[tuple[int, str], int] = {}
    homes = {}
    for one in components:
        group = _group(one)
        homes[one.pk] = one.pk if group is None else first.setdefault(group, one.pk)
    return homes


def _acting_on(component: Component) -> Mapping[int, Entrant]:
    """Return who hands in for *component*, by enrollment; nobody who is in no team."""
    here = home(component).pk
    of_the_course = Q(team__component=None, team__course=component.course_id)
    rows = TeamMember.objects.filter(
        Q(team__component=component)
        | Q(team__component=here, team__is_shared=True)
        | of_the_course
    )
    return _of_component(component, _places(rows), home=here)


def _places(rows: QuerySet[TeamMember]) -> list[_Place]:
    """Return the places by the name of the team, then by login."""
    found = rows.values_list(
        "team__component",
        "team",
        "enrollment",
        "enrollment__status",
        "team__is_shared",
        "team__name",
        "enrollment__user__login",
    )
    # Databases order text differently, so the order is made here.
    return [
        _Place(component, team, enrollment, status == Status.ACTIVE, is_shared)
        for component, team, enrollment, status, is_shared, _, _ in sorted(
            found, key=lambda row: (row[5], row[1], row[6])
        )
    ]


def _entrant(enrollment: int, of_one: Mapping[int, Entrant]) -> Entrant:
    alone = Entrant(team=None, members=(enrollment,), first=enrollment)
    return of_one.get(enrollment, alone)


def _of_component(
    component: Component, places: Iterable[_Place], *, home: int
) -> dict[int, Entrant]:
    places = list(places)
    found = _teams(one for one in places if one.component == component.pk)
    if home != component.pk:
        shared = (one for one in places if one.component == home and one.is_shared)
        found = _beside(found, shared)
    if largest(component) == 1:
        return found
    return _beside(found, (one for one in places if one.component is None))


def _beside(found: dict[int, Entrant], places: Iterable[_Place]) -> dict[int, Entrant]:
    """Return the teams *found*, and those of *places* of whom is in none of them."""
    return _teams(one for one in places if one.enrollment not in found) | found


def _teams(places: Iterable[_Place]) -> dict[int, Entrant]:
    """Return each one's team; who is in several is in the first of them alone."""
    of_one: dict[int, int] = {}
    in_team: dict[int, list[_Place]] = defaultdict(list)
    for place in places:
        if of_one.setdefault(place.enrollment, place.team) == place.team:
            in_team[place.team].append(place)
    teams = {team: _team(team, members) for team, members in in_team.items()}
    return {one: teams[team] for one, team in of_one.items()}


def _team(team: int, places: Sequence[_Place]) -> Entrant:
    active = (one for one in places if one.is_active)
    return Entrant(
        team=team,
        members=tuple(one.enrollment for one in places),
        first=next(active, places[0]).enrollment,
    )
