"""What pages ask for."""

from typing import Any

from django import forms

from courseops.models import Course
from leaderboard.models import State
from leaderboard.selectors.competitions import competitions
from leaderboard.selectors.monitor import Filter


class MonitorForm(forms.Form):
    """Which submissions the monitor shows; what is not understood restricts nothing."""

    student = forms.CharField(
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"placeholder": "Name, login or e-mail"}),
    )
    state = forms.ChoiceField(
        choices=[("", "Any state"), *State.choices], required=False
    )

    def __init__(self, *args: Any, course: Course, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [
            (found.component.slug, found.component.display_title)
            for found in competitions(course=course)
        ]
        self.fields["competition"] = forms.ChoiceField(
            choices=[("", "Any competition"), *known], required=False
        )

    def chosen(self) -> Filter:
        """Return the restrictions that were understood."""
        self.full_clean()
        return Filter(
            competition=self.cleaned_data.get("competition", ""),
            student=self.cleaned_data.get("student", ""),
            state=self.cleaned_data.get("state", ""),
        )
