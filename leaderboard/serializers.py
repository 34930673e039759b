"""How competitions, submissions and leaderboards look in the API."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from courseops.rest.errors import ErrorSerializer, ReasonSerializer
from courseops.uploads.refusals import RefusalError
from leaderboard.expectation import Expectation, expectation
from leaderboard.live import pace
from leaderboard.models import Score, State, Submission
from leaderboard.place import Place
from leaderboard.quotas import Allowance, Quota


def address(name: str, place: Place, *more: object, context: dict[str, Any]) -> str:
    """Return the absolute address of one of the competition's routes."""
    path = reverse(
        f"leaderboard-api:{name}", args=[place.course.slug, place.component.slug, *more]
    )
    return str(context["request"].build_absolute_uri(path))


class AllowanceSerializer(serializers.Serializer[Allowance]):
    """One limit; ``resets_at`` is null where time frees nothing."""

    limit = serializers.IntegerField()
    used = serializers.IntegerField()
    left = serializers.IntegerField()
    resets_at = serializers.DateTimeField(allow_null=True)


class QuotaSerializer(serializers.Serializer[Quota]):
    """What you may still hand in; null where there is no limit."""

    left = serializers.IntegerField(allow_null=True)
    daily = AllowanceSerializer(allow_null=True)
    monthly = AllowanceSerializer(allow_null=True)
    total = AllowanceSerializer(allow_null=True)
    concurrent = AllowanceSerializer(allow_null=True)
    refused = AllowanceSerializer(
        allow_null=True, help_text="Refused files within an hour, none of which costs."
    )
    members = serializers.IntegerField(help_text="How many of you share the limits.")


@dataclass(frozen=True, kw_only=True)
class Standpoint:
    """A competition as one asker finds it: their quota, and why it is closed if it is."""

    place: Place
    quota: Quota | None
    closed: RefusalError | None


class CompetitionSerializer(serializers.Serializer[Standpoint]):
    """A competition: how files are read and scored, and what you may hand in now.

    ``public_part`` is the part of the test data that scores shown here are based on,
    empty for all of it.
    """

    slug = serializers.CharField(source="place.component.slug")
    title = serializers.CharField(source="place.component.display_title")
    time_zone = serializers.CharField(source="place.course.time_zone")
    released = serializers.DateTimeField(
        source="place.component.released", allow_null=True
    )
    early = serializers.DateTimeField(
        source="place.own.component.early", allow_null=True
    )
    on_time = serializers.DateTimeField(
        source="place.own.component.on_time", allow_null=True
    )
    late = serializers.DateTimeField(source="place.own.component.late", allow_null=True)
    code = serializers.DateTimeField(source="place.component.code", allow_null=True)
    revealed_at = serializers.DateTimeField(
        source="place.competition.revealed_at",
        allow_null=True,
        help_text="Since when students see private scores.",
    )
    reveal_at = serializers.DateTimeField(
        source="place.reveal_at",
        allow_null=True,
        help_text="When students are to see them; null where no time is set.",
    )
    cutoffs = serializers.DictField(
        child=serializers.FloatField(),
        source="place.component.cutoffs",
        allow_null=True,
    )
    metric = serializers.CharField(source="place.competition.metric")
    metric_options = serializers.DictField(source="place.competition.metric_options")
    direction = serializers.SerializerMethodField()
    public_part = serializers.CharField(source="place.public_part")
    id_column = serializers.CharField(source="place.layout.id_column")
    target_columns = serializers.ListField(
        child=serializers.CharField(), source="place.layout.target_columns"
    )
    max_bytes = serializers.IntegerField(source="place.competition.max_bytes")
    is_open = serializers.SerializerMethodField()
    closed_because = serializers.CharField(
        source="closed.message", allow_null=True, default=None
    )
    quota = QuotaSerializer(allow_null=True)
    url = serializers.SerializerMethodField()
    submissions_url = serializers.SerializerMethodField()
    leaderboard_url = serializers.SerializerMethodField()

    def get_direction(self, found: Standpoint) -> str:
        return "minimize" if found.place.minimize else "maximize"

    def get_is_open(self, found: Standpoint) -> bool:
        return found.closed is None

    def get_url(self, found: Standpoint) -> str:
        return address("competition", found.place, context=self.context)

    def get_submissions_url(self, found: Standpoint) -> str:
        return address("submissions", found.place, context=self.context)

    def get_leaderboard_url(self, found: Standpoint) -> str:
        return address("leaderboard", found.place, context=self.context)


class ScoresSerializer(serializers.Serializer[Score]):
    """All three scores; without a split they are one number."""

    public = serializers.FloatField()
    private = serializers.FloatField()
    all = serializers.FloatField()


class SubmissionSerializer(serializers.Serializer[Submission]):
    """A submission and what became of it.

    ``score`` is the public one, null until scored. While the state is ``queued`` or
    ``scoring``, ask again after ``poll_after`` seconds; null: it is settled. ``reasons``
    say what is wrong with a refused file, ``error`` why we failed. A score that was
    computed elsewhere has no file (``is_imported``); ``reference`` is its name there.
    """

    id = serializers.IntegerField()
    login = serializers.CharField(source="enrollment.user.login")
    state = serializers.ChoiceField(State.choices)
    received_at = serializers.DateTimeField()
    time_zone = serializers.SerializerMethodField()
    started_at = serializers.DateTimeField(allow_null=True)
    finished_at = serializers.DateTimeField(allow_null=True)
    file_name = serializers.CharField()
    size = serializers.IntegerField()
    sha256 = serializers.CharField()
    note = serializers.CharField()
    score = serializers.SerializerMethodField()
    scores = serializers.SerializerMethodField(
        help_text="Null for students until the private scores are revealed."
    )
    is_imported = serializers.BooleanField()
    reference = serializers.CharField()
    is_final_choice = serializers.BooleanField()
    reasons = ReasonSerializer(many=True)
    error = serializers.CharField()
    poll_after = serializers.SerializerMethodField()
    url = serializers.SerializerMethodField()
    file_url = serializers.SerializerMethodField()

    def get_time_zone(self, submission: Submission) -> str:
        return self._place.course.time_zone

    def get_score(self, submission: Submission) -> float | None:
        return getattr(submission, "public_score", None)

    @extend_schema_field(ScoresSerializer(allow_null=True))
    def get_scores(self, submission: Submission) -> dict[str, float] | None:
        if not self._place.shows_private:
            return None
        score = getattr(submission, "score", None)
        return None if score is None else ScoresSerializer(score).data

    def get_poll_after(self, submission: Submission) -> int | None:
        return pace(submission, at=self._place.at)

    def get_url(self, submission: Submission) -> str:
        return address("submission", self._place, submission.pk, context=self.context)

    def get_file_url(self, submission: Submission) -> str | None:
        if submission.is_imported:
            return None
        return address("file", self._place, submission.pk, context=self.context)

    @property
    def _place(self) -> Place:
        place: Place = self.context["place"]
        return place


class ExpectationSerializer(serializers.Serializer[Expectation]):
    """How many submissions come before, and the seconds until the score, if known."""

    ahead = serializers.IntegerField()
    seconds = serializers.SerializerMethodField()

    def get_seconds(self, expected: Expectation) -> float | None:
        return None if expected.wait is None else expected.wait.total_seconds()


class FollowedSubmissionSerializer(SubmissionSerializer):
    """A submission, and while it is queued how long it will probably wait."""

    expected = serializers.SerializerMethodField()

    @extend_schema_field(ExpectationSerializer(allow_null=True))
    def get_expected(self, submission: Submission) -> dict[str, Any] | None:
        if submission.state != State.QUEUED:
            return None
        found = expectation(submission=submission, at=self._place.at)
        return dict(ExpectationSerializer(found).data)


class UploadSerializer(serializers.Serializer[Any]):
    """The form of an upload."""

    file = serializers.FileField(help_text="A .csv, .csv.gz or .zip with one CSV.")
    note = serializers.CharField(
        required=False, allow_blank=True, max_length=200, help_text="For yourself."
    )


class FilterSerializer(serializers.Serializer[dict[str, str]]):
    """Which submissions to list."""

    state = serializers.ChoiceField(State.choices, required=False)
    student = serializers.CharField(
        required=False,
        max_length=100,
        help_text="For staff: part of a login, name or e-mail address.",
    )


class RefusedFileSerializer(ErrorSerializer):
    """The file is kept as a refused submission, which costs no attempt."""

    submission = SubmissionSerializer()
