"""Sends back what was handed in: to whose work it is, and to staff."""

from django.contrib.auth.decorators import login_required
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    StreamingHttpResponse,
)
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from courseops.permissions import Permission
from projects.gradings.whole import works
from projects.packing import members_of, packed
from projects.place import find_place
from projects.sending import send_file


@login_required
@require_safe
def work_file(
    request: HttpRequest, course: str, component: str, pk: int, item: int
) -> FileResponse:
    """Send a file of one's own work; staff may have anybody's."""
    return send_file(find_place(request, course, component), pk, item)


@login_required
@require_safe
def work_zip(request: HttpRequest, course: str, component: str) -> HttpResponseBase:
    """Send what counts of everybody's work, a folder for each team or student."""
    place = find_place(request, course, component, Permission.VIEW_ALL_SUBMISSIONS)
    if not place.takes_files:
        raise Http404("Nothing is handed in here")
    members = members_of(works(place.work, place.course))
    name = f"{place.course.slug}-{place.work.slug}.zip"
    return StreamingHttpResponse(
        packed(members, at=place.at.astimezone(place.course.zone)),
        content_type="application/zip",
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private",
        },
    )
