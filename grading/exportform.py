"""What somebody who downloads the gradebook chooses."""

from datetime import datetime
from typing import Any

from django import forms

from courseops.instants import parse_instant
from courseops.models import Course


class ExportForm(forms.Form):
    """``final`` ends the term, ``as_of`` judges at an instant of the past."""

    as_of = forms.CharField(
        required=False,
        max_length=40,
        label="As it stood at",
        help_text=(
            "Empty: now. Deadlines are judged at this moment, and what arrived later is"
            " left out; extensions and other decisions always count."
        ),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local", "step": "1"}),
    )
    final = forms.BooleanField(
        required=False,
        label="End of term: letters follow the final, results are given",
    )

    def __init__(self, data: Any, *, course: Course, now: datetime) -> None:
        super().__init__(data, auto_id="export-%s")
        self._course, self._now = course, now

    def clean_as_of(self) -> datetime | None:
        """Return the instant, course time where it has no offset; None without one."""
        text = self.cleaned_data["as_of"]
        if not text:
            return None
        try:
            instant = parse_instant(text, zone=self._course.zone)
        except ValueError as error:
            raise forms.ValidationError(str(error)) from None
        if instant > self._now:
            raise forms.ValidationError("This is later than now.")
        return instant
