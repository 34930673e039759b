"""Sends stored files back."""

from pathlib import Path

from django.http import FileResponse, Http404


def download(path: Path, name: str) -> FileResponse:
    """Send bytes to save, never to show: a browser must not run what a student sent.

    Raises Http404 when the file is gone.
    """
    try:
        file = path.open("rb")
    except FileNotFoundError as gone:
        raise Http404("The file is gone") from gone
    return FileResponse(
        file,
        as_attachment=True,
        filename=name,
        content_type="application/octet-stream",
        headers={"X-Content-Type-Options": "nosniff", "Cache-Control": "private"},
    )
