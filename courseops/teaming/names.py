"""What a team may be called."""

from itertools import count, islice

from courseops.models import Component, Enrollment, Team
from courseops.shown_names import fault, normalise
from courseops.teaming.refusals import NameRefusedError
from courseops.teams import sharing

SHORTEST, LONGEST = 2, 40
# Files with teams may name them at more length.
LONGEST_KNOWN = 80


def checked(name: str, *, component: Component, of: Team | None = None) -> str:
    """Return *name* as it is kept.

    Raises NameRefusedError where it is no readable name, or the name of another team
    than *of*, or what somebody of the course is called.
    """
    name = normalise(name)
    wrong = fault(name, called="A team's name", shortest=SHORTEST, longest=LONGEST)
    if wrong:
        raise NameRefusedError(wrong)
    if name.casefold() in _of_teams(component, but=of):
        raise NameRefusedError("Another team has that name already.")
    if name.casefold() in _of_people(component):
        raise NameRefusedError(
            "Somebody in this course is called that; give the team a name of its own."
        )
    return name


def of_groups(number: int, *, component: Component) -> list[str]:
    """Return so many names, "Group 1" and on, that nobody has yet."""
    taken = _of_teams(component) | _of_people(component)
    names = (f"Group {place}" for place in count(1))
    free = (name for name in names if name.casefold() not in taken)
    return list(islice(free, number))


def _of_teams(component: Component, *, but: Team | None = None) -> set[str]:
    """Return the names of all teams that may act where those of *component* do."""
    teams = Team.objects.filter(course=component.course_id)
    here = teams.filter(component__in=sharing(component))
    named = here | teams.filter(component=None)
    if but is not None:
        named = named.exclude(pk=but.pk)
    return {_folded(one) for one in named.values_list("name", flat=True)}


def _of_people(component: Component) -> set[str]:
    people = Enrollment.objects.filter(course=component.course_id)
    called = people.values_list("nickname", "user__name", "user__login")
    return {_folded(one) for names in called for one in names if one}


def _folded(name: str) -> str:
    return normalise(name).casefold()
