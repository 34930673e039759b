"""The API of competitions: submit, follow, compare."""

from collections.abc import Mapping
from typing import ClassVar

from django.core.exceptions import PermissionDenied
from django.db.models import F, QuerySet
from django.http import FileResponse, Http404, HttpRequest
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.exceptions import UnsupportedMediaType
from rest_framework.generics import GenericAPIView
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from courseops.permissions import Permission
from courseops.rest import errors
from courseops.rest.course_view import PlaceView
from courseops.rest.refusals import RefusalSerializer, refused
from courseops.uploads import intake
from courseops.uploads.downloads import download
from courseops.uploads.refusals import RefusalError
from leaderboard import limits, services
from leaderboard.models import State, Submission
from leaderboard.place import Place, find_own, find_place, find_submission
from leaderboard.selectors.monitor import Filter, submissions
from leaderboard.selectors.submissions import all_scores, own_submissions
from leaderboard.serializers import (
    CompetitionSerializer,
    FilterSerializer,
    FollowedSubmissionSerializer,
    RefusedFileSerializer,
    Standpoint,
    SubmissionSerializer,
    UploadSerializer,
)

_REFUSALS = {
    409: "Not open: not released yet, without a solution, or closed for good.",
    413: "Larger than the competition takes.",
    429: "A limit is reached; Retry-After where time frees it.",
    507: "The server's disk is full or not writable.",
}


class CompetitionView(PlaceView[Place]):
    """The frame of every route about one competition."""

    def find(
        self, request: Request, course: str, component: str, permission: Permission
    ) -> Place:
        return find_place(request, course, component, permission)


class CompetitionDetailView(CompetitionView):
    """One competition."""

    @extend_schema(responses=CompetitionSerializer)
    def get(self, request: Request, **where: str) -> Response:
        """Tell how files are read and scored, and what you may hand in now."""
        place, quota = self.place, None
        if place.me is not None and place.access.allows(Permission.SUBMIT):
            quota = limits.quota(
                competition=place.competition, enrollment=place.me, at=place.at
            )
        found = Standpoint(place=place, quota=quota, closed=_closed(place))
        shown = CompetitionSerializer(found, context=self.get_serializer_context())
        return Response(shown.data)


def _closed(place: Place) -> RefusalError | None:
    try:
        services.check_open(competition=place.competition, at=place.at)
    except RefusalError as refusal:
        return refusal
    return None


class SubmissionsView(CompetitionView, GenericAPIView[Submission]):
    """Submissions of a competition: mine, or for staff everybody's."""

    parser_classes = (MultiPartParser,)
    serializer_class = SubmissionSerializer
    permissions: ClassVar = {"POST": Permission.SUBMIT}

    @extend_schema(
        parameters=[FilterSerializer], responses=SubmissionSerializer(many=True)
    )
    def get(self, request: Request, **where: str) -> Response:
        """List your submissions, newest first, your team's too; staff see everybody's."""
        asked = FilterSerializer(data=request.query_params)
        asked.is_valid(raise_exception=True)
        page = self.paginate_queryset(_rows(self.place, asked.validated_data)) or []
        return self.get_paginated_response(self.get_serializer(page, many=True).data)

    @extend_schema(
        request={"multipart/form-data": UploadSerializer},
        responses={
            201: SubmissionSerializer,
            400: OpenApiResponse(errors.ErrorSerializer, "No file arrived."),
            415: OpenApiResponse(errors.ErrorSerializer, "No multipart form."),
            422: RefusedFileSerializer,
        }
        | {
            status: OpenApiResponse(RefusalSerializer, sentence)
            for status, sentence in _REFUSALS.items()
        },
    )
    def post(self, request: Request, **where: str) -> Response:
        """Hand in a file. The answer is a receipt; a worker scores it within seconds.

        201: received and queued. 422: kept as refused, because its type or its header
        is wrong; it costs no attempt. All other answers: nothing was kept.
        """
        media_type = request.content_type or ""
        if not media_type.startswith("multipart/form-data"):
            raise UnsupportedMediaType(media_type)
        sent = request._request  # noqa: SLF001 it takes the upload handler
        limit = self.place.competition.max_bytes
        with intake.receiving(sent, max_bytes=limit) as incoming:
            try:
                submission = self._accept(sent, incoming)
            except RefusalError as refusal:
                return refused(refusal, at=self.place.at)
        return self._received(submission)

    def _accept(self, sent: HttpRequest, incoming: intake.Incoming) -> Submission:
        return services.accept(
            competition=self.place.competition,
            enrollment=find_own(self.place),
            staged=incoming.staged(),
            at=sent.received_at,  # type: ignore[attr-defined]
            note=sent.POST.get("note", ""),
        )

    def _received(self, submission: Submission) -> Response:
        shown = self.get_serializer(submission).data
        if submission.state == State.REFUSED:
            answer = errors.body(
                code="refused_file",
                message="The file is refused; it is kept and costs no attempt.",
                reasons=submission.reasons,
            )
            return Response(answer | {"submission": shown}, status=422)
        return Response(shown, status=201, headers={"Location": shown["url"]})


def _rows(place: Place, chosen: Mapping[str, str]) -> QuerySet[Submission]:
    if place.access.is_staff:
        return submissions(
            course=place.course,
            chosen=Filter(
                competition=place.component.slug,
                student=chosen.get("student", ""),
                state=chosen.get("state", ""),
            ),
        ).annotate(public_score=F("score__public"))
    find_own(place)
    rows = own_submissions(competition=place.competition, members=place.mates)
    if place.is_revealed:
        rows = rows.select_related("score")
    state = chosen.get("state")
    return rows.filter(state=state) if state else rows


class SubmissionView(CompetitionView):
    """One submission."""

    @extend_schema(responses=FollowedSubmissionSerializer)
    def get(self, request: Request, pk: int, **where: str) -> Response:
        """Tell what became of a submission; ask again after ``poll_after`` seconds."""
        found = find_submission(self.place, pk)
        if self.place.shows_private:
            score = all_scores(submission=found)
            if score is not None:
                found.score = score
        shown = FollowedSubmissionSerializer(
            found, context=self.get_serializer_context()
        )
        return Response(shown.data)


class SubmissionFileView(CompetitionView):
    """The file of a submission."""

    @extend_schema(responses={(200, "application/octet-stream"): OpenApiTypes.BINARY})
    def get(self, request: Request, pk: int, **where: str) -> FileResponse:
        """Download the file as it was handed in."""
        found = find_submission(self.place, pk)
        if found.is_imported:
            raise Http404("The score was computed elsewhere")
        return download(found.file, found.file_name)


class CancelView(CompetitionView):
    """Takes a submission back."""

    permissions: ClassVar = {"POST": Permission.SUBMIT}

    @extend_schema(
        request=None,
        responses={
            200: SubmissionSerializer,
            409: OpenApiResponse(RefusalSerializer, "A worker has begun it."),
        },
    )
    def post(self, request: Request, pk: int, **where: str) -> Response:
        """Take back a submission of yours while it is queued; it costs nothing then."""
        found = find_submission(self.place, pk)
        find_own(self.place)
        if not self.place.is_ours(found):
            raise PermissionDenied
        try:
            services.cancel(submission=found, at=self.place.at)
        except RefusalError as refusal:
            return refused(refusal, at=self.place.at)
        shown = SubmissionSerializer(found, context=self.get_serializer_context())
        return Response(shown.data)
