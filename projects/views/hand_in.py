"""Takes a version of a work in, or says everything that is wrong with it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST

from courseops import clock
from courseops.instants import in_words
from courseops.permissions import Permission
from courseops.uploads import answering, intake
from courseops.uploads.intake import Incoming
from courseops.uploads.refusals import RefusalError
from projects import handing_in
from projects.counting import versions
from projects.models import HandIn
from projects.place import Place, find_place, find_student
from projects.views.work import page_context


@csrf_exempt
@login_required
@require_POST
def hand_in(request: HttpRequest, course: str, component: str) -> HttpResponse:
    """Take a version in; the inner view checks the CSRF token, which reads the body."""
    place = find_place(request, course, component, Permission.SUBMIT)
    find_student(place)
    with intake.receiving(
        request, max_bytes=place.accepted.max_bytes, most=handing_in.MOST_FILES
    ) as incoming:
        return _receive(request, place=place, incoming=incoming)


@csrf_protect
def _receive(request: HttpRequest, *, place: Place, incoming: Incoming) -> HttpResponse:
    me = find_student(place)
    try:
        handin = handing_in.hand_in(
            component=place.work,
            enrollment=me,
            staged=incoming.every(),
            links=request.POST.getlist("link"),
            note=request.POST.get("note", ""),
            actor=me.user,
            at=request.received_at,  # type: ignore[attr-defined]
            now=clock.now(),
        )
    except RefusalError as refusal:
        return _refused(request, place, refusal)
    _acknowledge(request, place, handin)
    return answering.onward(request, "projects:work", *place.address)


def _refused(request: HttpRequest, place: Place, refusal: RefusalError) -> HttpResponse:
    told = {"refusal": refusal, "reasons": refusal.reasons or [refusal.message]}
    if answering.is_by_script(request):
        return answering.fragment(
            request, "projects/_work_refusal.html", told, status=refusal.status
        )
    typed = {
        "sent_note": request.POST.get("note", ""),
        "sent_links": "\n".join(request.POST.getlist("link")),
    }
    context = page_context(request, place) | told | typed
    return render(request, "projects/work.html", context, status=refusal.status)


def _acknowledge(request: HttpRequest, place: Place, handin: HandIn) -> None:
    found = versions(place.work, place.mates)
    number = next(one.number for one in found if one.handin == handin)
    received = in_words(handin.received_at, zone=place.course.zone, seconds=True)
    messages.success(request, f"Version {number} is handed in, received on {received}.")
    if place.is_after_deadline(handin.received_at):
        messages.warning(
            request, "The last deadline had passed: this version counts for nothing."
        )
