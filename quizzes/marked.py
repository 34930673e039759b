"""An answer beside the right one, line by line, as its page shows it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from quizzes.paper import Asked

Value = Any


@dataclass(frozen=True, kw_only=True)
class MarkedChoice:
    """A choice; ``is_right`` tells whether it is (part of) the answer of the key."""

    text: str
    is_chosen: bool
    is_right: bool


@dataclass(frozen=True, kw_only=True)
class MarkedPair:
    """One left side, what the student matched it with, and what is right."""

    left: str
    chosen: str | None
    right: str


def marked_choices(asked: Asked, value: Value) -> Sequence[MarkedChoice]:
    """Return the options in the order shown; *value* is in places shown.

    Of a question with several choices only the first right set is marked.
    """
    question = asked.question
    if question.type == "boolean":
        chosen, right = [value], [question.key["answer"]]
        values: Sequence[Value] = (True, False)
        texts: Sequence[str] = question.options
    else:
        chosen = value if isinstance(value, list) else [value]
        right = _right_choices(asked)
        values, texts = range(len(asked.order)), asked.options
    return [
        MarkedChoice(text=text, is_chosen=one in chosen, is_right=one in right)
        for one, text in zip(values, texts, strict=True)
    ]


def _right_choices(asked: Asked) -> list[int]:
    answer = asked.question.key["answer"]
    if asked.question.type == "single":
        indexes = [answer, *asked.question.key.get("also", ())]
    else:
        indexes = answer
    return [asked.order.index(index) for index in indexes]


def marked_order(asked: Asked, value: Value) -> Sequence[str]:
    """Return the items in the student's order; none without an answer."""
    return [asked.options[place] for place in value or ()]


def marked_pairs(asked: Asked, value: Value) -> Sequence[MarkedPair]:
    """Return the pairs in the file's order."""
    pairs = asked.question.pairs
    options = asked.options
    return [
        MarkedPair(
            left=left,
            chosen=None if place is None else options[place],
            right=right,
        )
        for (left, right), place in zip(
            pairs, value or [None] * len(pairs), strict=True
        )
    ]
