"""Whether an answer is right (policies.md section 3, point 8).

An answer's value is in the terms of the question, and None where there is none:

==========  ==================================================================
single      the index of a choice
multiple    the indexes of the choices, rising; none chosen is no answer
boolean     true or false
numeric     the number as the student wrote it
text        the text as the student wrote it
ordering    the indexes of the items in the student's order
matching    for each pair the index among the options, or None
==========  ==================================================================
"""

import unicodedata
from collections.abc import Callable, Iterable, Mapping
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation
from typing import Any

import regex

from quizzes.questions import Question

LONGEST = 2_000
# A pattern that has to try more is no answer's fault, but it must not hold a server.
PATTERN_SECONDS = 0.1
# Tolerances are written in decimals, so they are met in decimals.
_EXACT = Context(prec=60)

Value = Any


class UnreadableError(ValueError):
    """The value is no answer to this question; the message says what is expected."""


def is_right(question: Question, value: Value) -> bool:
    """Tell whether *value*, as :func:`read` returned it, is a right answer.

    All or nothing. Where the credit is for everybody, every value is right, none too.
    """
    if question.credit == "everybody":
        return True
    return value is not None and _JUDGES[question.type](question, value)


def read(question: Question, value: Value) -> Value:
    """Return *value* in normal form, None where it says nothing.

    Raises UnreadableError for what is no answer to the question.
    """
    if value is None or value in ("", []):
        return None
    return _READERS[question.type](question, value)


def tally(
    questions: Iterable[Question], values: Mapping[str, Value]
) -> tuple[int, int]:
    """Return how many of the *questions* that count are right, and how many count.

    *values* are the answers by slug, as :func:`read` returned them.
    """
    counting = [question for question in questions if question.counts]
    right = sum(is_right(one, values.get(one.slug)) for one in counting)
    return right, len(counting)


def advice(question: Question, value: Value) -> str:
    """Return what to tell whoever gave *value*; empty where all is well.

    A number that cannot be read is kept as written, and is never right.
    """
    if question.type == "numeric" and value is not None and number(value) is None:
        return "This is not a number. Write it like 3.14, -2 or 6.02e23."
    return ""


def number(text: str) -> Decimal | None:
    """Return the finite number that *text* writes in decimals, None for anything else."""
    bare = text.strip().replace("\N{MINUS SIGN}", "-")
    if not bare.isascii() or "_" in bare:
        return None
    try:
        found = Decimal(bare)
    except InvalidOperation:
        return None
    return found if found.is_finite() and abs(found.adjusted()) < 400 else None


def compiled(pattern: str, *, case: bool) -> "regex.Pattern[str]":
    """Return the pattern of a text question; raises regex.error."""
    return regex.compile(pattern, 0 if case else regex.IGNORECASE)


def normal_text(text: str, *, case: bool) -> str:
    """Return *text* as it is compared: composed, with single spaces, in small letters.

    With *case* capitals stay.
    """
    bare = " ".join(unicodedata.normalize("NFC", text).split())
    return bare if case else bare.casefold()


# --- Right or wrong -----------------------------------------------------------------


def _among(question: Question, value: Value) -> bool:
    return value in [question.key["answer"], *question.key.get("also", ())]


def _numeric(question: Question, value: str) -> bool:
    given = number(value)
    if given is None:
        return False
    rights = [question.key["answer"], *question.key.get("also", ())]
    tolerance = question.key.get("tolerance") or {}
    return any(_close(given, Decimal(str(right)), tolerance) for right in rights)


def _close(given: Decimal, right: Decimal, tolerance: Mapping[str, float]) -> bool:
    if "digits" in tolerance:
        digits = Context(prec=int(tolerance["digits"]), rounding=ROUND_HALF_UP)
        return digits.plus(given) == digits.plus(right)
    most = Decimal(str(tolerance.get("absolute", 0)))
    if "relative" in tolerance:
        most = _EXACT.multiply(Decimal(str(tolerance["relative"])), abs(right))
    return abs(_EXACT.subtract(given, right)) <= most


def _text(question: Question, value: str) -> bool:
    case = bool(question.key.get("case"))
    given = normal_text(value, case=case)
    answers = question.key.get("answers") or ()
    if any(normal_text(one, case=case) == given for one in answers):
        return True
    pattern = question.key.get("pattern")
    if not pattern:
        return False
    bare = normal_text(value, case=True)
    try:
        found = compiled(pattern, case=case).fullmatch(bare, timeout=PATTERN_SECONDS)
    except TimeoutError:
        return False
    return found is not None


def _ordering(question: Question, value: list[int]) -> bool:
    items = question.options
    return [items[index] for index in value] == list(items)


def _matching(question: Question, value: list[int | None]) -> bool:
    options = question.options
    return all(
        chosen is not None and options[chosen] == right
        for (_, right), chosen in zip(question.pairs, value, strict=True)
    )


# --- What was given -----------------------------------------------------------------


def _index(question: Question, value: Value) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise UnreadableError("expected the number of a choice")
    if not 0 <= value < len(question.options):
        raise UnreadableError(f"there are {len(question.options)} choices")
    return value


def _indexes(question: Question, value: Value) -> list[int]:
    return sorted({_index(question, one) for one in _list(value)})


def _flag(question: Question, value: Value) -> bool:
    if not isinstance(value, bool):
        raise UnreadableError("expected true or false")
    return value


def _written(question: Question, value: Value) -> str | None:
    if not isinstance(value, str):
        raise UnreadableError("expected a text")
    if len(value) > LONGEST:
        raise UnreadableError(f"longer than {LONGEST} characters")
    # No database stores zeros, nor halves of a character.
    kept = value.replace("\x00", "").encode(errors="replace").decode()
    return kept if kept.strip() else None


def _order(question: Question, value: Value) -> list[int]:
    found = [_index(question, one) for one in _list(value)]
    if sorted(found) != list(range(len(question.options))):
        raise UnreadableError("expected every item once")
    return found


def _matches(question: Question, value: Value) -> list[int | None] | None:
    found = [None if one is None else _index(question, one) for one in _list(value)]
    if len(found) != len(question.pairs):
        raise UnreadableError(f"expected {len(question.pairs)} matches")
    return None if all(one is None for one in found) else found


def _list(value: Value) -> Iterable[Value]:
    if not isinstance(value, list):
        raise UnreadableError("expected a list")
    return value


_JUDGES: dict[str, Callable[[Question, Value], bool]] = {
    "single": _among,
    "multiple": _among,
    "boolean": _among,
    "numeric": _numeric,
    "text": _text,
    "ordering": _ordering,
    "matching": _matching,
}
_READERS: dict[str, Callable[[Question, Value], Value]] = {
    "single": _index,
    "multiple": _indexes,
    "boolean": _flag,
    "numeric": _written,
    "text": _written,
    "ordering": _order,
    "matching": _matches,
}
