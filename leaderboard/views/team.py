"""A student's team in a competition: who is in it, its link, and what becomes of it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from courseops.models import Enrollment, Team, TeamMerge, User
from courseops.permissions import Permission
from courseops.teaming import forming, inviting, looking, merging
from courseops.teaming.refusals import NameRefusedError, TeamRefusedError
from courseops.teaming.rules import rules_of
from courseops.teaming.work import Change
from leaderboard.place import Place, find_place
from leaderboard.teaming import Entries


def find_student(place: Place) -> Enrollment:
    """Return the asker's enrolment as a student; raises PermissionDenied for others."""
    if place.me is None or not place.me.is_student:
        raise PermissionDenied
    return place.me


def change_of(request: HttpRequest, place: Place, *, why: str = "") -> Change:
    """Return the asker's change of the competition's teams."""
    return Change(
        component=place.component,
        work=Entries(competition=place.competition),
        actor=request.user if isinstance(request.user, User) else None,
        at=place.at,
        why=why,
    )


def team_context(place: Place) -> dict[str, Any]:
    """Return as whom the asker hands in; nothing where everybody is alone."""
    rules = rules_of(place.component)
    found = place.entrant
    if found is None or (rules.largest == 1 and found.team is None):
        return {}
    is_open = rules.largest > 1 and not rules.is_over(place.at)
    mates = [one for one in place.mates if one != place.me]
    context = {"team_rules": rules, "teams_open": is_open, "mates": mates}
    if found.team is None:
        return context
    asked = TeamMerge.objects.filter(into=found.team) if is_open else ()
    return context | {"team": Team.objects.get(pk=found.team), "asked": list(asked)}


@login_required
@require_safe
def team(request: HttpRequest, course: str, component: str) -> HttpResponse:
    """Show the asker's team and what they may do with it; staff see all teams."""
    place = find_place(request, course, component)
    if place.access.is_staff and not (place.me and place.me.is_student):
        return redirect("leaderboard:teams", course, component)
    return _page(request, place)


@login_required
@require_POST
def change(request: HttpRequest, course: str, component: str, act: str) -> HttpResponse:
    """Do one thing with the asker's team, or say why it cannot be."""
    place = find_place(request, course, component, Permission.SUBMIT)
    student = find_student(place)
    if act not in ACTS:
        raise Http404("No such act")
    try:
        told = ACTS[act](change_of(request, place), student, request.POST)
    except NameRefusedError as error:
        name = request.POST.get("name", "")
        return _page(request, place, name=name, error=str(error))
    except TeamRefusedError as error:
        messages.error(request, str(error))
    else:
        for sentence in told:
            messages.success(request, sentence)
    return redirect("leaderboard:team", place.course.slug, place.component.slug)


def _page(
    request: HttpRequest, place: Place, *, name: str | None = None, error: str = ""
) -> HttpResponse:
    shown = team_context(place)
    if not shown or place.entrant is None:
        raise Http404("No teams here")
    own = looking.own_team(component=place.component, entrant=place.entrant)
    context = (
        place.context()
        | shown
        | {
            "own_team": own,
            "can_change": shown["teams_open"]
            and place.access.allows(Permission.SUBMIT)
            and not place.component.archived
            and (own is None or not own.is_given),
            "has_begun": own is not None
            and Entries(competition=place.competition).has_begun(own.members),
            "invite_url": own
            and own.invite
            and _join_url(request, place, own.invite.token),
            "name": name if name is not None else own and own.team.name,
            "name_error": error,
        }
    )
    status = 422 if error else 200
    return render(request, "leaderboard/team.html", context, status=status)


def _join_url(request: HttpRequest, place: Place, token: str) -> str:
    where = [place.course.slug, place.component.slug, token]
    return request.build_absolute_uri(reverse("leaderboard:join_team", args=where))


Form = Mapping[str, str]


def _create(change: Change, student: Enrollment, form: Form) -> Sequence[str]:
    name = form.get("name", "")
    done = forming.create(change=change, student=student, name=name)
    return [f"You hand in as team “{done.team.name}” now.", *done.told]


def _rename(change: Change, student: Enrollment, form: Form) -> Sequence[str]:
    name = form.get("name", "")
    found = forming.rename(change=change, student=student, name=name)
    return [f"Your team is called “{found.name}”."]


def _leave(change: Change, student: Enrollment, form: Form) -> Sequence[str]:
    forming.leave(change=change, student=student)
    return ["You have left the team and hand in alone."]


def _invite(change: Change, student: Enrollment, form: Form) -> Sequence[str]:
    inviting.invite(change=change, student=student)
    return ["The link is ready. Send it to whom you want in your team."]


def _uninvite(change: Change, student: Enrollment, form: Form) -> Sequence[str]:
    inviting.withdraw(change=change, student=student)
    return ["The link leads nowhere any more."]


def _ask(change: Change, student: Enrollment, form: Form) -> Sequence[str]:
    found = merging.ask(change=change, student=student, into=_key(form, "into"))
    return [f"Team “{found.into.name}” is asked. Any of its members can answer."]


def _withdraw(change: Change, student: Enrollment, form: Form) -> Sequence[str]:
    merging.withdraw(change=change, student=student)
    return ["The request is withdrawn."]


def _decline(change: Change, student: Enrollment, form: Form) -> Sequence[str]:
    merging.decline(change=change, student=student, merge=_key(form, "merge"))
    return ["The request is declined."]


def _accept(change: Change, student: Enrollment, form: Form) -> Sequence[str]:
    done = merging.accept(change=change, student=student, merge=_key(form, "merge"))
    return [f"You are one team now: “{done.team.name}”.", *done.told]


def _key(form: Form, name: str) -> int:
    """Return the key of a field, 0 (nobody's) for anything that is none."""
    text = form.get(name, "")
    fits = text.isascii() and text.isdecimal() and len(text) < 19
    return int(text) if fits else 0


ACTS: Mapping[str, Callable[[Change, Enrollment, Form], Sequence[str]]] = {
    "create": _create,
    "rename": _rename,
    "leave": _leave,
    "invite": _invite,
    "uninvite": _uninvite,
    "ask": _ask,
    "withdraw": _withdraw,
    "decline": _decline,
    "accept": _accept,
}
