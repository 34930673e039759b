"""What a page offers to fill in for a question, and what is filled in already."""

from collections.abc import Sequence
from dataclasses import dataclass
from string import ascii_uppercase
from typing import Any

from quizzes.paper import Asked
from quizzes.rendering import is_plain, told_inline

Value = Any


@dataclass(frozen=True, kw_only=True)
class Choice:
    """An option at its ``place`` on the page; ``value`` is what the form sends."""

    place: int
    value: str
    text: str
    is_chosen: bool


@dataclass(frozen=True, kw_only=True)
class Item:
    """An item to put in order; ``position`` counts from 1, None where none is given."""

    place: int
    text: str
    position: int | None
    positions: range


@dataclass(frozen=True, kw_only=True)
class Pair:
    """The left side of a pair; ``chosen`` is the place of the option, or None."""

    number: int
    text: str
    chosen: int | None


@dataclass(frozen=True, kw_only=True)
class Pairs:
    """The left sides, and the options as a menu can show them: in plain words.

    ``legend`` holds the letter and the text of each option, where plain words are not
    enough; it is empty otherwise.
    """

    rows: Sequence[Pair]
    menu: Sequence[tuple[int, str]]
    legend: Sequence[tuple[str, str]]


def choices(asked: Asked, value: Value) -> list[Choice]:
    """Return the options in the order shown; *value* is in places shown."""
    if asked.question.type == "boolean":
        return [
            Choice(place=0, value="true", text="True", is_chosen=value is True),
            Choice(place=1, value="false", text="False", is_chosen=value is False),
        ]
    chosen = value if isinstance(value, list) else [value]
    return [
        Choice(place=place, value=str(place), text=text, is_chosen=place in chosen)
        for place, text in enumerate(asked.options)
    ]


def items(asked: Asked, value: Value) -> list[Item]:
    """Return the items as they are to be shown: in the student's order, if there is one.

    *value* lists places shown, in that order.
    """
    options = asked.options
    places = range(len(options)) if value is None else value
    return [
        Item(
            place=place,
            text=options[place],
            position=None if value is None else position,
            positions=range(1, len(options) + 1),
        )
        for position, place in enumerate(places, start=1)
    ]


def pairs(asked: Asked, value: Value) -> Pairs:
    """Return the left sides in the file's order, the options in the order shown."""
    options = asked.options
    chosen = value or [None] * len(asked.question.pairs)
    rows = [
        Pair(number=number, text=left, chosen=place)
        for number, ((left, _), place) in enumerate(
            zip(asked.question.pairs, chosen, strict=True)
        )
    ]
    if all(is_plain(text) for text in options):
        words = list(map(told_inline, options))
        return Pairs(rows=rows, menu=list(enumerate(words)), legend=[])
    letters = [_letter(place) for place in range(len(options))]
    menu = [
        (place, f"{letter}: {told_inline(text)}")
        for place, (letter, text) in enumerate(zip(letters, options, strict=True))
    ]
    return Pairs(rows=rows, menu=menu, legend=list(zip(letters, options, strict=True)))


def _letter(place: int) -> str:
    """Return the letter of a place: A, B, and AA after Z."""
    before, last = divmod(place, len(ascii_uppercase))
    return (_letter(before - 1) if before else "") + ascii_uppercase[last]
