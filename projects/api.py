"""The API of work that people judge: what was handed in, and handing in."""

from typing import Any, ClassVar, cast

from django.http import FileResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.exceptions import UnsupportedMediaType
from rest_framework.generics import GenericAPIView
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from courseops import clock
from courseops.permissions import Permission
from courseops.rest import errors
from courseops.rest.course_view import PlaceView
from courseops.rest.refusals import RefusalSerializer, refused
from courseops.uploads import intake
from courseops.uploads.intake import Incoming
from courseops.uploads.refusals import RefusalError
from projects import handing_in
from projects.api_serializers import (
    HandInFormSerializer,
    HandInSerializer,
    Shown,
)
from projects.counting import all_versions, versions
from projects.models import HandIn
from projects.place import Place, find_place, find_student
from projects.sending import send_file


class WorkView(PlaceView[Place]):
    """The frame of every route about one work."""

    def find(
        self, request: Request, course: str, component: str, permission: Permission
    ) -> Place:
        return find_place(request, course, component, permission)


class HandInsView(WorkView, GenericAPIView[Any]):
    """Versions of a work: yours and your team's, or for staff everybody's."""

    parser_classes = (MultiPartParser,)
    serializer_class = HandInSerializer
    permissions: ClassVar = {"POST": Permission.SUBMIT}

    @extend_schema(responses=HandInSerializer(many=True))
    def get(self, request: Request, **where: str) -> Response:
        """List versions, the newest first."""
        page = self.paginate_queryset(cast("Any", _shown(self.place))) or []
        return self.get_paginated_response(self.get_serializer(page, many=True).data)

    @extend_schema(
        request={"multipart/form-data": HandInFormSerializer},
        responses={
            201: HandInSerializer,
            400: OpenApiResponse(RefusalSerializer, "It broke off, or is no form."),
            409: OpenApiResponse(RefusalSerializer, "Not open, or not asked of you."),
            413: OpenApiResponse(RefusalSerializer, "Too large, or too many files."),
            415: OpenApiResponse(errors.ErrorSerializer, "No multipart form."),
            422: OpenApiResponse(
                RefusalSerializer, "Not as asked for; `reasons` says all that is wrong."
            ),
            507: OpenApiResponse(RefusalSerializer, "The server's disk is full."),
        },
    )
    def post(self, request: Request, **where: str) -> Response:
        """Hand in files, links or both. They are stored when the answer comes.

        A new version stands for the whole work; earlier ones are kept. All other
        answers: nothing was kept.
        """
        media_type = request.content_type or ""
        if not media_type.startswith("multipart/form-data"):
            raise UnsupportedMediaType(media_type)
        find_student(self.place)
        with intake.receiving(
            request._request,  # noqa: SLF001 as an upload
            max_bytes=self.place.accepted.max_bytes,
            most=handing_in.MOST_FILES,
        ) as incoming:
            try:
                handin = self._accept(incoming)
            except RefusalError as refusal:
                return refused(refusal, at=self.place.at)
        shown = next(x for x in _shown(self.place) if x.version.handin == handin)
        return Response(self.get_serializer(shown).data, status=201)

    def _accept(self, incoming: Incoming) -> HandIn:
        me, sent = find_student(self.place), incoming.request
        return handing_in.hand_in(
            component=self.place.work,
            enrollment=me,
            staged=incoming.every(),
            links=sent.POST.getlist("link"),
            note=sent.POST.get("note", ""),
            actor=me.user,
            at=sent.received_at,  # type: ignore[attr-defined]
            now=clock.now(),
        )


class HandInFileView(WorkView):
    """A file of a version."""

    @extend_schema(responses={(200, "application/octet-stream"): OpenApiTypes.BINARY})
    def get(self, request: Request, pk: int, item: int, **where: str) -> FileResponse:
        """Download a file of your own work; staff may have anybody's."""
        return send_file(self.place, pk, item)


def _shown(place: Place) -> list[Shown]:
    """Return the versions that the asker may see, the newest first."""
    if place.access.is_staff:
        found = [
            Shown(version=one, counts=one.counts, is_late=one.is_late)
            for of_entrant in all_versions(place.work, place.course).values()
            for one in of_entrant
        ]
    else:
        me = find_student(place)
        found = [
            Shown(
                version=one,
                counts=me.pk in one.counts_for,
                is_late=me.pk in one.late_for,
            )
            for one in versions(place.work, place.mates)
        ]
    return sorted(
        found,
        key=lambda one: (one.version.handin.received_at, one.version.handin.pk),
        reverse=True,
    )
