"""A lecture of which students are on call: who they are, and their points."""

from collections import defaultdict
from collections.abc import Mapping

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from courseops.cells import number_within
from courseops.models import Component, Enrollment
from courseops.permissions import Permission
from courseops.scores.entering import enter_scores
from courseops.scores.kinds import highest
from participation.oncallboard import Called, Meeting, board
from participation.place import Place, find_place, on_call_parts

POINTS, SHOWN = "points-", "shown-"
Scores = Mapping[Component, Mapping[Enrollment, float | None]]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def lecture(request: HttpRequest, course: str, lecture: str) -> HttpResponse:
    """Show who is on call in a lecture; enter what was changed of their points (POST)."""
    here = find_place(request, course, Permission.TAKE_ATTENDANCE)
    meeting = _meeting(here, lecture)
    if request.method != "POST":
        return _page(request, here, meeting)
    scores, problems = _entered(meeting, request.POST)
    if problems:
        return _page(request, here, meeting, status=422, problems=problems)
    changed = sum(
        enter_scores(
            component=component,
            scores=of_one,
            # The lecture's end, once it is over: earlier it would be still to come.
            received_at=min(meeting.lecture.ends_at, here.at),
            actor=here.actor,
            at=here.at,
            why=f"on call in {meeting.lecture.key}",
        )
        for component, of_one in scores.items()
    )
    told = f"{changed} score{'' if changed == 1 else 's'} entered."
    messages.success(request, told if changed else "Nothing was changed.")
    return redirect("participation:lecture", here.course.slug, meeting.lecture.key)


def _meeting(here: Place, key: str) -> Meeting:
    found = board(on_call_parts(here), course=here.course, at=here.at)
    for one in found.meetings:
        if one.lecture.key == key:
            return one
    raise Http404("No such lecture")


def _entered(
    meeting: Meeting, form: Mapping[str, str]
) -> tuple[Scores, Mapping[int, str]]:
    """Return what differs from what the page showed, and what is wrong, by on-call."""
    scores: dict[Component, dict[Enrollment, float | None]] = defaultdict(dict)
    problems = {}
    for one in meeting.called:
        key = one.on_call.pk
        text = form.get(f"{POINTS}{key}", "").strip()
        if f"{POINTS}{key}" not in form or text == form.get(f"{SHOWN}{key}"):
            continue
        try:
            scores[one.component][one.student] = _points(one, text)
        except ValueError as error:
            problems[key] = str(error)
    return scores, problems


def _points(one: Called, text: str) -> float | None:
    most = highest(one.component)
    return number_within(text.replace(",", "."), most=most) if text else None


def _page(
    request: HttpRequest,
    here: Place,
    meeting: Meeting,
    *,
    status: int = 200,
    problems: Mapping[int, str] | None = None,
) -> HttpResponse:
    lines = [
        {
            "called": one,
            "most": highest(one.component),
            "typed": request.POST.get(f"{POINTS}{one.on_call.pk}"),
            "problem": (problems or {}).get(one.on_call.pk, ""),
        }
        for one in meeting.called
    ]
    context = here.context() | {
        "lecture": meeting.lecture,
        "is_today": meeting.is_today,
        "lines": lines,
    }
    return render(request, "participation/lecture.html", context, status=status)
