"""The form of a pool: its name, how many are asked, and which questions it holds."""

from typing import Any

from django import forms

from courseops.coursefile.shapes import Json
from courseops.quizeditor import arranging
from courseops.quizeditor.typed import Typed
from quizzes.rendering import told

SHOWN = 90


class PoolForm(forms.Form):
    """A pool of a quiz, a new one where *name* is empty."""

    pool = forms.CharField(
        required=False,
        label="Short name",
        help_text="Students do not see it.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    take = forms.CharField(
        required=False,
        label="How many of them each student gets",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    members = forms.MultipleChoiceField(
        required=False,
        label="Its questions",
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, data: Any, *, quiz: Json, name: str) -> None:
        stored = {one["pool"]: one for one in arranging.pools(quiz)}
        shown = {"pool": name, "take": stored.get(name, {}).get("take", "")}
        inside = [one for pool, one in arranging.questions(quiz) if pool == name]
        members = [one["slug"] for one in inside] if name else []
        super().__init__(data, initial=shown | {"members": members})
        self._quiz, self._name = quiz, name
        field = self.fields["members"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 declared above
        field.choices = [
            (one["slug"], f"{one['slug']}: {told(one['prompt'])[:SHOWN]}")
            for pool, one in arranging.questions(quiz)
            if pool in ("", name)
        ]

    def clean_members(self) -> list[str]:
        """Refuse a pool of no questions."""
        members: list[str] = self.cleaned_data["members"]
        if not members:
            raise forms.ValidationError("Choose the questions that it is made of.")
        return members

    def entry(self) -> Json:
        """Return the quiz with the pool as typed. Call after :meth:`is_valid`."""
        given = self.cleaned_data
        pool = {"pool": given["pool"], "take": Typed(given["take"])}
        return arranging.gathered(
            self._quiz, pool, given["members"], replaces=self._name
        )
