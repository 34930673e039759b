"""Teams of a project: as whom somebody hands in, and the pages of all of them."""

from dataclasses import replace
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest

from courseops import teams
from courseops.asking import is_asked
from courseops.models import Component, Enrollment, Kind, User
from courseops.permissions import Permission
from courseops.teaming.pages import own
from courseops.teaming.pages.desk import Desk
from projects.place import Place, find_place
from projects.teaming import settle_if_due, work_of

# Whatever shares teams, handed in as files or not.
_KINDS = tuple(kind for kind in Kind if kind != Kind.COMPETITION)


def team_context(place: Place) -> dict[str, Any]:
    """Return as whom the asker hands in, for the card ``teaming/_card.html``.

    Nothing where everybody is alone.
    """
    return own.card(_desk(place))


def find_desk(
    request: HttpRequest, course: str, component: str, permission: Permission
) -> Desk:
    """Return where the asker stands where the teams of *component* are formed.

    Whose track lacks the component where they are formed is in the teams all the same.
    """
    place = find_place(
        request, course, component, permission, kinds=_KINDS, has=_is_in_teams
    )
    student = place.me if place.me and place.me.is_student else None
    settle_if_due(place.work, at=place.at, student=student)
    together = teams.sharing(place.work)
    for one in together:
        one.course = place.course
    home, *_ = together
    mine = next(
        one for one in together if place.access.is_staff or is_asked(one, place.me)
    )
    return replace(
        _desk(replace(place, work=home), request.user),
        shown=replace(place, work=mine).context(),
    )


def _is_in_teams(component: Component, enrollment: Enrollment | None) -> bool:
    return any(is_asked(one, enrollment) for one in teams.sharing(component))


def _desk(place: Place, user: User | AnonymousUser | None = None) -> Desk:
    return Desk(
        asking=place,
        work=work_of(place.work),
        app="projects",
        user=user,
        shown=place.context(),
    )
