"""The code behind submissions: handed in by students, read by staff."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST, require_safe

from courseops import clock
from courseops.instants import in_words
from courseops.models import Enrollment
from courseops.permissions import Permission
from courseops.uploads import answering, intake
from courseops.uploads.downloads import download
from courseops.uploads.intake import Incoming
from courseops.uploads.refusals import RefusalError
from leaderboard.code import handing_in, tying
from leaderboard.code.forms import CodeForm
from leaderboard.code.identical import identical_code
from leaderboard.code.states import code_states
from leaderboard.models import CodeHandIn
from leaderboard.place import Place, find_own, find_place
from leaderboard.selectors.code import all_code, code_of

PAGE_SIZE = 50


def code_context(place: Place) -> dict[str, Any]:
    """Return what the form needs; nothing where no code is asked for."""
    if place.me is None or not handing_in.takes_code(place.component):
        return {}
    handins = list(code_of(component=place.component, members=place.mates))
    return {
        "me": place.me,
        "code_handins": handins,
        "code_tying": _tying(place, place.me, next(iter(handins), None)),
        "code_types": handing_in.TYPES,
        "code_accept": ",".join((*handing_in.SUFFIXES, ".gz")),
        "code_max_bytes": handing_in.MAX_BYTES,
    }


def _tying(
    place: Place, me: Enrollment, newest: CodeHandIn | None = None
) -> tying.Tying:
    return tying.tying(
        competition=place.competition,
        enrollment=me,
        component=place.own.component,
        handin=newest,
    )


@login_required
@require_safe
def code(request: HttpRequest, course: str, component: str) -> HttpResponse:
    """List everybody with their code and what it belongs to, for staff."""
    place = find_place(request, course, component, Permission.VIEW_ALL_SUBMISSIONS)
    if not handing_in.takes_code(place.component):
        raise Http404("No code is asked for")
    states = code_states(competition=place.competition)
    form = CodeForm(request.GET)
    chosen = form.among(states)
    page = Paginator(chosen, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(
        request,
        "leaderboard/code.html",
        place.context()
        | {
            "page": page,
            "form": form,
            "everybody": len(states),
            "counts": form.counts(states),
            "is_handed_in": any(state.handins for state in states),
        },
    )


@login_required
@require_safe
def identical(request: HttpRequest, course: str, component: str) -> HttpResponse:
    """Show whose code holds the same files."""
    place = find_place(request, course, component, Permission.VIEW_SIMILARITY)
    if not handing_in.takes_code(place.component):
        raise Http404("No code is asked for")
    found = identical_code(component=place.component)
    return render(
        request, "leaderboard/code_identical.html", place.context() | {"found": found}
    )


@csrf_exempt
@login_required
@require_POST
def hand_in(request: HttpRequest, course: str, component: str) -> HttpResponse:
    """Take code in; the inner view checks the CSRF token, which reads the body."""
    place = find_place(request, course, component, Permission.SUBMIT)
    find_own(place)
    with intake.receiving(request, max_bytes=handing_in.MAX_BYTES) as incoming:
        return _receive(request, place=place, incoming=incoming)


@csrf_protect
def _receive(request: HttpRequest, *, place: Place, incoming: Incoming) -> HttpResponse:
    me = find_own(place)
    try:
        staged = incoming.staged()
        made = tying.named(request.POST.get("submission"), among=_tying(place, me))
        handin = handing_in.accept_code(
            component=place.component,
            enrollment=me,
            staged=staged,
            actor=me.user,
            submission=made,
            at=request.received_at,  # type: ignore[attr-defined]
            now=clock.now(),
        )
    except RefusalError as refusal:
        return _refused(request, place, refusal)
    received = in_words(handin.received_at, zone=place.course.zone, seconds=True)
    told = f" It belongs to submission {made.pk}." if made else ""
    messages.success(request, f"{handin.file_name} received on {received}.{told}")
    return _onward(request, place)


def _refused(request: HttpRequest, place: Place, refusal: RefusalError) -> HttpResponse:
    if answering.is_by_script(request):
        told = {
            "tone": "danger",
            "title": "No code was kept",
            "text": refusal.message,
        }
        return answering.fragment(
            request, "components/alert.html", told, status=refusal.status
        )
    messages.error(request, f"{refusal.message} No code was kept.")
    return _onward(request, place)


def _onward(request: HttpRequest, place: Place) -> HttpResponse:
    return answering.onward(
        request, "leaderboard:competition", place.course.slug, place.component.slug
    )


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
