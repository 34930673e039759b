"""The form of a quiz's rules."""

from collections.abc import Sequence
from typing import Any

from django import forms

from courseops.coursefile.shapes import Json
from courseops.quizeditor.typed import Typed

KEEPS = (("best", "The best"), ("last", "The last"), ("first", "The first"))
REVEALS = (
    ("after_window", "When the window is over"),
    ("at_once", "At hand-in, to each student"),
    ("by_hand", "By an instructor"),
)
RULES = ("time_limit_min", "attempts", "shuffle", "reveal")


class RulesForm(forms.Form):
    """Time limit, attempts, shuffling, and when results are shown.

    Fields in ``locked`` cannot be changed by this user any more.
    """

    time_limit_min = forms.CharField(
        required=False,
        label="Time limit, in minutes",
        help_text="Empty: none. Attempts that have begun keep theirs.",
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )
    count = forms.CharField(
        required=False,
        label="Attempts",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    keep = forms.ChoiceField(required=False, choices=KEEPS, label="Which one counts")
    reveal = forms.ChoiceField(
        required=False, choices=REVEALS, label="Results are shown"
    )
    shuffle = forms.BooleanField(
        required=False, label="Shuffle questions and choices for each student"
    )

    def __init__(self, data: Any, *, quiz: Json, locked: Sequence[str] = ()) -> None:
        attempts = quiz.get("attempts", {})
        shown = {
            "time_limit_min": quiz.get("time_limit_min", ""),
            "count": attempts.get("count", 1),
            "keep": attempts.get("keep", "best"),
            "shuffle": quiz.get("shuffle", False),
            "reveal": quiz.get("reveal", "after_window"),
        }
        super().__init__(data, initial=shown)
        self._quiz = quiz
        for name in locked:
            self.fields[name].disabled = True
            self.fields[
                name
            ].help_text = "Students have taken the quiz: an instructor changes this."

    def entry(self) -> Json:
        """Return the quiz with the rules as typed. Call after :meth:`is_valid`."""
        given = self.cleaned_data
        kept = {key: value for key, value in self._quiz.items() if key not in RULES}
        return {
            **kept,
            "time_limit_min": Typed(given["time_limit_min"]),
            "attempts": {"count": Typed(given["count"]), "keep": given["keep"]},
            "shuffle": given["shuffle"],
            "reveal": given["reveal"],
        }
