"""The submissions that a student chooses to be graded and ranked by."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from courseops.permissions import Permission
from leaderboard import choosing
from leaderboard.place import Place, find_own, find_place


def choice_context(place: Place) -> dict[str, Any]:
    """Return what the form needs; nothing where there is nothing to choose."""
    competition, me = place.competition, place.me
    if me is None or not choosing.takes_choice(competition):
        return {}
    closed = choosing.closed_because(competition, place.own.component, at=place.at)
    return {
        "choosable": choosing.choosable(competition=competition, enrollment=me),
        "me": me,
        "most_choices": choosing.most_choices(competition),
        "choice_marks": choosing.is_marked(place.component),
        "choice_ranks": place.has_split,
        "unless_chosen": choosing.unless_chosen(competition=competition, enrollment=me)
        if place.has_split
        else None,
        "choice_closes": choosing.closes(place.own.component),
        "choice_closed": closed,
        "can_choose": place.access.allows(Permission.SUBMIT) and not closed,
    }


@login_required
@require_POST
def choose(request: HttpRequest, course: str, component: str) -> HttpResponse:
    """Let the ticked submissions count; none ticked: as if nothing had been chosen."""
    place = find_place(request, course, component, Permission.SUBMIT)
    keys = {int(key) for key in request.POST.getlist("submission") if _is_key(key)}
    try:
        choosing.choose_own(
            competition=place.competition,
            component=place.own.component,
            enrollment=find_own(place),
            keys=keys,
            at=place.at,
        )
    except choosing.ChoiceRefusedError as error:
        messages.error(request, " ".join(error.problems))
    else:
        messages.success(request, _told(len(keys)))
    return redirect("leaderboard:competition", place.course.slug, place.component.slug)


def _is_key(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 19


def _told(number: int) -> str:
    if not number:
        return "Nothing is chosen any more; what counts then is told below."
    return f"Your choice counts: {number} submission{'s' if number > 1 else ''}."
