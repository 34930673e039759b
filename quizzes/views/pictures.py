"""Pictures of prompts: sent to who reads them, kept by staff."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from courseops import clock
from courseops.models import User
from courseops.permissions import Access, Permission, access
from quizzes import pictures as kept
from quizzes.models import Picture
from quizzes.pictureformat import NoPictureError

# An address names one content for ever. Nothing in it may run, whatever it claims to be.
_HEADERS = {
    "Cache-Control": "private, max-age=31536000, immutable",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
}


@login_required
@require_safe
def picture(request: HttpRequest, course: str, sha256: str) -> HttpResponse:
    """Send a picture to show in a page."""
    found = access(
        user=request.user, course_slug=course, permission=Permission.VIEW_COURSE
    )
    one = Picture.objects.filter(course=found.course, sha256=sha256).first()
    if one is None:
        raise Http404("No such picture")
    return HttpResponse(
        bytes(one.content), content_type=one.content_type, headers=_HEADERS
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def pictures(request: HttpRequest, course: str) -> HttpResponse:
    """List the course's pictures, and take another."""
    found = _edits(request, course)
    if request.method == "POST":
        return _take(request, found)
    return _page(request, found)


@login_required
@require_POST
def delete_picture(request: HttpRequest, course: str, pk: int) -> HttpResponse:
    """Remove a picture that no question shows."""
    found = _edits(request, course)
    one = get_object_or_404(
        Picture.objects.defer("content"), course=found.course, pk=pk
    )
    try:
        kept.delete(picture=one, actor=_actor(request), at=clock.now())
    except kept.PictureRefusedError as refused:
        messages.error(request, f"Not deleted: {refused}.")
    else:
        messages.success(request, f"{one.name} is deleted.")
    return redirect("quizzes:pictures", found.course.slug)


def _edits(request: HttpRequest, course: str) -> Access:
    return access(
        user=request.user, course_slug=course, permission=Permission.EDIT_QUIZZES
    )


def _actor(request: HttpRequest) -> User | None:
    return request.user if isinstance(request.user, User) else None


def _take(request: HttpRequest, found: Access) -> HttpResponse:
    file = request.FILES.get("file")
    if file is None:
        return _page(request, found, problem="Choose a file")
    name = request.POST.get("name", "").strip() or file.name or ""
    try:
        # One byte more than is taken tells that it is too large.
        one, what = kept.store(
            course=found.course,
            name=name,
            content=file.read(kept.MOST_BYTES + 1),
            actor=_actor(request),
            at=clock.now(),
        )
    except (NoPictureError, kept.PictureRefusedError) as refused:
        return _page(request, found, problem=str(refused))
    messages.success(request, f"{one.name} is {what}.")
    return redirect("quizzes:pictures", found.course.slug)


def _page(request: HttpRequest, found: Access, *, problem: str = "") -> HttpResponse:
    listed = kept.listed(found.course)
    names = {one.name for one in listed}
    shown = kept.uses(found.course)
    context: dict[str, Any] = {
        "access": found,
        "course": found.course,
        "problem": problem,
        "name": request.POST.get("name", ""),
        "pictures": [
            (one, [use for use in shown if use.name == one.name]) for one in listed
        ],
        "missing": [use for use in shown if use.name not in names],
        "most_mb": kept.MOST_BYTES // 1_000_000,
    }
    status = 422 if problem else 200
    return render(request, "quizzes/pictures.html", context, status=status)
