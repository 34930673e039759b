"""A table of cutoffs as it is typed, and how it is to be posted."""

from collections.abc import Sequence
from typing import Any

from django import forms

from courseops.models import Component
from grading.policy import cutoffs


class CutoffForm(forms.Form):
    """A score for each letter; a letter without one is left out."""

    announce = forms.BooleanField(
        required=False, label="Announce it on the course page"
    )
    title = forms.CharField(required=False, max_length=200, label="Title")
    text = forms.CharField(
        required=False,
        max_length=2000,
        help_text="Empty: the table itself.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    reason = forms.CharField(
        required=False,
        max_length=1000,
        label="Why",
        help_text="Stays in the record of changes.",
    )

    def __init__(
        self,
        data: Any,
        *,
        component: Component,
        letters: Sequence[str],
        maximize: bool,
        initial: dict[str, Any],
    ) -> None:
        shown = {
            "title": f"Cutoffs of {component.display_title} are posted",
            "reason": "Cutoffs posted",
            **{letter: f"{score:.12g}" for letter, score in initial.items()},
        }
        super().__init__(data, initial=shown, auto_id="cutoff-%s")
        self._component, self._maximize = component, maximize
        self._letters = list(letters)
        for letter in letters:
            self.fields[letter] = forms.FloatField(
                required=False,
                label=letter,
                widget=forms.NumberInput(attrs={"step": "any"}),
            )

    def clean(self) -> dict[str, Any]:
        """Refuse a table for every reason that there is against it."""
        if not any(letter in self.errors for letter in self._letters):
            for problem in cutoffs.problems(
                self.table(),
                maximize=self._maximize,
                letter_marks=self._component.marks,
            ):
                self.add_error(None, f"{problem[:1].upper()}{problem[1:]}.")
        if self.cleaned_data.get("announce") and not self.cleaned_data.get("title"):
            self.add_error("title", "An announcement needs a title.")
        return self.cleaned_data

    def table(self) -> dict[str, float]:
        """Return the letters that have a score."""
        given = {letter: self.cleaned_data.get(letter) for letter in self._letters}
        return {letter: score for letter, score in given.items() if score is not None}

    @property
    def letters(self) -> list[forms.BoundField]:
        """The fields of the letters, the best first."""
        return [self[letter] for letter in self._letters]
