"""One work and its rubric: what was handed in, and what the asker gives for it."""

from collections.abc import Sequence

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from courseops.decisions.history import history
from projects.gradings.desk import Desk, desk_of
from projects.gradings.duties import possible_graders
from projects.gradings.filling import (
    GradingRefusedError,
    OutdatedError,
    in_words,
    reopen,
    revision,
    save,
    target_of,
)
from projects.gradings.listing import state_of
from projects.gradings.rubric_form import Typed, fields, stored, typed
from projects.gradings.works import Work
from projects.models import Grading


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def grade_work(
    request: HttpRequest, course: str, component: str, login: str
) -> HttpResponse:
    """Show a work with the asker's grading; save it, finish it, open it again (POST)."""
    desk = desk_of(request, course, component)
    asked = request.POST if request.method == "POST" else request.GET
    work = desk.find(login, version=asked.get("version", ""))
    own = work.by(desk.user)
    if request.method != "POST":
        return _page(request, desk, work, stored(own))
    if request.POST.get("act") == "reopen":
        return _reopen(request, desk, work)
    sent = typed(request.POST, desk.place.rubric)
    if sent.problems:
        return _page(request, desk, work, sent, status=422)
    is_done = request.POST.get("act") in {"finish", "next"}
    try:
        row = save(
            component=desk.place.work,
            work=work,
            judged=sent.judged,
            grader=desk.user,
            based_on=request.POST.get("based_on", ""),
            is_done=is_done,
            at=desk.place.at,
        )
    except GradingRefusedError as error:
        status = 409 if isinstance(error, OutdatedError) else 422
        return _page(request, desk, work, sent, status=status, problem=str(error))
    messages.success(request, _told(work, row))
    if request.POST.get("act") == "next":
        return _next(desk, work)
    return redirect(_address(desk, work))


def others(work: Work, desk: Desk) -> Sequence[Grading]:
    """Return what others gave, as far as the asker may see it."""
    return [
        one
        for one in work.seen_by(desk.user)
        if one.settles or one.grader_id != desk.user.pk
    ]


def _page(
    request: HttpRequest,
    desk: Desk,
    work: Work,
    shown: Typed,
    *,
    status: int = 200,
    problem: str = "",
) -> HttpResponse:
    own, blind = work.by(desk.user), work.is_blind(desk.user)
    seen = others(work, desk)
    graders = {one.pk for one in work.graders}
    staff = possible_graders(desk.place.course) if desk.place.access.is_staff else []
    context = desk.context() | {
        "work": work,
        "own": own,
        "based_on": revision(own),
        "fields": fields(desk.place.rubric, shown, seen, own=own),
        "comment": shown.judged.comment,
        "total": desk.place.rubric.total(shown.judged.by_criterion),
        "others": seen,
        "is_blind": blind,
        "is_done": own is not None and own.done_at is not None,
        "state": None if blind else state_of(work),
        "problem": problem or ("Some points cannot be." if shown.problems else ""),
        "next": desk.next_after(work),
        "free": [one for one in staff if one.pk not in graders],
        "history": []
        if blind
        else history(
            course=desk.place.course,
            target=target_of(desk.place.work, work),
            area="grading",
            words=in_words,
        ),
    }
    return render(request, "projects/grading_work.html", context, status=status)


def _reopen(request: HttpRequest, desk: Desk, work: Work) -> HttpResponse:
    try:
        reopen(
            component=desk.place.work,
            work=work,
            grader=desk.user,
            based_on=request.POST.get("based_on", ""),
            at=desk.place.at,
        )
    except GradingRefusedError as error:
        messages.error(request, str(error))
    else:
        messages.info(request, "It is open again, and counts once you finish it.")
    return redirect(_address(desk, work))


def _told(work: Work, row: Grading) -> str:
    if row.done_at is None:
        return f"Saved as a draft: {work.title}."
    return f"Finished: {work.title}, {row.points:.12g} of {work.rubric.most:.12g}."


def _next(desk: Desk, work: Work) -> HttpResponseRedirect:
    found = desk.next_after(work)
    if found is None:
        return redirect("projects:grading", *desk.place.address)
    login = found.first.user.login
    return redirect("projects:grade_work", *desk.place.address, login)


def _address(desk: Desk, work: Work) -> str:
    path = reverse(
        "projects:grade_work", args=[*desk.place.address, work.first.user.login]
    )
    if work.version is None or work.is_counting:
        return path
    return f"{path}?version={work.version.number}"
