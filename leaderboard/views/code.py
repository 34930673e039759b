"""The code behind submissions: handed in by students, read by staff."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST, require_safe

from courseops import clock
from courseops.instants import in_words
from courseops.permissions import Permission
from leaderboard import codehandin, intake
from leaderboard.downloads import download
from leaderboard.intake import Incoming
from leaderboard.place import Place, find_own, find_place
from leaderboard.refusals import RefusalError
from leaderboard.selectors.code import all_code, code_of

PAGE_SIZE = 50


def code_context(place: Place) -> dict[str, Any]:
    """Return what the form needs; nothing where no code is asked for."""
    if place.me is None or not codehandin.takes_code(place.component):
        return {}
    return {
        "me": place.me,
        "code_handins": code_of(component=place.component, members=place.mates),
        "code_types": codehandin.TYPES,
        "code_accept": ",".join((*codehandin.SUFFIXES, ".gz")),
        "code_max_bytes": codehandin.MAX_BYTES,
    }


@login_required
@require_safe
def code(request: HttpRequest, course: str, component: str) -> HttpResponse:
    """List what everybody handed in, for staff."""
    place = find_place(request, course, component, Permission.VIEW_ALL_SUBMISSIONS)
    if not codehandin.takes_code(place.component):
        raise Http404("No code is asked for")
    rows = all_code(component=place.component)
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "leaderboard/code.html", place.context() | {"page": page})


@csrf_exempt
@login_required
@require_POST
def hand_in(request: HttpRequest, course: str, component: str) -> HttpResponse:
    """Take code in; the inner view checks the CSRF token, which reads the body."""
    place = find_place(request, course, component, Permission.SUBMIT)
    find_own(place)
    with intake.receiving(request, max_bytes=codehandin.MAX_BYTES) as incoming:
        return _receive(request, place=place, incoming=incoming)


@csrf_protect
def _receive(request: HttpRequest, *, place: Place, incoming: Incoming) -> HttpResponse:
    me = find_own(place)
    try:
        staged = incoming.staged()
        handin = codehandin.accept_code(
            component=place.component,
            enrollment=me,
            staged=staged,
            actor=me.user,
            at=request.received_at,  # type: ignore[attr-defined]
            now=clock.now(),
        )
    except RefusalError as refusal:
        messages.error(request, f"{refusal.message} No code was kept.")
    else:
        received = in_words(handin.received_at, zone=place.course.zone, seconds=True)
        messages.success(request, f"{handin.file_name} received on {received}.")
    return redirect("leaderboard:competition", place.course.slug, place.component.slug)


@login_required
@require_safe
def code_file(
    request: HttpRequest, course: str, component: str, pk: int
) -> FileResponse:
    """Send the code of one's own or one's team; staff may have anybody's."""
    place = find_place(request, course, component)
    found = all_code(component=place.component).filter(pk=pk)
    if not place.access.is_staff:
        found = found.filter(enrollment__in=place.mates)
    handin = found.first()
    if handin is None:
        raise Http404("No such code")
    return download(handin.file, handin.file_name)
