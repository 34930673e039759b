"""One review as its reviewer sees it: Paper N, the rubric, nothing of its authors."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from courseops.permissions import Permission
from courseops.uploads.downloads import download
from projects.gradings.rubric_form import LONGEST, Typed, fields
from projects.models import Review
from projects.place import Place
from projects.reviews.conflicts import ConflictRefusedError, told
from projects.reviews.forms import TellForm, stored, written
from projects.reviews.place import actor_of, find_review, find_reviews, items_of
from projects.reviews.writing import ReviewRefusedError, Written, shut, write


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def review(
    request: HttpRequest, course: str, component: str, number: int
) -> HttpResponse:
    """Show the rubric of a paper with what is written (GET); keep what comes (POST)."""
    permission = (
        Permission.SUBMIT if request.method == "POST" else Permission.VIEW_COURSE
    )
    place = find_reviews(request, course, component, permission)
    row = find_review(place, number)
    if request.method != "POST":
        return _page(request, place, row, shown=stored(row), for_staff=row.for_staff)
    return _keep(request, place, row)


@login_required
@require_safe
def review_item(
    request: HttpRequest, course: str, component: str, number: int, item: int
) -> FileResponse:
    """Send a file of a paper under a name that tells nobody's."""
    place = find_reviews(request, course, component)
    found = items_of(find_review(place, number))
    asked = next((one for one in found if one.number == item and one.item.path), None)
    if asked is None:
        raise Http404("No such file")
    return download(asked.item.file, asked.name)


@login_required
@require_POST
def tell_conflict(
    request: HttpRequest, course: str, component: str, number: int
) -> HttpResponse:
    """Take a paper back from a reviewer who knows whose it is."""
    place = find_reviews(request, course, component, Permission.SUBMIT)
    row = find_review(place, number)
    form = TellForm(request.POST, auto_id="tell-%s")
    reason = shut(row, own=place.own, at=place.at)
    if form.is_valid() and not reason:
        try:
            has_other = told(row, reason=form.cleaned_data["reason"], at=place.at)
        except ConflictRefusedError as error:
            reason = str(error)
        else:
            messages.success(request, _told(has_other))
            return redirect("projects:reviews", *place.address)
    if reason:
        form.add_error(None, reason)
    return _page(
        request,
        place,
        row,
        shown=stored(row),
        for_staff=row.for_staff,
        tell_form=form,
        status=422,
    )


def _keep(request: HttpRequest, place: Place, row: Review) -> HttpResponse:
    typed, found = written(request.POST, place.rubric)
    hands_in = "hand-in" in request.POST
    refusal = "Nothing was saved: some points are wrong." if typed.problems else ""
    if not refusal:
        refusal = _write(request, place, row, found, hands_in=hands_in)
    if refusal:
        return _page(
            request,
            place,
            row,
            shown=typed,
            for_staff=found.for_staff,
            refusal=refusal,
            status=422,
        )
    if hands_in:
        messages.success(request, f"Your review of Paper {row.number} is handed in.")
        return redirect("projects:reviews", *place.address)
    messages.success(request, "Your draft is saved; it is not handed in yet.")
    return redirect("projects:review", *place.address, row.number)


def _write(
    request: HttpRequest, place: Place, row: Review, found: Written, *, hands_in: bool
) -> str:
    """Keep what was written, or tell why not."""
    try:
        write(
            row,
            found,
            own=place.own,
            hands_in=hands_in,
            actor=actor_of(request),
            at=request.received_at,  # type: ignore[attr-defined]
        )
    except ReviewRefusedError as error:
        return str(error)
    return ""


def _told(has_other: bool) -> str:
    if has_other:
        return "Thank you. You have got another paper instead."
    return "Thank you. No other paper is left for you; the staff see that."


def _page(
    request: HttpRequest,
    place: Place,
    row: Review,
    *,
    shown: Typed,
    for_staff: str,
    refusal: str = "",
    tell_form: TellForm | None = None,
    status: int = 200,
) -> HttpResponse:
    closed = shut(row, own=place.own, at=place.at)
    may_write = place.access.allows(Permission.SUBMIT)
    context = place.context() | {
        "review": row,
        "own": place.own,
        "rubric": place.rubric,
        "items": items_of(row),
        "closed": closed,
        "refusal": refusal,
        # What was typed comes back even if time is over.
        "writes": may_write and (not closed or bool(refusal)),
        "fields": fields(place.rubric, shown, ()),
        "comment": shown.judged.comment,
        "total": place.rubric.total(shown.judged.by_criterion),
        "for_staff": for_staff,
        "longest": LONGEST,
        "can_tell": may_write and not closed and row.changed_at is None,
        # Bound where it was refused, which is told.
        "tell_form": tell_form or TellForm(auto_id="tell-%s"),
    }
    return render(request, "projects/review.html", context, status=status)
