"""The API of quizzes: begin an attempt, answer, hand in, see how it went."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.http import Http404
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.parsers import JSONParser
from rest_framework.request import Request
from rest_framework.response import Response

from courseops import clock
from courseops.permissions import Access, Permission
from courseops.rest import errors
from courseops.rest.course_view import CourseView
from quizzes import sitting
from quizzes.lines import Line
from quizzes.listing import Entry, entries
from quizzes.marking import UnreadableError
from quizzes.models import Attempt
from quizzes.paper import Asked
from quizzes.place import AttemptPlace, Place, find_attempt, find_place, find_taker
from quizzes.refusals import ConflictError, RefusalError
from quizzes.serializers import (
    AttemptSerializer,
    ConflictSerializer,
    GivenSerializer,
    QuizSerializer,
    SavedSerializer,
    StandingSerializer,
    WholeAttemptSerializer,
)
from quizzes.sheet import Given, Saved


class QuizzesView(CourseView):
    """The quizzes of a course."""

    @extend_schema(responses=QuizSerializer(many=True))
    def get(self, request: Request, **where: str) -> Response:
        """List the quizzes with your own windows, and how they went where that is shown."""
        found = entries(self.access, at=clock.now())
        return Response([QuizSerializer(one).data for one in found])


class QuizView(CourseView):
    """The frame of every route about one quiz."""

    place: Place

    def enter(self, request: Request, permission: Permission, **where: Any) -> Access:
        """Find the quiz together with the course."""
        self.place = find_place(
            request, where["course"], where["component"], permission
        )
        return self.place.access

    @property
    def received_at(self) -> datetime:
        """When the request came in: a busy server takes nobody's last second."""
        sent: Any = self.request._request  # noqa: SLF001 the middleware's
        found: datetime = sent.received_at
        return found

    def whole(self, attempt: Attempt) -> dict[str, Any]:
        """Return an attempt with its questions."""
        found = find_attempt(self.place, attempt.pk)
        shown = WholeAttemptSerializer(found, context={"request": self.request})
        return dict(shown.data)


class QuizDetailView(QuizView):
    """One quiz."""

    @extend_schema(responses=QuizSerializer)
    def get(self, request: Request, **where: str) -> Response:
        """Tell the rules, your window, and what you may do now."""
        place = self.place
        entry = Entry(seat=place.mine, shows_results=place.is_revealed)
        return Response(QuizSerializer(entry).data)


class AttemptsView(QuizView):
    """Your attempts at a quiz."""

    permissions: ClassVar = {"POST": Permission.SUBMIT}

    @extend_schema(responses=AttemptSerializer(many=True))
    def get(self, request: Request, **where: str) -> Response:
        """List your own attempts, oldest first."""
        context = {"request": request}
        return Response(
            [AttemptSerializer(one, context=context).data for one in self._mine()]
        )

    @extend_schema(
        request=None,
        responses={
            200: WholeAttemptSerializer,
            201: WholeAttemptSerializer,
            409: OpenApiResponse(
                errors.ErrorSerializer,
                "Outside your window, excused, or without an attempt left.",
            ),
        },
    )
    def post(self, request: Request, **where: str) -> Response:
        """Begin an attempt; its time runs from now on. 200: one is open already."""
        place, student = self.place, find_taker(self.place)
        before = {one.pk for one in place.mine.attempts}
        try:
            attempt = sitting.start(
                quiz=place.quiz,
                enrollment=student,
                own=place.mine.own,
                at=self.received_at,
            )
        except RefusalError as refusal:
            return refused(refusal)
        is_new = attempt.pk not in before
        return Response(self.whole(attempt), status=201 if is_new else 200)

    def _mine(self) -> Sequence[AttemptPlace]:
        seat = self.place.mine
        for attempt in seat.attempts:
            if self.place.me is not None:
                attempt.enrollment = self.place.me
        return [
            AttemptPlace(place=self.place, attempt=one, window=seat.window)
            for one in seat.attempts
        ]


class AttemptView(QuizView):
    """One attempt."""

    @extend_schema(responses=WholeAttemptSerializer)
    def get(self, request: Request, pk: int, **where: str) -> Response:
        """Show an attempt of yours with its questions and your answers; staff see all."""
        return Response(self.whole(find_attempt(self.place, pk).attempt))


class OwnAttemptView(QuizView):
    """The frame of what a student does with an attempt of theirs."""

    found: AttemptPlace

    def enter(self, request: Request, permission: Permission, **where: Any) -> Access:
        """Find the attempt together with the quiz; PermissionDenied for staff."""
        granted = super().enter(request, permission, **where)
        self.found = find_attempt(self.place, where["pk"])
        find_taker(self.place)
        if not self.found.is_mine:
            raise PermissionDenied
        return granted


class AnswerView(OwnAttemptView):
    """The answer to one question of an attempt."""

    parser_classes = (JSONParser,)
    permissions: ClassVar = {"PUT": Permission.SUBMIT}

    @extend_schema(
        request=GivenSerializer,
        responses={
            200: SavedSerializer,
            400: errors.ErrorSerializer,
            409: OpenApiResponse(
                ConflictSerializer, "Another answer was saved since `base`."
            ),
            410: OpenApiResponse(errors.ErrorSerializer, "The attempt is handed in."),
            415: errors.ErrorSerializer,
            422: OpenApiResponse(errors.ErrorSerializer, "No answer to this question."),
        },
    )
    def put(self, request: Request, question: str, **where: Any) -> Response:
        """Save an answer. The same one again is saved already, whatever its base."""
        asked = self._asked(question)
        given = GivenSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        try:
            saved = self._save(request, asked, **given.validated_data)
        except ConflictError as conflict:
            return self._conflict(asked, conflict)
        except RefusalError as refusal:
            return refused(refusal)
        return Response(SavedSerializer(saved).data)

    def _asked(self, slug: str) -> Asked:
        for asked in self.found.asked:
            if asked.question.slug == slug:
                return asked
        raise Http404("No such question")

    def _save(self, request: Request, asked: Asked, *, value: Any, base: int) -> Saved:
        try:
            stored = asked.stored(value)
        except UnreadableError as problem:
            raise RefusalError("unreadable", f"Not an answer: {problem}.") from problem
        return sitting.save(
            attempt=self.found.attempt,
            window=self.found.window,
            question=asked.question.slug,
            given=Given(value=stored, base=base),
            at=self.received_at,
        )

    def _conflict(self, asked: Asked, conflict: ConflictError) -> Response:
        standing = Line(asked=asked, number=0, answer=conflict.answer)
        told = errors.body(code=conflict.code, message=conflict.message)
        shown = StandingSerializer(standing).data
        return Response(told | {"answer": shown}, status=conflict.status)


class HandInView(OwnAttemptView):
    """Hands an attempt in."""

    permissions: ClassVar = {"POST": Permission.SUBMIT}

    @extend_schema(request=None, responses=WholeAttemptSerializer)
    def post(self, request: Request, **where: Any) -> Response:
        """Hand an attempt in; again changes nothing. Empty questions stay empty."""
        attempt = self.found.attempt
        sitting.hand_in(
            attempt=attempt,
            window=self.found.window,
            at=self.received_at,
        )
        return Response(self.whole(attempt))


def refused(refusal: RefusalError) -> Response:
    """Answer that nothing was changed, and why."""
    told = errors.body(code=refusal.code, message=refusal.message)
    return Response(told, status=refusal.status)
