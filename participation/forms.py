"""The forms about attendance."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from participation.codes import MINUTES, MOST_MINUTES

MOST_BYTES = 2_000_000


class CodeForm(forms.Form):
    """For how long, and from when on, a code counts."""

    minutes = forms.IntegerField(
        min_value=1,
        max_value=MOST_MINUTES,
        initial=MINUTES,
        label="Minutes",
        help_text="How long it counts.",
    )
    opens = forms.TimeField(
        required=False,
        label="From",
        help_text="On the session's day; empty: from now on.",
        widget=forms.TimeInput(attrs={"type": "time"}),
    )


class WatchedForm(forms.Form):
    """A file of who watched, and what it is about."""

    file = forms.FileField(
        label="File",
        help_text="CSV with <code>login</code> or <code>email</code>, and perhaps"
        " <code>session</code>, <code>watched_at</code> and <code>minutes</code>."
        " Nothing changes before you have seen what would.",
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,text/csv"}),
    )
    session = forms.ChoiceField(
        required=False, help_text="For lines that name no session."
    )
    least_minutes = forms.FloatField(
        min_value=0,
        initial=0,
        label="Least minutes",
        help_text="Where the file has minutes: who watched less is left.",
    )

    def __init__(self, *args: Any, sessions: Sequence[date], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["session"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 declared above
        days = [
            (day.isoformat(), f"{day:%a} {day.day} {day:%b %Y}") for day in sessions
        ]
        field.choices = [("", "Named in the file"), *days]

    def clean_session(self) -> date | None:
        """Return the day chosen, None for none."""
        text = self.cleaned_data["session"]
        return date.fromisoformat(text) if text else None

    def clean_file(self) -> Any:
        """Refuse what is too large to be shown back."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            most = MOST_BYTES // 1_000_000
            raise forms.ValidationError(
                f"The file is larger than {most} MB; importattendance takes it."
            )
        return file


class AgreedForm(forms.Form):
    """What was shown, and agreed to: the presences, and the file they come from."""

    watched = forms.CharField(strip=False)
    source = forms.CharField(max_length=200)
