"""The form that gives students more time or more attempts."""

from collections.abc import Sequence
from typing import Any

from django import forms

from courseops.decisions.people import StudentsField
from courseops.models import Component, Course
from quizzes.accommodations import Allowance


class AccommodationForm(forms.Form):
    """What to give to whom, in one quiz or in every one.

    ``allowance`` is None where it is taken back.
    """

    KINDS = (("give", "Give, or change"), ("remove", "Take back"))

    component = forms.ChoiceField(label="Where", required=False)
    who = StudentsField()
    kind = forms.ChoiceField(
        label="What to do", choices=KINDS, initial="give", widget=forms.RadioSelect
    )
    time_factor = forms.FloatField(
        label="Time limit, times",
        initial=1.5,
        widget=forms.NumberInput(attrs={"step": "any", "min": "1"}),
        help_text="1.5 is half as long again, 2 is twice as long, 1 changes nothing.",
    )
    extra_min = forms.FloatField(
        label="Minutes more",
        initial=0,
        widget=forms.NumberInput(attrs={"step": "any", "min": "0"}),
        help_text="Added after that.",
    )
    extra_attempts = forms.IntegerField(label="Attempts more", initial=0, min_value=0)
    reason = forms.CharField(
        max_length=2000,
        help_text="Kept with the change, for the staff of the course.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    allowance: Allowance | None = None

    def __init__(
        self, data: Any, *, course: Course, quizzes: Sequence[Component], **more: Any
    ) -> None:
        super().__init__(data, **more)
        self._quizzes = {one.slug: one for one in quizzes}
        who, component = self.fields["who"], self.fields["component"]
        assert isinstance(who, StudentsField)  # noqa: S101 declared above
        assert isinstance(component, forms.ChoiceField)  # noqa: S101 declared above
        who.course = course
        named = [(one.slug, f"{one.display_title} ({one.slug})") for one in quizzes]
        component.choices = [("", "Every quiz"), *named]

    def clean_component(self) -> Component | None:
        """Return the quiz that was chosen; None is every one."""
        return self._quizzes.get(self.cleaned_data["component"])

    def clean(self) -> dict[str, Any]:
        """Make the allowance, where one is given."""
        data = super().clean() or self.cleaned_data
        if not self.errors and data["kind"] == "give":
            named = ("time_factor", "extra_min", "extra_attempts")
            self.allowance = Allowance(**{name: data[name] for name in named})
        return data
