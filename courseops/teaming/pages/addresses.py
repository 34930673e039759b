"""The five pages of teams with their addresses, for each app whose work has teams."""

from typing import Protocol

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from courseops.permissions import Permission
from courseops.teaming.pages import grouping, joining, own, staff
from courseops.teaming.pages.desk import Desk


class FindDesk(Protocol):
    """Look up where somebody stands who asks about the teams of a component.

    All that is due is done with its teams first. Raises Http404 and PermissionDenied.
    """

    def __call__(
        self, request: HttpRequest, course: str, component: str, permission: Permission
    ) -> Desk: ...


def team_paths(here: str, find_desk: FindDesk) -> list[URLPattern]:
    """Return the pages of teams below *here*.

    The route *here* ends with ``/`` and names the arguments ``course`` and
    ``component``.
    """

    @login_required
    @require_safe
    def team(request: HttpRequest, course: str, component: str) -> HttpResponse:
        desk = find_desk(request, course, component, Permission.VIEW_COURSE)
        # Components that share their teams have one page, where they are formed.
        if desk.component.slug != component:
            return desk.to("team")
        return own.show(request, desk)

    @login_required
    @require_POST
    def change(
        request: HttpRequest, course: str, component: str, act: str
    ) -> HttpResponse:
        desk = find_desk(request, course, component, Permission.SUBMIT)
        return own.change(request, desk, act)

    @login_required
    @require_http_methods(["GET", "HEAD", "POST"])
    def join(
        request: HttpRequest, course: str, component: str, token: str
    ) -> HttpResponse:
        desk = find_desk(request, course, component, Permission.SUBMIT)
        return joining.join(request, desk, token)

    @login_required
    @require_http_methods(["GET", "HEAD", "POST"])
    def teams(request: HttpRequest, course: str, component: str) -> HttpResponse:
        desk = find_desk(request, course, component, Permission.VIEW_ALL_SUBMISSIONS)
        return staff.teams(request, desk)

    @login_required
    @require_http_methods(["GET", "HEAD", "POST"])
    def group(request: HttpRequest, course: str, component: str) -> HttpResponse:
        desk = find_desk(request, course, component, Permission.CHANGE_CLASS)
        return grouping.group(request, desk)

    return [
        path(f"{here}team/", team, name="team"),
        path(f"{here}team/join/<slug:token>/", join, name="join_team"),
        path(f"{here}team/<slug:act>/", change, name="change_team"),
        path(f"{here}teams/", teams, name="teams"),
        path(f"{here}teams/group/", group, name="group_teams"),
    ]
