"""Teams of a competition: as whom somebody hands in, and the pages of all of them."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest

from courseops.models import User
from courseops.permissions import Permission
from courseops.teaming.pages import own
from courseops.teaming.pages.desk import Desk
from leaderboard.place import Place, find_place
from leaderboard.teaming import Entries, settle_if_due


def team_context(place: Place) -> dict[str, Any]:
    """Return as whom the asker hands in; nothing where everybody is alone."""
    return own.card(_desk(place))


def find_desk(
    request: HttpRequest, course: str, component: str, permission: Permission
) -> Desk:
    """Return where the asker stands once all that is due was done with the teams."""
    place = find_place(request, course, component, permission)
    student = place.me if place.me and place.me.is_student else None
    settle_if_due(place.competition, at=place.at, student=student)
    return _desk(place, request.user)


def _desk(place: Place, user: User | AnonymousUser | None = None) -> Desk:
    return Desk(
        asking=place,
        work=Entries(competition=place.competition),
        app="leaderboard",
        user=user,
        shown=place.context(),
    )
