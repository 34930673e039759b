"""What a student of the demo answers: right, or wrong in the way of a class.

Pure. Some wrong answers draw more people than others, as they do.
"""

from random import Random
from typing import Any

from quizzes.questions import Question

# Where a wrong choice is made, how much rather the first of them than another.
_TEMPTING = 3
_LEFT_EMPTY = 0.08
_SLIPS = (2.0, 0.5, 10.0, -1.0)
_WORDS = ("gradient", "momentum", "sigmoid", "backward", "n log n")


def answer(question: Question, rng: Random, *, right: bool) -> Any:
    """Return a value in the terms of :mod:`quizzes.marking`; None is left empty."""
    if right:
        return _right(question)
    if rng.random() < _LEFT_EMPTY:
        return None
    return _wrong(question, rng)


def _right(question: Question) -> Any:
    key = question.key
    if question.type == "numeric":
        return f"{key['answer']:g}" if key["answer"] < 1e5 else str(key["answer"])
    if question.type == "text":
        return key["answers"][0]
    if question.type == "ordering":
        return list(range(len(question.options)))
    if question.type == "matching":
        return [question.options.index(right) for _, right in question.pairs]
    return key["answer"]


def _wrong(question: Question, rng: Random) -> Any:
    if question.type == "boolean":
        return not question.key["answer"]
    if question.type == "numeric":
        return f"{question.key['answer'] * rng.choice(_SLIPS):g}"
    if question.type == "text":
        return rng.choice(_WORDS)
    if question.type in ("ordering", "matching"):
        return _swapped(_right(question), rng)
    places = range(len(question.options))
    if question.type == "multiple":
        return _off_by_one(question.key["answer"], rng.choice(places))
    others = [place for place in places if place != question.key["answer"]]
    return rng.choices(others, [_TEMPTING] + [1] * (len(others) - 1))[0]


def _swapped(order: list[int], rng: Random) -> list[int]:
    """Change two neighbours."""
    first = rng.randrange(len(order) - 1)
    found = list(order)
    found[first], found[first + 1] = found[first + 1], found[first]
    return found


def _off_by_one(chosen: list[int], place: int) -> list[int] | None:
    """Choose one more or one less."""
    return sorted(set(chosen) ^ {place}) or None
