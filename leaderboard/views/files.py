"""Files to take home: one's own submission, and the samples."""

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, StreamingHttpResponse
from django.views.decorators.http import require_safe

from courseops.uploads.downloads import download
from leaderboard.models import SampleFile
from leaderboard.place import Place, find_place, find_submission
from leaderboard.sample import sample_submission as make_sample


@login_required
@require_safe
def submission_file(
    request: HttpRequest, course: str, component: str, pk: int
) -> FileResponse:
    """Send the file of one's own submission; staff may have any."""
    submission = find_submission(find_place(request, course, component), pk)
    if submission.is_imported:
        raise Http404("The score was computed elsewhere")
    return download(submission.file, submission.file_name)


@login_required
@require_safe
def sample_file(
    request: HttpRequest, course: str, component: str, pk: int
) -> FileResponse:
    """Send a ready file to try."""
    place = _open_place(request, course, component)
    sample = SampleFile.objects.filter(competition=place.competition, pk=pk).first()
    if sample is None:
        raise Http404("No such file")
    return download(sample.file, sample.file_name)


@login_required
@require_safe
def sample_submission(
    request: HttpRequest, course: str, component: str
) -> StreamingHttpResponse:
    """Send every id with one and the same answer, made from the prepared solution."""
    place = _open_place(request, course, component)
    if place.solution is None:
        raise Http404("No solution yet")
    try:
        pieces = make_sample(
            folder=place.solution.path,
            id_column=place.layout.id_column,
            target_columns=place.layout.target_columns,
        )
    except FileNotFoundError as missing:
        raise Http404("No prepared solution") from missing
    return StreamingHttpResponse(
        pieces,
        content_type="application/octet-stream",
        headers={
            "Content-Disposition": 'attachment; filename="sample_submission.csv"',
            "X-Content-Type-Options": "nosniff",
        },
    )


def _open_place(request: HttpRequest, course: str, component: str) -> Place:
    """Return the place; before the release students find no file there."""
    place = find_place(request, course, component)
    if not place.is_released and not place.access.is_staff:
        raise Http404("Not released yet")
    return place
