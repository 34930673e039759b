"""What a student's form says, as an answer in places shown."""

from collections.abc import Callable, Mapping
from typing import Any

from django.http import QueryDict

from quizzes.marking import LONGEST, UnreadableError
from quizzes.paper import Asked

Value = Any
_FLAGS = {"true": True, "false": False}
# A number of more digits is no place on any page.
_DIGITS = 4


def posted(asked: Asked, data: QueryDict) -> Value:
    """Return the answer that the fields of ``_question.html`` give; None for none.

    Raises UnreadableError where they give none that the question could have.
    """
    name = f"answer-{asked.question.slug}"
    return _FORMS[asked.question.type](asked, name, data)


def _single(asked: Asked, name: str, data: QueryDict) -> int | None:
    return _place(data.get(name, ""), len(asked.order))


def _multiple(asked: Asked, name: str, data: QueryDict) -> list[int] | None:
    found = {_place(text, len(asked.order)) for text in data.getlist(name)}
    return sorted(place for place in found if place is not None) or None


def _boolean(asked: Asked, name: str, data: QueryDict) -> bool | None:
    text = data.get(name, "")
    if text and text not in _FLAGS:
        raise UnreadableError("choose True or False")
    return _FLAGS.get(text)


def _written(asked: Asked, name: str, data: QueryDict) -> str | None:
    text = data.get(name, "").replace("\x00", "")
    if len(text) > LONGEST:
        raise UnreadableError(f"write at most {LONGEST} characters")
    return text if text.strip() else None


def _ordering(asked: Asked, name: str, data: QueryDict) -> list[int] | None:
    """Read the position of each item, which counts from 1."""
    size = len(asked.order)
    given = [data.get(f"{name}-{place}", "").strip() for place in range(size)]
    if not any(given):
        return None
    positions = [_place(text, size + 1) for text in given]
    if sorted(one or 0 for one in positions) != list(range(1, size + 1)):
        raise UnreadableError(f"give each item a position of its own, from 1 to {size}")
    return sorted(range(size), key=lambda place: positions[place] or 0)


def _matching(asked: Asked, name: str, data: QueryDict) -> list[int | None] | None:
    found = [
        _place(data.get(f"{name}-{number}", ""), len(asked.order))
        for number in range(len(asked.question.pairs))
    ]
    return None if all(one is None for one in found) else found


def _place(text: str, size: int) -> int | None:
    """Return the place below *size* that a field holds, None where it is empty."""
    bare = text.strip()
    if not bare:
        return None
    digits = bare.isascii() and bare.isdigit() and len(bare) <= _DIGITS
    if not digits or int(bare) >= size:
        raise UnreadableError("choose one of what is offered")
    return int(bare)


_FORMS: Mapping[str, Callable[[Asked, str, QueryDict], Value]] = {
    "single": _single,
    "multiple": _multiple,
    "boolean": _boolean,
    "numeric": _written,
    "text": _written,
    "ordering": _ordering,
    "matching": _matching,
}
