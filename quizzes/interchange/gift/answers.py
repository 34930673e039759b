"""What stands between the braces of a GIFT question, as the keys of a question."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from quizzes.interchange.conversion import Json, NotExpressedError
from quizzes.interchange.gift.escapes import shown
from quizzes.interchange.gift.texts import Texts
from quizzes.interchange.numbers import Span, numeric
from quizzes.interchange.telling import ALL_OR_NOTHING, Telling, check_choices
from quizzes.marking import number

FULL = Decimal(100)
_WEIGHT = re.compile(r"%(-?\d{1,3}(?:\.\d*)?)%")
_FLAGS = {"T": True, "TRUE": True, "F": False, "FALSE": False}
_PARTIAL = "answers for a part of the points are left out"


@dataclass(frozen=True, kw_only=True)
class _Answer:
    """One answer: ``sign`` is what it begins with, ``weight`` a percentage."""

    sign: str
    weight: Decimal
    text: str


def keys(body: str, texts: Texts, telling: Telling) -> Json:
    """Return type and key of a question from *body*, its escaped characters hidden.

    Raises NotExpressedError with the reason for what has no counterpart.
    """
    body = body.strip()
    if not body:
        raise NotExpressedError("left out: an essay, which people read and grade")
    if body.startswith("#"):
        return _numeric(body[1:], telling)
    if "~" in body:
        return _choice(body, texts, telling)
    if "=" in body and "->" in body:
        return _matching(body, texts, telling)
    word = body.partition("#")[0].strip().upper()
    if word in _FLAGS:
        if "#" in body:
            telling.note("feedback on single answers is left out")
        return {"type": "boolean", "answer": _FLAGS[word]}
    return _text(body, texts, telling)


def _choice(body: str, texts: Texts, telling: Telling) -> Json:
    answers = _answers(body, "~=", telling)
    choices = [texts.line(one.text) for one in answers]
    check_choices(choices)
    full = [place for place, one in enumerate(answers) if one.weight >= FULL]
    some = [place for place, one in enumerate(answers) if one.weight > 0]
    is_single = any(one.sign == "=" for one in answers)
    if not (full if is_single else some):
        raise NotExpressedError("left out: none of its choices is right")
    if is_single:
        if some != full:
            telling.note("a part of the points for other choices is left out")
        document: Json = {"type": "single", "choices": choices, "answer": full[0]}
        return document | ({"also": full[1:]} if full[1:] else {})
    telling.note(ALL_OR_NOTHING)
    return {"type": "multiple", "choices": choices, "answer": some}


def _matching(body: str, texts: Texts, telling: Telling) -> Json:
    pairs: dict[str, str] = {}
    for one in _answers(body, "=", telling):
        left, arrow, right = one.text.partition("->")
        if not arrow:
            raise NotExpressedError("left out: a part of it has no match")
        left, right = texts.line(left), texts.line(right)
        if not left:
            telling.note(f"matches that belong to nothing are left out: “{right}”")
        elif left in pairs:
            raise NotExpressedError("left out: two of its parts are the same")
        else:
            pairs[left] = right
    if len(pairs) < 2 or not all(pairs.values()):
        raise NotExpressedError("left out: it has fewer than two pairs")
    telling.note(ALL_OR_NOTHING)
    return {"type": "matching", "pairs": pairs}


def _text(body: str, texts: Texts, telling: Telling) -> Json:
    body = body if body.startswith("=") else f"={body}"
    answers = _answers(body, "=", telling)
    if any(one.weight < FULL for one in answers):
        telling.note(_PARTIAL)
    words = [texts.words(one.text) for one in answers if one.weight >= FULL]
    words = [word for word in dict.fromkeys(words) if word]
    exact = [_unstarred(word) for word in words if not _has_star(word)]
    patterns = [_pattern(word) for word in words if _has_star(word)]
    if not words:
        raise NotExpressedError("left out: it has no right answer")
    document: Json = {"type": "text"}
    if exact:
        document["answers"] = exact
    return document | ({"pattern": "|".join(patterns)} if patterns else {})


def _numeric(body: str, telling: Telling) -> Json:
    body = body.partition("~")[0].strip()
    body = body if body.startswith("=") else f"={body}"
    answers = _answers(body, "=", telling)
    if any(one.weight < FULL for one in answers):
        telling.note(_PARTIAL)
    spans = [_span(shown(one.text)) for one in answers if one.weight >= FULL]
    return numeric(spans, telling)


def _span(text: str) -> Span:
    """Return the numbers of ``3.14:0.01``, ``1..5`` or ``4``."""
    low, dots, high = text.partition("..")
    if not dots:
        low, _, high = text.partition(":")
    first, second = number(low), number(high or "0")
    if first is None or second is None or (not dots and second < 0):
        raise NotExpressedError(f"left out: “{text.strip()}” is no number or range")
    if dots:
        return Span(low=min(first, second), high=max(first, second))
    return Span(low=first - second, high=first + second, shown=first)


def _answers(body: str, signs: str, telling: Telling) -> Sequence[_Answer]:
    """Take the answers apart; feedback on them is left out, with a note."""
    found = []
    for part in re.split(f"(?=[{signs}])", body):
        text, hash_, feedback = part.strip().partition("#")
        if not text:
            continue
        if hash_ and feedback.strip():
            telling.note("feedback on single answers is left out")
        sign = text[0] if text[0] in signs else "="
        text = text.removeprefix(sign).strip()
        weighted = _WEIGHT.match(text)
        weight = FULL if sign == "=" else Decimal()
        if weighted:
            weight, text = Decimal(weighted[1]), text[weighted.end() :].strip()
        found.append(_Answer(sign=sign, weight=weight, text=text))
    return found


def _has_star(text: str) -> bool:
    return bool(re.search(r"(?<!\\)\*", text))


def _unstarred(text: str) -> str:
    return text.replace(r"\*", "*")


def _pattern(text: str) -> str:
    """Return a pattern for a text in which a star stands for anything."""
    parts = re.split(r"(?<!\\)\*", text)
    return ".*".join(re.escape(_unstarred(part)) for part in parts)
