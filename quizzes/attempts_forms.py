"""What staff fill in about attempts."""

from typing import Any

from django import forms

from quizzes.attempts_list import Progress


class AttemptsFilter(forms.Form):
    """Which attempts to list; what is not understood restricts nothing."""

    student = forms.CharField(
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"placeholder": "Name, login or e-mail"}),
    )
    progress = forms.ChoiceField(
        choices=[("", "Any state"), *Progress.choices], required=False, label="State"
    )

    def chosen(self) -> dict[str, Any]:
        """Return the restrictions that were understood."""
        self.full_clean()
        return {name: self.cleaned_data.get(name, "") for name in self.fields}


class OnBehalfForm(forms.Form):
    """Why staff act for a student."""

    reason = forms.CharField(
        max_length=1000,
        label="Why",
        help_text="Stays in the record of changes.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )
