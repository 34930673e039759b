"""What the key of a question says, in words."""

from collections.abc import Callable, Mapping

from quizzes.distribution import in_words
from quizzes.questions import Question

_CREDITS = {
    "everybody": "right for everybody",
    "nobody": "left out, it does not count",
}


def told_key(question: Question) -> str:
    """Return what is right: “Paris or Lyon”, “3.14, within 0.01”."""
    return _CREDITS.get(question.credit) or _KEYS[question.type](question)


def _choice(question: Question) -> str:
    rights = [question.key["answer"], *question.key.get("also", ())]
    return " or ".join(in_words(question, one) for one in rights)


def _choices(question: Question) -> str:
    rights = [question.key["answer"], *question.key.get("also", ())]
    return "; or ".join(in_words(question, one) for one in rights)


def _numeric(question: Question) -> str:
    rights = [question.key["answer"], *question.key.get("also", ())]
    return " or ".join(f"{one:.12g}" for one in rights) + _tolerance(
        question.key.get("tolerance") or {}
    )


def _tolerance(tolerance: Mapping[str, float]) -> str:
    if "digits" in tolerance:
        return f", to {tolerance['digits']} significant digits"
    if "relative" in tolerance:
        return f", within {100 * tolerance['relative']:.12g} %"
    return f", within {tolerance['absolute']:.12g}" if tolerance else ""


def _text(question: Question) -> str:
    told = [f"“{one}”" for one in question.key.get("answers") or ()]
    if pattern := question.key.get("pattern"):
        told.append(f"what matches {pattern}")
    case = ", with capitals as written" if question.key.get("case") else ""
    return " or ".join(told) + case


def _ordering(question: Question) -> str:
    return in_words(question, list(range(len(question.options))))


def _matching(question: Question) -> str:
    options = list(question.options)
    return in_words(question, [options.index(right) for _, right in question.pairs])


_KEYS: Mapping[str, Callable[[Question], str]] = {
    "single": _choice,
    "boolean": _choice,
    "multiple": _choices,
    "numeric": _numeric,
    "text": _text,
    "ordering": _ordering,
    "matching": _matching,
}
