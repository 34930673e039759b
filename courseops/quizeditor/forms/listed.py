"""Forms of questions made of rows: choices, items to order, pairs to match."""

from typing import ClassVar

from courseops.coursefile.shapes import Json
from courseops.quizeditor.forms.question import ROWS, QuestionForm
from courseops.quizeditor.forms.rows import Row


class _ChoicesForm(QuestionForm):
    """Choices, of which some are right."""

    row = "choice"
    rows_title = "Choices"
    places: ClassVar = {"choices": ROWS, "answer": ROWS, "also": ROWS}
    marks_rows = True

    def shown_rows(self, question: Json) -> list[Row]:
        """Return the choices, the right ones marked."""
        answer = question.get("answer", [])
        right = answer if isinstance(answer, list) else [answer]
        return [
            Row(text=text, is_right=at in right, was=at)
            for at, text in enumerate(question.get("choices", ()))
        ]

    def typed_key(self) -> Json:
        """Return the choices, the right ones, and what was right beside them."""
        right = [at for at, row in enumerate(self.filled) if row.is_right]
        return {
            "choices": [row.text for row in self.filled],
            "answer": self.right(right),
            "also": self._also(),
        }

    def reworded(self) -> Json:
        """Return the choices in other words."""
        return {"choices": [row.text for row in self.filled]}

    def right(self, places: list[int]) -> Json:
        """Return the right places as the type has them."""
        return places

    def _also(self) -> Json:
        """Return the other right answers, whose choices may stand elsewhere now."""
        now = {row.was: at for at, row in enumerate(self.filled) if row.was is not None}
        kept: Json = []
        for one in self.question.get("also", ()):
            places = one if isinstance(one, list) else [one]
            if all(place in now for place in places):
                found = [now[place] for place in places]
                kept.append(found if isinstance(one, list) else found[0])
        return kept


class SingleForm(_ChoicesForm):
    """One of the choices is right."""

    kind = "single"

    def right(self, places: list[int]) -> Json:
        """Return the right place; without one the key is missing."""
        return places[0] if places else ""


class MultipleForm(_ChoicesForm):
    """Some of the choices are right, all or nothing."""

    kind = "multiple"


class OrderingForm(QuestionForm):
    """Items, in the right order."""

    kind = "ordering"
    row = "item"
    rows_title = "Items, in the right order"
    places: ClassVar = {"items": ROWS}

    def shown_rows(self, question: Json) -> list[Row]:
        """Return the items."""
        return [Row(text=text) for text in question.get("items", ())]

    def typed_key(self) -> Json:
        """Return the items."""
        return {"items": [row.text for row in self.filled]}

    def reworded(self) -> Json:
        """Return the items in other words."""
        return {"items": [row.text for row in self.filled]}


class MatchingForm(QuestionForm):
    """Pairs of what belongs together."""

    kind = "matching"
    row = "pair"
    rows_title = "Pairs"
    places: ClassVar = {"pairs": ROWS}

    def shown_rows(self, question: Json) -> list[Row]:
        """Return the pairs."""
        pairs = question.get("pairs", {})
        return [Row(text=left, other=right) for left, right in pairs.items()]

    def clean(self) -> Json:
        """Refuse a left side that stands twice: it is the key of its pair."""
        super().clean()
        seen: set[str] = set()
        for row in self.filled:
            if row.text in seen:
                row.errors.append(f"“{row.text}” is given twice")
                self.add_error(None, "Each left side stands once.")
            seen.add(row.text)
        return self.cleaned_data

    def typed_key(self) -> Json:
        """Return the pairs."""
        return {"pairs": {row.text: row.other for row in self.filled}}

    def reworded(self) -> Json:
        """Return the pairs with other words on the left."""
        rights = list(self.question["pairs"].values())
        lefts = [row.text for row in self.filled]
        return {"pairs": dict(zip(lefts, rights, strict=False))}
