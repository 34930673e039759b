"""A student's team: who is in it, its link, and what becomes of it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from courseops.models import TeamMember, TeamMerge
from courseops.permissions import Permission
from courseops.teaming import looking
from courseops.teaming.pages.acts import ACTS
from courseops.teaming.pages.desk import Desk
from courseops.teaming.refusals import NameRefusedError, TeamRefusedError


def card(desk: Desk) -> dict[str, Any]:
    """Return as whom the asker hands in; nothing where everybody is alone."""
    asking, found = desk.asking, desk.asking.entrant
    if found is None or (desk.rules.largest == 1 and found.team is None):
        return {}
    context = {
        "team_rules": desk.rules,
        "teams_open": desk.is_open,
        "team_mates": [one for one in asking.mates if one != asking.me],
        "team_url": desk.url("team"),
    }
    if found.team is None:
        return context
    seat = TeamMember.objects.filter(team=found.team, enrollment=asking.me)
    mine = seat.select_related("team").get()
    asked = TeamMerge.objects.filter(into=found.team) if desk.is_open else ()
    return context | {
        "team": mine.team,
        "grouped_at": mine.grouped_at,
        "asked": list(asked),
    }


def show(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the asker's team and what they may do with it; staff see all teams."""
    access, me = desk.asking.access, desk.asking.me
    if access.is_staff and not (me and me.is_student):
        return desk.to("teams")
    return _page(request, desk)


def change(request: HttpRequest, desk: Desk, act: str) -> HttpResponse:
    """Do one thing with the asker's team, or say why it cannot be."""
    student = desk.student
    if act not in ACTS:
        raise Http404("No such act")
    try:
        told = ACTS[act](desk.change(), student, request.POST)
    except NameRefusedError as error:
        name = request.POST.get("name", "")
        return _page(request, desk, name=name, error=str(error))
    except TeamRefusedError as error:
        messages.error(request, str(error))
    else:
        for sentence in told:
            messages.success(request, sentence)
    return desk.to("team")


def _page(
    request: HttpRequest, desk: Desk, *, name: str | None = None, error: str = ""
) -> HttpResponse:
    asking, shown = desk.asking, card(desk)
    if not shown or asking.entrant is None:
        raise Http404("No teams here")
    own = looking.own_team(component=desk.component, entrant=asking.entrant)
    context = (
        desk.context()
        | shown
        | {
            "own_team": own,
            "can_change": desk.is_open
            and asking.access.allows(Permission.SUBMIT)
            and not desk.component.archived
            and (own is None or not own.is_given),
            "has_begun": own is not None and bool(desk.work.begun(own.members)),
            "invite_url": own
            and own.invite
            and request.build_absolute_uri(desk.url("join_team", own.invite.token)),
            "name": name if name is not None else own and own.team.name,
            "name_error": error,
        }
    )
    status = 422 if error else 200
    return render(request, "teaming/team.html", context, status=status)
