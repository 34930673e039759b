"""The page that a team's link leads to: whose team it is, and whether to join."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from courseops.models import Enrollment, Team
from courseops.permissions import Permission
from courseops.teaming import forming, ground
from courseops.teaming.forming import InviteGoneError
from courseops.teaming.refusals import TeamRefusedError
from courseops.teaming.rules import check_open, check_size, rules_of
from courseops.teaming.work import Change
from leaderboard.place import Place, find_place
from leaderboard.views.team import change_of, find_student


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def join_team(
    request: HttpRequest, course: str, component: str, token: str
) -> HttpResponse:
    """Show the team (GET), then put the asker into it (POST)."""
    place = find_place(request, course, component, Permission.SUBMIT)
    student, change = find_student(place), change_of(request, place)
    try:
        team = forming.invited_to(change, token=token)
    except InviteGoneError as gone:
        return _show(request, place, error=str(gone), status=404)
    if place.entrant is not None and place.entrant.team == team.pk:
        return redirect("leaderboard:team", course, component)
    try:
        if request.method != "POST":
            _check(change, student, team)
            return _show(request, place, team=team)
        done = forming.join(change=change, student=student, token=token)
    except TeamRefusedError as error:
        status = 409 if request.method == "POST" else 200
        return _show(request, place, team=team, error=str(error), status=status)
    messages.success(request, f"You are in team “{done.team.name}” now.")
    for sentence in done.told:
        messages.success(request, sentence)
    return redirect("leaderboard:team", course, component)


def _check(change: Change, student: Enrollment, team: Team) -> None:
    """Raise TeamRefusedError where joining would be refused as things are."""
    check_open(change.component, at=change.at)
    ground.check_alone(change, student)
    people = ground.members(team)
    check_size(change.component, len(ground.active(people)) + 1)
    change.work.check_together([*people, student], at=change.at)


def _show(
    request: HttpRequest,
    place: Place,
    *,
    team: Team | None = None,
    error: str = "",
    status: int = 200,
) -> HttpResponse:
    context = place.context() | {
        "invited_by": team,
        "members": ground.members(team) if team else [],
        "team_rules": rules_of(place.component),
        "error": error,
    }
    return render(request, "leaderboard/team_join.html", context, status=status)
