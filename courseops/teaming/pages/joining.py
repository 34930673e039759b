"""The page that a team's link leads to: whose team it is, and whether to join."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from courseops.models import Enrollment, Team
from courseops.teaming import forming, ground
from courseops.teaming.forming import InviteGoneError
from courseops.teaming.pages.desk import Desk
from courseops.teaming.refusals import TeamRefusedError
from courseops.teaming.rules import check_open, check_size
from courseops.teaming.work import Change


def join(request: HttpRequest, desk: Desk, token: str) -> HttpResponse:
    """Show the team (GET), then put the asker into it (POST)."""
    student, change = desk.student, desk.change()
    try:
        team = forming.invited_to(change, token=token)
    except InviteGoneError as gone:
        return _show(request, desk, error=str(gone), status=404)
    entrant = desk.asking.entrant
    if entrant is not None and entrant.team == team.pk:
        return desk.to("team")
    try:
        if request.method != "POST":
            _check(change, student, team)
            return _show(request, desk, team=team)
        done = forming.join(change=change, student=student, token=token)
    except TeamRefusedError as error:
        status = 409 if request.method == "POST" else 200
        return _show(request, desk, team=team, error=str(error), status=status)
    messages.success(request, f"You are in team “{done.team.name}” now.")
    for sentence in done.told:
        messages.success(request, sentence)
    return desk.to("team")


def _check(change: Change, student: Enrollment, team: Team) -> None:
    """Raise TeamRefusedError where joining would be refused as things are."""
    check_open(change.component, at=change.at)
    ground.check_alone(change, student)
    people = ground.members(team)
    check_size(change.component, len(ground.active(people)) + 1)
    change.work.check_together([*people, student], at=change.at)


def _show(
    request: HttpRequest,
    desk: Desk,
    *,
    team: Team | None = None,
    error: str = "",
    status: int = 200,
) -> HttpResponse:
    context = desk.context() | {
        "invited_by": team,
        "members": ground.members(team) if team else [],
        "error": error,
    }
    return render(request, "teaming/join.html", context, status=status)
