"""Who hands in together, component by component.

A team that is made for one component wins over one of the whole course; the latter
acts only where the course file lets teams be larger than one (``team.max``).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from courseops.models import Component, Course, Enrollment, TeamMember

Keys = tuple[int, ...]
# A place as (component or None, team, enrollment), by name of the team, then login.
_Place = tuple[int | None, int, int]


def members(*, component: Component, enrollment: Enrollment) -> list[Enrollment]:
    """Return who hands in with *enrollment*, that one included, by login."""
    return all_members(component=component, enrollments=[enrollment])


def all_members(
    *, component: Component, enrollments: Iterable[Enrollment]
) -> list[Enrollment]:
    """Return all who hand in with any of *enrollments*, those included, by login."""
    here = _of_component(component, _places(component.course))
    keys = {key for one in enrollments for key in here.get(one.pk, (one.pk,))}
    found = Enrollment.objects.filter(pk__in=keys).select_related("user", "track")
    return sorted(found, key=lambda one: one.user.login)


def team_of_component(course: Course) -> Mapping[int, Mapping[int, Keys]]:
    """Return, by component, for each enrollment in a team the enrollments of that team.

    All are primary keys; a team is sorted by login and includes the one asked for. Who
    is in no team that acts on a component is absent there. Two queries.
    """
    places = _places(course)
    components = Component.objects.filter(course=course)
    return {one.pk: _of_component(one, places) for one in components}


def largest(component: Component) -> int:
    """Return how many may be in a team of *component*, 1 where the file is silent."""
    return int((component.details.get("team") or {}).get("max", 1))


def _places(course: Course) -> list[_Place]:
    rows = TeamMember.objects.filter(team__course=course).values_list(
        "team__component", "team", "enrollment", "team__name", "enrollment__user__login"
    )
    # Databases order text differently, so the order is made here.
    return [row[:3] for row in sorted(rows, key=lambda row: (row[3], row[1], row[4]))]


def _of_component(component: Component, places: Iterable[_Place]) -> dict[int, Keys]:
    own = _teams(place for place in places if place[0] == component.pk)
    if largest(component) == 1:
        return own
    wide = _teams(p for p in places if p[0] is None and p[2] not in own)
    return wide | own


def _teams(places: Iterable[_Place]) -> dict[int, Keys]:
    """Return each one's team; who is in several is in the first of them alone."""
    of_one: dict[int, int] = {}
    in_team = defaultdict(list)
    for _, team, enrollment in places:
        if of_one.setdefault(enrollment, team) == team:
            in_team[team].append(enrollment)
    return {one: tuple(in_team[team]) for one, team in of_one.items()}
