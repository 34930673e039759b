"""The API of choosing: what a student is graded and ranked by."""

from typing import Any, ClassVar

from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from courseops.permissions import Permission
from courseops.rest import errors
from leaderboard import choosing
from leaderboard.api import CompetitionView
from leaderboard.place import Place, find_own


class ChoiceSerializer(serializers.Serializer[dict[str, Any]]):
    """Which submissions you chose, and what a choice is for here."""

    marks = serializers.BooleanField(help_text="Your mark rests on what is chosen.")
    ranks = serializers.BooleanField(
        help_text="The private leaderboard ranks you by what is chosen."
    )
    most = serializers.IntegerField(
        allow_null=True, help_text="How many may be chosen; null: no limit."
    )
    closes = serializers.DateTimeField(
        allow_null=True, help_text="Until when you may change it; null: no end."
    )
    closed_because = serializers.CharField(
        allow_null=True, help_text="Why it cannot be changed; null while it can."
    )
    chosen = serializers.ListField(
        child=serializers.IntegerField(), help_text="Numbers of submissions."
    )
    unless_chosen = serializers.IntegerField(
        allow_null=True,
        help_text="The submission that ranks privately while nothing is chosen.",
    )


class ChosenSerializer(serializers.Serializer[dict[str, Any]]):
    """What you want to choose: it replaces what you chose before."""

    submissions = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=2**63 - 1),
        max_length=1000,
        help_text="Numbers of submissions; none: as if nothing had been chosen.",
    )


class ChoiceView(CompetitionView):
    """Your final submissions."""

    permissions: ClassVar = {"PUT": Permission.SUBMIT}

    @extend_schema(responses=ChoiceSerializer)
    def get(self, request: Request, **where: str) -> Response:
        """Tell what you and your team chose, and what counts otherwise."""
        return Response(ChoiceSerializer(_choice(self.place)).data)

    @extend_schema(
        request=ChosenSerializer,
        responses={
            200: ChoiceSerializer,
            400: errors.ErrorSerializer,
            409: OpenApiResponse(
                errors.ErrorSerializer,
                "Nothing to choose, too many, not yours, or too late.",
            ),
        },
    )
    def put(self, request: Request, **where: str) -> Response:
        """Choose, for you and your team."""
        asked = ChosenSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        try:
            choosing.choose_own(
                competition=self.place.competition,
                component=self.place.own.component,
                enrollment=find_own(self.place),
                keys=set(asked.validated_data["submissions"]),
                at=self.place.at,
            )
        except choosing.ChoiceRefusedError as error:
            return Response(_refused(error), status=409)
        return Response(ChoiceSerializer(_choice(self.place)).data)


def _choice(place: Place) -> dict[str, Any]:
    me, competition, component = find_own(place), place.competition, place.own.component
    takes = choosing.takes_choice(competition)
    mine = choosing.choosable(competition=competition, enrollment=me)
    ranks = takes and place.has_split
    return {
        "marks": choosing.is_marked(place.component),
        "ranks": ranks,
        "most": choosing.most_choices(competition),
        "closes": choosing.closes(component),
        "closed_because": choosing.closed_because(competition, component, at=place.at)
        or None,
        "chosen": sorted(row.pk for row in mine if row.is_final_choice),
        "unless_chosen": choosing.unless_chosen(competition=competition, enrollment=me)
        if ranks
        else None,
    }


def _refused(error: choosing.ChoiceRefusedError) -> dict[str, Any]:
    return errors.body(
        code="choice_refused",
        message=" ".join(error.problems),
        reasons=[
            {"kind": "choice", "message": problem, "line": None, "column": None}
            for problem in error.problems
        ],
    )
