"""Forms of what staff decide about one student's grades."""

from collections.abc import Mapping
from typing import Any

from django import forms

from courseops.models import Course
from grading.services import MOST, DecisionRefusedError, letters_of, read_value
from grading.targets import Target


class ReasonForm(forms.Form):
    """Why something is decided."""

    reason = forms.CharField(
        max_length=2000,
        help_text="Kept with the change.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class OverrideForm(ReasonForm):
    """A mark or letter in place of the computed one; ``value`` stays as typed."""

    field_order = ("value", "reason")

    value = forms.CharField(max_length=40)

    def __init__(
        self, data: Any, *, target: Target, course: Course, **more: Any
    ) -> None:
        super().__init__(data, **more)
        self._target, self._course = target, course
        field = self.fields["value"]
        if target.is_letter:
            letters = [(one, one) for one in letters_of(course)]
            self.fields["value"] = forms.ChoiceField(label="Letter", choices=letters)
        else:
            field.label = "Mark"
            field.help_text = f"A number from 0 to {MOST:g}."
            field.widget.attrs |= {"inputmode": "decimal", "autocomplete": "off"}

    def clean_value(self) -> str:
        """Refuse what the service would refuse."""
        text = str(self.cleaned_data["value"])
        try:
            read_value(text, target=self._target, course=self._course)
        except DecisionRefusedError as error:
            raise forms.ValidationError(f"{error}.") from None
        return text


class WaiverForm(ReasonForm):
    """A requirement to ask no longer for."""

    field_order = ("target", "reason")

    target = forms.ChoiceField(label="What is waived")

    def __init__(self, data: Any, *, waivers: Mapping[str, str]) -> None:
        super().__init__(data, auto_id="waive-%s")
        field = self.fields["target"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 declared above
        field.choices = [(name, f"{title} ({name})") for name, title in waivers.items()]
