"""The gradebook as a file."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from courseops import clock
from courseops.permissions import Permission, access
from grading import exports, gradebook
from grading.download import export_answer, night_answer, night_called
from grading.exportform import ExportForm
from grading.views.exports import exports_page


@login_required
@require_GET
@never_cache
def export(request: HttpRequest, course: str, format: str) -> HttpResponse:  # noqa: A002
    """Send the export of the command of the same name.

    ``?final=1`` ends the term, ``?as_of=INSTANT`` judges at a past instant; for what is
    none, the page of exports says so.
    """
    found = access(
        user=request.user, course_slug=course, permission=Permission.VIEW_ALL_GRADES
    )
    if format not in {one.name for one in exports.available()}:
        raise Http404("No such format")
    now = clock.now()
    form = ExportForm(request.GET, course=found.course, now=now)
    if not form.is_valid():
        return exports_page(request, found, form, at=now)
    as_of = form.cleaned_data["as_of"]
    content = exports.render(
        gradebook.load(course=found.course, at=as_of or now),
        format=format,
        as_of=as_of,
        final=form.cleaned_data["final"],
        explain=False,
    )
    return export_answer(content, course=found.course, written=exports.FORMATS[format])


@login_required
@require_GET
@never_cache
def night_file(
    request: HttpRequest, course: str, day: str, file: str
) -> HttpResponseBase:
    """Send a file of a stored night, as it was written then."""
    found = access(
        user=request.user, course_slug=course, permission=Permission.VIEW_ALL_GRADES
    )
    return night_answer(night_called(day, course=found.course), file=file)
