"""How grades look in the API: the words of the JSON export (course-file.md)."""

from typing import Any

from rest_framework import serializers

Shape = dict[str, Any]


class StepSerializer(serializers.Serializer[Shape]):
    """One step of a derivation: following them by hand gives the mark."""

    rule = serializers.CharField()
    text = serializers.CharField(help_text="The step in a sentence with its numbers.")
    out = serializers.FloatField(allow_null=True)

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        # `in` is a word of the language, so it cannot be written as an attribute.
        inputs = serializers.DictField(help_text="What the rule was given.")
        return {**super().get_fields(), "in": inputs}


class ComponentMarkSerializer(serializers.Serializer[Shape]):
    """A component. Null is pending, or does not apply."""

    state = serializers.ChoiceField(["graded", "pending", "missing", "dropped"])
    mark = serializers.FloatField(allow_null=True)
    raw = serializers.FloatField(allow_null=True, help_text="The score that counts.")
    window = serializers.ChoiceField(["on_time", "none"], allow_null=True)
    days_late = serializers.IntegerField(allow_null=True)
    slack_used = serializers.IntegerField(allow_null=True)
    early_met = serializers.BooleanField(allow_null=True)
    bonus = serializers.FloatField(allow_null=True)
    factors = serializers.ListField(child=serializers.FloatField())
    submission = serializers.CharField(allow_null=True)
    steps = StepSerializer(many=True)


class LevelStepsSerializer(serializers.Serializer[Shape]):
    """The derivations above the components."""

    assignments = serializers.DictField(child=StepSerializer(many=True))
    categories = serializers.DictField(child=StepSerializer(many=True))
    total = StepSerializer(many=True)
    final = StepSerializer(many=True)


class MarksField(serializers.DictField):
    """Marks by slug; null is pending or does not apply."""

    child = serializers.FloatField(allow_null=True)


class StudentSerializer(serializers.Serializer[Shape]):
    """One student's grades, each list by slug.

    ``total`` leaves out what is pending, ``final`` counts it as 0.
    """

    login = serializers.CharField()
    track = serializers.CharField(allow_null=True)
    basis = serializers.CharField()
    status = serializers.CharField()
    components = serializers.DictField(child=ComponentMarkSerializer())
    assignments = MarksField()
    categories = MarksField()
    total = serializers.FloatField(allow_null=True)
    final = serializers.FloatField(allow_null=True)
    letter = serializers.CharField(allow_null=True)
    result = serializers.CharField(allow_null=True)
    slack_left = serializers.IntegerField(allow_null=True)
    unmet = serializers.ListField(child=serializers.CharField())
    steps = LevelStepsSerializer()


class GradesSerializer(serializers.Serializer[Shape]):
    """The grades of one student as they stand at ``as_of``."""

    course = serializers.SlugField()
    as_of = serializers.DateTimeField()
    policy_version = serializers.CharField()
    student = StudentSerializer()


class WhoseSerializer(serializers.Serializer[Shape]):
    """Whose grades to return."""

    student = serializers.CharField(
        default="",
        max_length=64,
        help_text="A login, for staff; without it the asker's own grades.",
    )


class ExportQuerySerializer(serializers.Serializer[Shape]):
    """How to export the gradebook."""

    final = serializers.BooleanField(
        default=False,
        help_text="At the end of term: letters follow the final, results are given.",
    )
    as_of = serializers.CharField(
        default="",
        max_length=40,
        help_text="An instant of the past; without an offset it is course time.",
    )


class NightFileSerializer(serializers.Serializer[Shape]):
    """One file of a night, to be had at ``nights/DAY/NAME/``."""

    name = serializers.CharField()
    sha256 = serializers.CharField()
    bytes = serializers.IntegerField()
    rows = serializers.IntegerField(help_text="Students.")


class ChangeSerializer(serializers.Serializer[Shape]):
    """A student's total or letter that is another one."""

    login = serializers.CharField()
    before = serializers.JSONField(allow_null=True)
    after = serializers.JSONField(allow_null=True)


class DifferencesSerializer(serializers.Serializer[Shape]):
    """What differs from the night before; ``lost`` says why nothing is known of it."""

    day = serializers.DateField()
    lost = serializers.CharField(required=False)
    added = serializers.ListField(child=serializers.CharField(), required=False)
    removed = serializers.ListField(child=serializers.CharField(), required=False)
    marks = serializers.DictField(
        child=serializers.IntegerField(),
        required=False,
        help_text="How many marks changed, by target.",
    )
    totals = ChangeSerializer(many=True, required=False)
    letters = ChangeSerializer(many=True, required=False)
    untouched = serializers.ListField(
        child=serializers.CharField(),
        required=False,
        help_text="Whose grade changed though nothing recorded accounts for it.",
    )


class NightSerializer(serializers.Serializer[Shape]):
    """The manifest of one night."""

    course = serializers.SlugField()
    day = serializers.DateField()
    written_at = serializers.DateTimeField()
    generated_at = serializers.DateTimeField(allow_null=True)
    policy_version = serializers.CharField()
    files = NightFileSerializer(many=True)
    since = DifferencesSerializer(allow_null=True)
