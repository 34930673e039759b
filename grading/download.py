"""Answers a request with an export or with a file of a night."""

from datetime import date

from django.http import FileResponse, Http404, HttpResponse

from courseops.models import Course
from grading.exports import FORMATS, Format
from grading.models import NightExport
from grading.nightly import storage
from grading.nightly.night import MANIFEST, stored

_TYPES = {one.suffix: one.content_type for one in FORMATS.values()}


def export_answer(content: bytes, *, course: Course, written: Format) -> HttpResponse:
    """Send an export to save under the course's name."""
    name = f"{course.slug}-grades{written.suffix}"
    return HttpResponse(
        content,
        content_type=written.content_type,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def night_called(day: str, *, course: Course) -> NightExport:
    """Return the stored night of *day*. Raises Http404."""
    try:
        found = stored(course=course).filter(day=date.fromisoformat(day)).first()
    except ValueError:
        found = None
    if found is None:
        raise Http404("No such night")
    return found


def night_answer(night: NightExport, *, file: str) -> FileResponse:
    """Send one file of a night. Raises Http404 for what its manifest does not name."""
    if file not in {MANIFEST, *(one["name"] for one in night.manifest["files"])}:
        raise Http404("No such file")
    path = storage.path_of(night.folder) / file
    try:
        opened = path.open("rb")
    except FileNotFoundError as gone:
        raise Http404("The file is gone") from gone
    return FileResponse(
        opened,
        as_attachment=True,
        filename=f"{night.course.slug}-{night.day}-{file}",
        content_type=_TYPES[path.suffix],
    )
