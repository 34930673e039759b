"""Gradings that differ are settled: one counts alone, with a reason."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from projects.gradings.desk import Desk, desk_of
from projects.gradings.filling import (
    GradingRefusedError,
    OutdatedError,
    revision,
    settle,
    unsettle,
)
from projects.gradings.rubric_form import Typed, fields, middle, stored, typed
from projects.gradings.works import Work


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def settle_work(
    request: HttpRequest, course: str, component: str, login: str
) -> HttpResponse:
    """Show what graders gave beside what is to count (GET), then settle it (POST)."""
    desk = desk_of(request, course, component)
    asked = request.POST if request.method == "POST" else request.GET
    work = desk.find(login, version=asked.get("version", ""))
    if not work.done or work.is_blind(desk.user):
        messages.info(request, "There is nothing to settle for you yet.")
        return redirect("projects:grade_work", course, component, login)
    if request.method != "POST":
        begin = stored(work.settling) if work.settling else None
        return _page(request, desk, work, begin or middle(work.done, work.rubric))
    sent = typed(request.POST, work.rubric)
    if sent.problems and "clear" not in request.POST:
        return _page(request, desk, work, sent, status=422)
    try:
        told = _decide(request, desk, work, sent)
    except GradingRefusedError as error:
        status = 409 if isinstance(error, OutdatedError) else 422
        return _page(request, desk, work, sent, status=status, problem=str(error))
    messages.success(request, told)
    return redirect("projects:grade_work", course, component, login)


def _decide(request: HttpRequest, desk: Desk, work: Work, sent: Typed) -> str:
    form = request.POST
    reason = form.get("reason", "").replace("\x00", "").strip()[:2000]
    if "clear" in form:
        unsettle(
            component=desk.place.work,
            work=work,
            actor=desk.user,
            based_on=form.get("based_on", ""),
            why=reason,
            at=desk.place.at,
        )
        return f"The mean of its graders counts again for {work.title}."
    row = settle(
        component=desk.place.work,
        work=work,
        judged=sent.judged,
        actor=desk.user,
        based_on=form.get("based_on", ""),
        why=reason,
        at=desk.place.at,
    )
    return f"Settled: {work.title}, {row.points:.12g} of {work.rubric.most:.12g}."


def _page(
    request: HttpRequest,
    desk: Desk,
    work: Work,
    shown: Typed,
    *,
    status: int = 200,
    problem: str = "",
) -> HttpResponse:
    context = desk.context() | {
        "work": work,
        "settling": work.settling,
        "based_on": revision(work.settling),
        "fields": fields(desk.place.rubric, shown, work.done),
        "comment": shown.judged.comment,
        "total": desk.place.rubric.total(shown.judged.by_criterion),
        "others": work.done,
        "reason": request.POST.get("reason", ""),
        "problem": problem or ("Some points cannot be." if shown.problems else ""),
    }
    return render(request, "projects/grading_settle.html", context, status=status)
