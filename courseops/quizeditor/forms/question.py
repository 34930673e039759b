"""The form of one question: what all types have, and how errors find their fields."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.http import QueryDict

from courseops.coursefile.findings import Finding
from courseops.coursefile.shapes import Json
from courseops.quizeditor.forms.rows import Row, padded, posted

ROWS = "rows"
CREDITS = (
    ("", "As the key says"),
    ("everybody", "Right for everybody"),
    ("nobody", "Does not count"),
)


class Lines(forms.CharField):
    """A text of several lines, as files have their ends."""

    def __init__(self, *, rows: int, **more: Any) -> None:
        widget = forms.Textarea(attrs={"rows": rows})
        super().__init__(required=False, strip=False, widget=widget, **more)

    def to_python(self, value: Any) -> str:
        """Return the text; browsers end lines in two characters."""
        return str(super().to_python(value) or "").replace("\r\n", "\n")


class QuestionForm(forms.Form):
    """A question as typed. The course file's grammar judges it, not the form.

    Once students have answered (``is_fixed``) only words can be changed.
    """

    slug = forms.CharField(
        required=False,
        label="Short name",
        help_text="Names the question in files and statistics; students do not see it.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    prompt = Lines(
        rows=4,
        label="Question",
        help_text="Markdown: **bold**, `code`, blocks of code between lines of ```,"
        " formulas between $ signs, pictures of the course as ![what it shows](name.png).",
    )
    explanation = Lines(
        rows=2, label="Explanation", help_text="Shown with the right answers."
    )
    credit = forms.ChoiceField(required=False, choices=CREDITS)
    pool = forms.ChoiceField(
        required=False, help_text="Of a pool each student gets some questions."
    )

    # The type in the course file; what its rows are called, one and many.
    kind: ClassVar[str]
    row: ClassVar[str] = ""
    rows_title: ClassVar[str] = ""
    # Fields of the key: they are gone once the question is answered.
    key_fields: ClassVar[Sequence[str]] = ()
    # The field beside which errors of a key stand; without one they stand on top.
    places: ClassVar[Mapping[str, str]] = {}
    # Whether a row can be told to be right; whether all rows are what is right.
    marks_rows: ClassVar[bool] = False
    rows_are_key: ClassVar[bool] = False
    moves_rows: ClassVar[bool] = True

    def __init__(
        self,
        data: QueryDict | None,
        *,
        question: Json,
        pool: str,
        pools: Sequence[str],
        is_fixed: bool,
    ) -> None:
        shown = {name: question.get(name, "") for name in ("slug", "prompt")}
        shown |= {"explanation": question.get("explanation", ""), "pool": pool}
        credit = question.get("credit", "")
        super().__init__(
            data, initial=shown | {"credit": credit} | self.shown_key(question)
        )
        self.question, self.is_fixed = question, is_fixed
        # Whether the quiz was changed by somebody else since the form was opened.
        self.is_outdated = False
        self._typed: dict[str, Any] = {}
        self.row_errors: list[str] = []
        self.rows = self._rows(data)
        for name in ("slug", "credit", *self.key_fields) if is_fixed else ():
            del self.fields[name]
        self._offer_pools(pools)

    def _rows(self, data: QueryDict | None) -> list[Row]:
        """Return the rows as they are sent; of an answered question only the words."""
        stored, sent = self.shown_rows(self.question), posted(data or QueryDict())
        if self.is_fixed and self.rows_are_key:
            return []
        if self.is_fixed:
            for row, new in zip(stored, sent, strict=False):
                row.text = new.text
            return stored
        return padded(stored) if self.row and data is None else sent

    def _offer_pools(self, pools: Sequence[str]) -> None:
        field = self.fields["pool"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 declared above
        field.choices = [("", "None: everybody gets it"), *((p, p) for p in pools)]
        if not pools:
            del self.fields["pool"]

    # --- What a type adds -----------------------------------------------------------

    def shown_key(self, question: Json) -> dict[str, Any]:
        """Return what the fields of the key show of a stored question."""
        return {}

    def shown_rows(self, question: Json) -> list[Row]:
        """Return the rows of a stored question."""
        return []

    def typed_key(self) -> Json:
        """Return the keys that only this type has, as typed."""
        return {}

    def reworded(self) -> Json:
        """Return the keys whose words may change after students answered."""
        return {}

    def clean(self) -> dict[str, Any]:
        """Remember what is typed: a field with an error has no cleaned value any more."""
        self._typed = dict(self.cleaned_data)
        return self.cleaned_data

    def said(self, name: str) -> str:
        """Return what is typed into a field; nothing where it is none of its choices."""
        return str(self._typed.get(name, ""))

    # --- What comes of it -----------------------------------------------------------

    def entry(self) -> Json:
        """Return the question as a course file would have it; what is empty is left out.

        Call after :meth:`is_valid`.
        """
        words = {name: self.said(name) for name in ("prompt", "explanation")}
        if self.is_fixed:
            made = self.question | words | self.reworded()
        else:
            start = {"slug": self.said("slug"), "type": self.kind}
            made = start | words | self.typed_key() | {"credit": self.said("credit")}
        return {key: value for key, value in made.items() if value not in ("", [])}

    @property
    def filled(self) -> list[Row]:
        """The rows that say something; the others are left out, unless they are fixed."""
        return [row for row in self.rows if self.is_fixed or row.says_something]

    @property
    def rows_are_marked(self) -> bool:
        """Whether a row can be told to be right by this form."""
        return self.marks_rows and not self.is_fixed

    @property
    def tells_key(self) -> bool:
        """Whether the right answer has to be told, as no field or row shows it."""
        return self.is_fixed and not self.rows

    def refuse(self, errors: Sequence[Finding], *, path: str) -> None:
        """Show each error beside its field; *path* is where the question stands."""
        for error in errors:
            if error.path != path and not error.path.startswith(f"{path}."):
                # Another question may have the name that this one is given.
                is_name = error.path.endswith(".slug") and "slug" in self.fields
                place = error.path.rpartition("].")[2]
                told = error.message if is_name else f"{place}: {error.message}"
                self.add_error("slug" if is_name else None, told)
                continue
            inside = error.path.removeprefix(path).lstrip(".")
            key = re.split(r"[.\[]", inside, maxsplit=1)[0]
            name = self.places.get(key, key)
            if name == ROWS:
                self._refuse_rows(inside.removeprefix(key), error.message)
            elif name in self.fields:
                self.add_error(name, error.message)
            else:
                self.add_error(None, f"{inside or 'The question'}: {error.message}")

    def _refuse_rows(self, place: str, message: str) -> None:
        at = re.match(r"\[(\d+)\]", place)
        named = [row for row in self.filled if place and place == f".{row.text}"]
        if at:
            self.filled[int(at[1])].errors.append(message)
        elif named:
            named[0].errors.append(message)
        else:
            self.row_errors.append(message)
