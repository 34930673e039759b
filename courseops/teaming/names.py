"""What a team may be called."""

from courseops.models import Component, Enrollment, Team
from courseops.shown_names import fault, normalise
from courseops.teaming.refusals import NameRefusedError

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
    teams = Team.objects.filter(course=component.course_id)
    teams = teams.filter(component=component) | teams.filter(component=None)
    others = teams.exclude(pk=of.pk) if of else teams
    if name.casefold() in {
        _folded(one) for one in others.values_list("name", flat=True)
    }:
        raise NameRefusedError("Another team has that name already.")
    people = Enrollment.objects.filter(course=component.course_id)
    called = people.values_list("nickname", "user__name", "user__login")
    if name.casefold() in {_folded(one) for names in called for one in names if one}:
        raise NameRefusedError(
            "Somebody in this course is called that; give the team a name of its own."
        )
    return name


def _folded(name: str) -> str:
    return normalise(name).casefold()
