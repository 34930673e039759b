"""Takes an uploaded file and answers at once: a receipt, or what is wrong."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST

from courseops.permissions import Permission
from courseops.uploads import answering, intake
from courseops.uploads.intake import Incoming
from courseops.uploads.refusals import RefusalError
from leaderboard import services
from leaderboard.models import State, Submission
from leaderboard.place import Place, find_own, find_place, find_submission
from leaderboard.views.competition import page_context
from leaderboard.views.submission import own_quota, status_context


@csrf_exempt
@login_required
@require_POST
def upload(request: HttpRequest, course: str, component: str) -> HttpResponse:
    """Take a file in: 201 received, 422 refused and kept, 4xx or 507 not kept.

    The CSRF token is checked by the inner view: reading it reads the body, which must
    stream to the disk.
    """
    place = find_place(request, course, component, Permission.SUBMIT)
    find_own(place)
    with intake.receiving(request, max_bytes=place.competition.max_bytes) as incoming:
        return _receive(request, place=place, incoming=incoming)


@csrf_protect
def _receive(request: HttpRequest, *, place: Place, incoming: Incoming) -> HttpResponse:
    try:
        submission = services.accept(
            competition=place.competition,
            enrollment=find_own(place),
            staged=incoming.staged(),
            at=request.received_at,  # type: ignore[attr-defined]
            note=request.POST.get("note", ""),
        )
    except RefusalError as refusal:
        return _refused(request, place, refusal)
    return _received(request, place, submission)


def _received(
    request: HttpRequest, place: Place, submission: Submission
) -> HttpResponse:
    refused = submission.state == State.REFUSED
    status = 422 if refused else 201
    context = status_context(place, submission)
    if answering.is_by_script(request):
        answer = _answer(request, place, "_receipt", context, status)
        answer["HX-Trigger"] = "submission-accepted"
        return answer
    if refused:
        return _page(request, place, "_receipt", context, status)
    return redirect(
        "leaderboard:submission",
        place.course.slug,
        place.component.slug,
        submission.pk,
    )


def _refused(request: HttpRequest, place: Place, refusal: RefusalError) -> HttpResponse:
    context = {"refusal": refusal, "note": request.POST.get("note", "")}
    if answering.is_by_script(request):
        return _answer(request, place, "_refusal", context, refusal.status)
    return _page(request, place, "_refusal", context, refusal.status)


def _answer(
    request: HttpRequest,
    place: Place,
    template: str,
    context: dict[str, Any],
    status: int,
) -> HttpResponse:
    quota = own_quota(place, find_own(place))
    context = place.context() | {"quota": quota, "out_of_band": True} | context
    return answering.fragment(
        request, f"leaderboard/{template}.html", context, status=status
    )


def _page(
    request: HttpRequest,
    place: Place,
    template: str,
    context: dict[str, Any],
    status: int,
) -> HttpResponse:
    """Show the whole page again with the answer in it, for browsers without scripts."""
    context = (
        page_context(place)
        | {"answer_template": f"leaderboard/{template}.html"}
        | context
    )
    return render(request, "leaderboard/competition.html", context, status=status)


@login_required
@require_POST
def cancel(request: HttpRequest, course: str, component: str, pk: int) -> HttpResponse:
    """Take back a submission of one's own or one's team before a worker begins it."""
    place = find_place(request, course, component, Permission.SUBMIT)
    submission = find_submission(place, pk)
    find_own(place)
    if not place.is_ours(submission):
        raise PermissionDenied
    try:
        services.cancel(submission=submission, at=place.at)
    except RefusalError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, f"Submission {pk} is cancelled; it costs nothing.")
    return redirect("leaderboard:competition", place.course.slug, place.component.slug)
