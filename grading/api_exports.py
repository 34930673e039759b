"""The API of the gradebook's files, for staff."""

from typing import ClassVar

from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from courseops import clock
from courseops.permissions import Permission
from courseops.rest.course_view import CourseView
from grading import exports, gradebook
from grading.download import export_answer, night_answer, night_called
from grading.exportform import ExportForm
from grading.models import NightExport
from grading.nightly.night import stored
from grading.serializers import ExportQuerySerializer, NightSerializer

_STAFF = {"GET": Permission.VIEW_ALL_GRADES}
_BYTES = {(200, "application/octet-stream"): OpenApiTypes.BINARY}


class ExportView(CourseView):
    """The gradebook as a file."""

    permissions: ClassVar = _STAFF

    @extend_schema(parameters=[ExportQuerySerializer], responses=_BYTES)
    def get(self, request: Request, format: str, **where: str) -> HttpResponse:  # noqa: A002
        """Export the gradebook as ``csv``, ``xlsx``, ``canvas``, ``json`` or ``parquet``.

        404 for a format that this site cannot write: Parquet needs a library.
        """
        if format not in {one.name for one in exports.available()}:
            raise Http404
        now = clock.now()
        form = ExportForm(request.query_params, course=self.access.course, now=now)
        if not form.is_valid():
            raise ValidationError(
                {
                    name: [str(one) for one in errors]
                    for name, errors in form.errors.items()
                }
            )
        as_of = form.cleaned_data["as_of"]
        content = exports.render(
            gradebook.load(course=self.access.course, at=as_of or now),
            format=format,
            as_of=as_of,
            final=form.cleaned_data["final"],
            explain=False,
        )
        written = exports.FORMATS[format]
        return export_answer(content, course=self.access.course, written=written)


class NightsView(CourseView, GenericAPIView[NightExport]):
    """The gradebooks that were stored at night."""

    permissions: ClassVar = _STAFF

    def get_queryset(self) -> QuerySet[NightExport]:
        return stored(course=self.access.course)

    @extend_schema(responses=NightSerializer(many=True))
    def get(self, request: Request, **where: str) -> Response:
        """List the stored nights, the newest first: files, and what differs."""
        page = self.paginate_queryset(self.get_queryset()) or []
        return self.get_paginated_response([night.manifest for night in page])


class NightFileView(CourseView):
    """A file of a night."""

    permissions: ClassVar = _STAFF

    @extend_schema(responses=_BYTES)
    def get(self, request: Request, day: str, file: str, **where: str) -> FileResponse:
        """Download a file of a night as it was written then."""
        return night_answer(night_called(day, course=self.access.course), file=file)
