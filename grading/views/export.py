"""The gradebook as a file."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from courseops import clock
from courseops.permissions import Permission, access
from grading import exports, gradebook


@login_required
@require_GET
@never_cache
def export(request: HttpRequest, course: str, format: str) -> HttpResponse:  # noqa: A002
    """Send the export of the command of the same name; ``?final=1`` ends the term."""
    found = access(
        user=request.user, course_slug=course, permission=Permission.VIEW_ALL_GRADES
    )
    if format not in {one.name for one in exports.available()}:
        raise Http404("No such format")
    content = exports.render(
        gradebook.load(course=found.course, at=clock.now()),
        format=format,
        as_of=None,
        final=request.GET.get("final") == "1",
        explain=False,
    )
    written = exports.FORMATS[format]
    name = f"{found.course.slug}-grades{written.suffix}"
    return HttpResponse(
        content,
        content_type=written.content_type,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
