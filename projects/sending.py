"""Sends back a file that was handed in."""

from django.http import FileResponse, Http404

from courseops.uploads.downloads import download
from projects.place import Place
from projects.selectors.handins import file_of


def send_file(place: Place, pk: int, item: int) -> FileResponse:
    """Answer with a file that the asker may have; Http404 for all others."""
    members = None if place.access.is_staff else place.mates
    found = file_of(component=place.work, handin=pk, item=item, members=members)
    if found is None:
        raise Http404("No such file")
    return download(found.file, found.file_name)
