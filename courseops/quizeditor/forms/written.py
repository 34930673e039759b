"""Forms of questions that are answered by a number, a text, or true and false."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django import forms

from courseops.coursefile.shapes import Json
from courseops.quizeditor.forms.question import ROWS, QuestionForm
from courseops.quizeditor.forms.rows import Row
from courseops.quizeditor.typed import Typed

TOLERANCES = (
    ("", "Exactly this number"),
    ("absolute", "Within a distance"),
    ("relative", "Within a share of it (0.05 is 5 %)"),
    ("digits", "Rounded to so many significant digits"),
)


def _sample(label: str) -> forms.CharField:
    return forms.CharField(
        required=False,
        strip=False,
        label=label,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


class NumericForm(QuestionForm):
    """A number, within a tolerance."""

    kind = "numeric"
    key_fields: ClassVar[Sequence[str]] = ("answer", "within", "tolerance")

    answer = forms.CharField(
        required=False,
        label="Right answer",
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )
    within = forms.ChoiceField(
        required=False, choices=TOLERANCES, label="What is close enough"
    )
    tolerance = forms.CharField(
        required=False,
        label="How close",
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )
    sample = _sample("Try an answer")

    def shown_key(self, question: Json) -> dict[str, Any]:
        """Return the number and its tolerance."""
        tolerance: Mapping[str, Any] = question.get("tolerance", {})
        kind, size = next(iter(tolerance.items()), ("", ""))
        answer = question.get("answer", "")
        return {"answer": answer, "within": kind, "tolerance": size}

    def clean(self) -> dict[str, Any]:
        """Refuse a tolerance without its size, which a file has only together."""
        super().clean()
        if self.said("within") and not self.said("tolerance"):
            self.add_error("tolerance", "is required, got nothing")
        return self.cleaned_data

    def typed_key(self) -> Json:
        """Return the number, its tolerance, and what was right beside it."""
        answer, also = Typed(self.said("answer")), self.question.get("also", [])
        key: Json = {"answer": answer, "also": also}
        if within := self.said("within"):
            key["tolerance"] = {within: Typed(self.said("tolerance"))}
        return key


class TextForm(QuestionForm):
    """A text that is one of some, or matches a pattern."""

    kind = "text"
    row = "answer"
    rows_title = "Right answers"
    places: ClassVar = {"answers": ROWS}
    key_fields: ClassVar[Sequence[str]] = ("case", "pattern")
    rows_are_key = True
    moves_rows = False

    case = forms.BooleanField(required=False, label="Capital and small letters differ")
    pattern = forms.CharField(
        required=False,
        strip=False,
        label="Pattern",
        help_text="A regular expression; an answer that matches it as a whole is right.",
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "spellcheck": "false", "class": "mono"}
        ),
    )
    sample = _sample("Try an answer")

    def shown_key(self, question: Json) -> dict[str, Any]:
        """Return the pattern and whether case matters."""
        return {
            "case": question.get("case", False),
            "pattern": question.get("pattern", ""),
        }

    def shown_rows(self, question: Json) -> list[Row]:
        """Return the texts that are right."""
        return [Row(text=text) for text in question.get("answers", ())]

    def typed_key(self) -> Json:
        """Return the texts, the pattern, and whether case matters."""
        return {
            "answers": [row.text for row in self.filled],
            "case": Typed("true" if self.said("case") == "True" else ""),
            "pattern": self.said("pattern"),
        }


class BooleanForm(QuestionForm):
    """True or false."""

    kind = "boolean"
    key_fields: ClassVar[Sequence[str]] = ("answer",)

    answer = forms.ChoiceField(
        required=False,
        label="Right answer",
        choices=[("true", "True"), ("false", "False")],
        widget=forms.RadioSelect,
    )

    def shown_key(self, question: Json) -> dict[str, Any]:
        """Return which is right."""
        answer = question.get("answer")
        return {"answer": "" if answer is None else str(answer).lower()}

    def typed_key(self) -> Json:
        """Return which is right."""
        return {"answer": Typed(self.said("answer"))}
