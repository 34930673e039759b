"""How quizzes, attempts and answers look in the API.

Options have the places that they have on the student's paper, counted from 0. What is
right is never told before the results are shown.
"""

from typing import Any

from django.urls import reverse
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from courseops.rest.errors import ErrorSerializer
from quizzes.answers_told import rights_told
from quizzes.lines import Line, lines_of
from quizzes.listing import Entry
from quizzes.models import Attempt
from quizzes.place import AttemptPlace
from quizzes.seat import Stage
from quizzes.sheet import Saved

VALUE = (
    "A choice: its place. Several choices: their places. True or false. A number or a"
    " text: as text. An order: the places of the items in your order. Matches: for each"
    " left side the place of an option, or null. Null: no answer."
)


class ResultSerializer(serializers.Serializer[Attempt]):
    """How an attempt went."""

    correct = serializers.FloatField(help_text="Right answers.")
    questions = serializers.IntegerField(help_text="Questions that count.")
    score = serializers.SerializerMethodField(help_text="In percent.")

    def get_score(self, attempt: Attempt) -> float:
        return 100 * attempt.correct / attempt.questions


class QuizSerializer(serializers.Serializer[Entry]):
    """A quiz as it stands for you; staff see it as the course has it."""

    slug = serializers.CharField(source="seat.quiz.component.slug")
    title = serializers.CharField(source="seat.quiz.component.display_title")
    opens = serializers.DateTimeField(
        source="seat.window.opens", allow_null=True, help_text="Your own window."
    )
    closes = serializers.DateTimeField(
        source="seat.window.closes",
        allow_null=True,
        help_text="Its last second; null: no end.",
    )
    stage = serializers.ChoiceField(
        source="seat.stage", choices=list(Stage), help_text="How far you are."
    )
    may_start = serializers.BooleanField(source="seat.may_start")
    time_limit_seconds = serializers.SerializerMethodField(
        help_text="How long an attempt of yours may take; null: no limit."
    )
    attempts_allowed = serializers.IntegerField(source="seat.allowed")
    attempts_left = serializers.IntegerField(source="seat.left")
    keep = serializers.CharField(
        source="seat.rules.keep", help_text="Which attempt counts: best, last or first."
    )
    questions = serializers.IntegerField(
        source="seat.rules.asked", help_text="How many an attempt asks."
    )
    shows_results = serializers.BooleanField()
    result = ResultSerializer(
        allow_null=True,
        help_text="Of your attempt that counts; null before results are shown.",
    )

    @extend_schema_field(serializers.FloatField(allow_null=True))
    def get_time_limit_seconds(self, entry: Entry) -> float | None:
        limit = entry.seat.limit
        return None if limit is None else limit.total_seconds()


class AttemptSerializer(serializers.Serializer[AttemptPlace]):
    """An attempt: until when it takes answers, and how it went."""

    id = serializers.IntegerField(source="attempt.pk")
    number = serializers.IntegerField(
        source="attempt.number", allow_null=True, help_text="Null: made elsewhere."
    )
    login = serializers.CharField(source="attempt.enrollment.user.login")
    started_at = serializers.DateTimeField(source="attempt.started_at", allow_null=True)
    closes = serializers.DateTimeField(
        allow_null=True, help_text="Its last second; null: no end."
    )
    is_open = serializers.BooleanField()
    handed_in_at = serializers.DateTimeField(allow_null=True)
    result = serializers.SerializerMethodField(
        help_text="Null before results are shown."
    )
    url = serializers.SerializerMethodField()

    @extend_schema_field(ResultSerializer(allow_null=True))
    def get_result(self, found: AttemptPlace) -> dict[str, Any] | None:
        return ResultSerializer(found.attempt).data if found.shows_results else None

    def get_url(self, found: AttemptPlace) -> str:
        path = reverse("quizzes-api:attempt", args=found.address)
        return str(self.context["request"].build_absolute_uri(path))


class QuestionSerializer(serializers.Serializer[Line]):
    """A question of an attempt, with your answer."""

    slug = serializers.CharField()
    number = serializers.IntegerField(help_text="Counted from 1.")
    type = serializers.CharField(source="asked.question.type")
    prompt = serializers.CharField(
        source="asked.question.prompt", help_text="Markdown with $formulas$."
    )
    options = serializers.SerializerMethodField(
        help_text="To choose among, put in order or match; in the order of your paper."
    )
    left = serializers.SerializerMethodField(help_text="What is to be matched.")
    value = serializers.JSONField(allow_null=True, help_text=VALUE)
    revision = serializers.IntegerField(
        help_text="The `base` of your next answer; 0 without one."
    )
    saved_at = serializers.DateTimeField(allow_null=True)
    is_right = serializers.SerializerMethodField(
        help_text="Null before results are shown."
    )
    right_answers = serializers.SerializerMethodField(
        help_text="In words; null before results are shown."
    )
    explanation = serializers.SerializerMethodField(
        help_text="Markdown; null before results are shown."
    )

    def get_options(self, line: Line) -> list[str]:
        is_flag = line.asked.question.type == "boolean"
        return [] if is_flag else list(line.asked.options)

    def get_left(self, line: Line) -> list[str]:
        return [left for left, _ in line.asked.question.pairs]

    def get_is_right(self, line: Line) -> bool | None:
        return line.is_right if self.context["shows_results"] else None

    @extend_schema_field(
        serializers.ListField(child=serializers.CharField(), allow_null=True)
    )
    def get_right_answers(self, line: Line) -> list[str] | None:
        shows = self.context["shows_results"]
        return rights_told(line.asked.question) if shows else None

    def get_explanation(self, line: Line) -> str | None:
        shows = self.context["shows_results"]
        return line.asked.question.explanation if shows else None


class WholeAttemptSerializer(AttemptSerializer):
    """An attempt with its questions."""

    questions = serializers.SerializerMethodField(
        help_text="In the order of your paper."
    )

    @extend_schema_field(QuestionSerializer(many=True))
    def get_questions(self, found: AttemptPlace) -> Any:
        shows = {"shows_results": found.shows_results}
        return [QuestionSerializer(one, context=shows).data for one in lines_of(found)]


class GivenSerializer(serializers.Serializer[dict[str, Any]]):
    """An answer, and what it replaces."""

    value = serializers.JSONField(allow_null=True, help_text=VALUE)
    base = serializers.IntegerField(
        min_value=0,
        max_value=2**31 - 1,
        help_text="The revision that you know, 0 without one.",
    )


class SavedSerializer(serializers.Serializer[Saved]):
    """An answer that is stored; ``advice`` is what is odd about it, often nothing."""

    revision = serializers.IntegerField()
    saved_at = serializers.DateTimeField(allow_null=True)
    advice = serializers.CharField(allow_blank=True)


class StandingSerializer(serializers.Serializer[Line]):
    """The answer that stands."""

    value = serializers.JSONField(allow_null=True, help_text=VALUE)
    revision = serializers.IntegerField()
    saved_at = serializers.DateTimeField(allow_null=True)


class ConflictSerializer(ErrorSerializer):
    """Why an answer is not taken; ``answer`` is the one that stands, after a conflict."""

    answer = StandingSerializer(allow_null=True)
