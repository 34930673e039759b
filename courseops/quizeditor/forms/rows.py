"""Rows of a question's form: its choices, items, pairs or accepted answers."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.http import QueryDict

SPARE = 2
LEAST = 4


@dataclass(kw_only=True)
class Row:
    """One row as typed. ``other`` is the right side of a pair.

    ``was`` is the place that the row had in the stored question, None for a new one.
    """

    text: str = ""
    other: str = ""
    is_right: bool = False
    was: int | None = None
    errors: list[str] = field(default_factory=list)

    @property
    def says_something(self) -> bool:
        """Whether the row is part of the question."""
        return bool(self.text.strip() or self.other.strip() or self.is_right)


def posted(data: QueryDict) -> list[Row]:
    """Return the rows that a form sends."""
    texts, others = data.getlist("text"), data.getlist("other")
    places, right = data.getlist("was"), set(data.getlist("right"))
    return [
        Row(
            text=_lines(text),
            other=_lines(others[at]) if at < len(others) else "",
            is_right=str(at) in right,
            was=_place(places[at]) if at < len(places) else None,
        )
        for at, text in enumerate(texts)
    ]


def padded(rows: Sequence[Row]) -> list[Row]:
    """Return the rows with empty ones behind them, to be filled."""
    missing = max(LEAST - len(rows), SPARE)
    return [*rows, *(Row() for _ in range(missing))]


def changed(rows: Sequence[Row], wanted: str) -> list[Row]:
    """Return the rows after what a button does: ``more``, ``drop-2``, ``up-2``, ``down-2``.

    Rows are counted from 0; a button that is none of these changes nothing.
    """
    made = list(rows)
    verb, _, number = wanted.partition("-")
    if verb == "more":
        return [*made, Row(), Row()]
    at = _place(number)
    if at is None or at >= len(made):
        return made
    to = {"up": at - 1, "down": at + 1}.get(verb, -1)
    if verb == "drop":
        del made[at]
    elif 0 <= to < len(made):
        made[at], made[to] = made[to], made[at]
    return made


def _lines(text: str) -> str:
    """Return a text with line ends as files have them; browsers send others."""
    return text.replace("\r\n", "\n")


def _place(text: str) -> int | None:
    is_place = text.isascii() and text.isdigit() and len(text) < 6
    return int(text) if is_place else None
