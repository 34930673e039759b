"""The API of code: handed in by students, read by staff."""

from typing import Any, ClassVar

from django.http import FileResponse, Http404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import UnsupportedMediaType
from rest_framework.generics import GenericAPIView
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from courseops import clock, teams
from courseops.permissions import Permission
from courseops.rest import errors
from courseops.rest.refusals import RefusalSerializer, refused
from courseops.uploads import intake
from courseops.uploads.downloads import download
from courseops.uploads.refusals import RefusalError
from leaderboard.api import CompetitionView
from leaderboard.code import handing_in, tying
from leaderboard.models import CodeHandIn
from leaderboard.place import Place, find_own
from leaderboard.selectors.code import all_code, code_of
from leaderboard.serializers import address


class CodeSerializer(serializers.Serializer[CodeHandIn]):
    """A hand-in of code; all of them are kept."""

    id = serializers.IntegerField()
    login = serializers.CharField(source="enrollment.user.login")
    submission = serializers.IntegerField(
        source="submission_id",
        allow_null=True,
        help_text="The submission that the code made; null where none was named.",
    )
    received_at = serializers.DateTimeField()
    file_name = serializers.CharField()
    size = serializers.IntegerField()
    sha256 = serializers.CharField()
    file_url = serializers.SerializerMethodField()

    def get_file_url(self, handin: CodeHandIn) -> str:
        place: Place = self.context["place"]
        return address("code_file", place, handin.pk, context=self.context)


class CodeFileSerializer(serializers.Serializer[Any]):
    """The form of a hand-in."""

    file = serializers.FileField(help_text=f"{handing_in.TYPES}, up to 50 MB.")
    submission = serializers.IntegerField(
        required=False,
        allow_null=True,
        help_text="The submission that the code made, one of yours or your team's that"
        " has a score. Left out: the one that counts now. Empty: none.",
    )


class CodeView(CompetitionView, GenericAPIView[CodeHandIn]):
    """Code behind submissions: yours and your team's, or for staff everybody's."""

    parser_classes = (MultiPartParser,)
    serializer_class = CodeSerializer
    permissions: ClassVar = {"POST": Permission.SUBMIT}

    @extend_schema(responses=CodeSerializer(many=True))
    def get(self, request: Request, **where: str) -> Response:
        """List hand-ins, the newest first."""
        rows = all_code(component=self.place.component)
        if not self.place.access.is_staff:
            me = find_own(self.place)
            rows = code_of(
                component=self.place.component,
                members=teams.members(component=self.place.component, enrollment=me),
            )
        page = self.paginate_queryset(rows) or []
        return self.get_paginated_response(self.get_serializer(page, many=True).data)

    @extend_schema(
        request={"multipart/form-data": CodeFileSerializer},
        responses={
            201: CodeSerializer,
            400: OpenApiResponse(
                RefusalSerializer,
                "No file, an empty one, of another type, or for no submission of yours.",
            ),
            409: OpenApiResponse(
                RefusalSerializer, "Not open, or no code is asked for."
            ),
            413: OpenApiResponse(RefusalSerializer, "Larger than code may be."),
            415: OpenApiResponse(errors.ErrorSerializer, "No multipart form."),
            507: OpenApiResponse(RefusalSerializer, "The server's disk is full."),
        },
    )
    def post(self, request: Request, **where: str) -> Response:
        """Hand in code. It is stored when the answer comes; earlier hand-ins stay."""
        media_type = request.content_type or ""
        if not media_type.startswith("multipart/form-data"):
            raise UnsupportedMediaType(media_type)
        sent, me = request._request, find_own(self.place)  # noqa: SLF001 as an upload
        with intake.receiving(sent, max_bytes=handing_in.MAX_BYTES) as incoming:
            try:
                staged = incoming.staged()
                handin = handing_in.accept_code(
                    component=self.place.component,
                    enrollment=me,
                    staged=staged,
                    actor=me.user,
                    submission=tying.named(
                        sent.POST.get("submission"),
                        among=tying.tying(
                            competition=self.place.competition,
                            enrollment=me,
                            component=self.place.own.component,
                        ),
                    ),
                    at=sent.received_at,  # type: ignore[attr-defined]
                    now=clock.now(),
                )
            except RefusalError as refusal:
                return refused(refusal, at=self.place.at)
        return Response(self.get_serializer(handin).data, status=201)


class CodeFileView(CompetitionView):
    """The file of a hand-in."""

    @extend_schema(responses={(200, "application/octet-stream"): OpenApiTypes.BINARY})
    def get(self, request: Request, pk: int, **where: str) -> FileResponse:
        """Download your own code; staff may have anybody's."""
        found = all_code(component=self.place.component).filter(pk=pk)
        if not self.place.access.is_staff:
            found = found.filter(enrollment=self.place.me)
        handin = found.first()
        if handin is None:
            raise Http404("No such code")
        return download(handin.file, handin.file_name)
