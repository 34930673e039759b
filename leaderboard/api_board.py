"""The API of leaderboards: a page of either, told from its cursor on."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from leaderboard.api import CompetitionView
from leaderboard.cursors import Cursor, CursorError, parse
from leaderboard.place import Place
from leaderboard.selectors.board import Board, leaderboard
from leaderboard.selectors.entries import Entry, Member
from leaderboard.selectors.private_board import (
    PrivateBoard,
    PublicPlace,
    Shaken,
    private_leaderboard,
)
from leaderboard.serializers import address


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Which page is asked for."""

    start: Cursor | None
    around_me: bool


class StartSerializer(serializers.Serializer[dict[str, Any]]):
    """Where the page begins; without anything it is the first."""

    cursor = serializers.CharField(
        required=False,
        max_length=60,
        help_text="From `next` or `previous` of another page.",
    )
    me = serializers.BooleanField(
        default=False, help_text="The page with your own line in its middle."
    )

    def validate_cursor(self, text: str) -> Cursor:
        """Read the cursor, or say that it is none."""
        try:
            return parse(text)
        except CursorError as error:
            raise serializers.ValidationError(str(error)) from error


class MemberSerializer(serializers.Serializer[Member]):
    """Somebody of a team."""

    name = serializers.CharField()
    login = serializers.SerializerMethodField(help_text="Null for students.")

    def get_login(self, member: Member) -> str | None:
        place: Place = self.context["place"]
        return member.login if place.access.is_staff else None


class EntrySerializer(serializers.Serializer[Entry]):
    """A line of a leaderboard; only students who are in sight have a rank.

    ``climbed`` counts the places won since the course's day began, negative for lost
    ones; null for who had no rank then, and while ``has_changes`` is false.
    """

    rank = serializers.IntegerField(allow_null=True)
    kind = serializers.ChoiceField(["student", "staff", "baseline"])
    name = serializers.CharField()
    login = serializers.SerializerMethodField(
        help_text="Null for students; of a team all logins."
    )
    team = serializers.CharField(help_text="Empty for who stands alone.")
    members = MemberSerializer(many=True, help_text="Empty for who stands alone.")
    score = serializers.FloatField()
    entries = serializers.IntegerField()
    achieved_at = serializers.DateTimeField()
    hidden_because = serializers.CharField(
        allow_null=True, help_text="Why only staff and its owner see it; else null."
    )
    climbed = serializers.IntegerField(allow_null=True)

    def get_login(self, entry: Entry) -> str | None:
        place: Place = self.context["place"]
        return entry.login if place.access.is_staff else None


class BoardSerializer(serializers.Serializer[Board]):
    """A page of the leaderboard by public score; ``own`` is your line wherever it is."""

    page = serializers.IntegerField()
    pages = serializers.IntegerField()
    ranked = serializers.IntegerField(help_text="How many entrants have a rank.")
    next = serializers.SerializerMethodField(help_text="The page below, or null.")
    previous = serializers.SerializerMethodField(help_text="The page above, or null.")
    has_changes = serializers.BooleanField(
        help_text="The ranks with which the course's day began are known."
    )
    own = EntrySerializer(allow_null=True)
    entries = EntrySerializer(many=True)

    def get_next(self, board: Board) -> str | None:
        return _address("leaderboard", board.next, self.context)

    def get_previous(self, board: Board) -> str | None:
        return _address("leaderboard", board.previous, self.context)


class PublicPlaceSerializer(serializers.Serializer[PublicPlace]):
    """Where an entrant stands by public score."""

    rank = serializers.IntegerField()
    score = serializers.FloatField()


class ShakenSerializer(serializers.Serializer[Shaken]):
    """A line of the private leaderboard.

    ``moved`` counts the places won against the public one, negative for lost ones.
    ``is_chosen`` is null for other students' lines.
    """

    entry = EntrySerializer()
    public = PublicPlaceSerializer(allow_null=True)
    moved = serializers.IntegerField(allow_null=True)
    is_chosen = serializers.SerializerMethodField()

    def get_is_chosen(self, line: Shaken) -> bool | None:
        place: Place = self.context["place"]
        own: Shaken | None = self.context["own"]
        is_mine = (
            own is not None and own.entry.enrollment_id == line.entry.enrollment_id
        )
        return line.is_chosen if place.access.is_staff or is_mine else None


class PrivateBoardSerializer(serializers.Serializer[PrivateBoard]):
    """A page of the leaderboard by private score; ``own`` is your line."""

    ranked = serializers.IntegerField(source="board.ranked")
    next = serializers.SerializerMethodField(help_text="The page below, or null.")
    previous = serializers.SerializerMethodField(help_text="The page above, or null.")
    own = ShakenSerializer(allow_null=True)
    lines = ShakenSerializer(many=True)

    def get_next(self, found: PrivateBoard) -> str | None:
        return _address("private_leaderboard", found.board.next, self.context)

    def get_previous(self, found: PrivateBoard) -> str | None:
        return _address("private_leaderboard", found.board.previous, self.context)


class LeaderboardView(CompetitionView):
    """Who stands where."""

    @extend_schema(parameters=[StartSerializer], responses=BoardSerializer)
    def get(self, request: Request, **where: str) -> Response:
        """List the best public score of each entrant, the best first."""
        wanted = _wanted(request)
        place = self.place
        board: Board = leaderboard(
            competition=place.competition,
            me=place.me,
            is_staff=place.access.is_staff,
            start=wanted.start,
            around_me=wanted.around_me,
            today=place.at.astimezone(place.course.zone).date(),
        )
        shown = BoardSerializer(board, context=self.get_serializer_context())
        return Response(shown.data)


class PrivateLeaderboardView(CompetitionView):
    """Who stands where once private scores count."""

    @extend_schema(parameters=[StartSerializer], responses=PrivateBoardSerializer)
    def get(self, request: Request, **where: str) -> Response:
        """List who stands where by private score; for students once it is revealed."""
        wanted = _wanted(request)
        place = self.place
        if not place.has_split:
            raise Http404("Without a split there is one leaderboard")
        if not place.shows_private:
            raise PermissionDenied
        found: PrivateBoard = private_leaderboard(
            competition=place.competition,
            me=place.me,
            is_staff=place.access.is_staff,
            start=wanted.start,
            around_me=wanted.around_me,
        )
        context = self.get_serializer_context() | {"own": found.own}
        shown = PrivateBoardSerializer(found, context=context)
        return Response(shown.data)


def _wanted(request: Request) -> Wanted:
    asked = StartSerializer(data=request.query_params)
    asked.is_valid(raise_exception=True)
    return Wanted(
        start=asked.validated_data.get("cursor"), around_me=asked.validated_data["me"]
    )


def _address(route: str, cursor: Cursor | None, context: dict[str, Any]) -> str | None:
    if cursor is None:
        return None
    return f"{address(route, context['place'], context=context)}?cursor={cursor}"
