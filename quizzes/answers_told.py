"""What an answer says, and what would be right, in plain words on one line."""

from collections.abc import Callable, Mapping
from typing import Any

from quizzes.questions import Question
from quizzes.rendering import told_inline

Value = Any
NO_ANSWER = "no answer"


def answer_told(question: Question, value: Value) -> str:
    """Tell an answer in the terms of the question (:mod:`quizzes.marking`)."""
    if value is None:
        return NO_ANSWER
    return _GIVEN[question.type](question, value)


def rights_told(question: Question) -> list[str]:
    """Tell each right answer; a question of a pattern tells the pattern too."""
    return _RIGHTS[question.type](question)


def _option(question: Question, index: int) -> str:
    return told_inline(question.options[index])


def _several(question: Question, value: list[int]) -> str:
    return "; ".join(_option(question, index) for index in value)


def _flag(question: Question, value: bool) -> str:
    return str(value)


def _written(question: Question, value: str) -> str:
    return " ".join(value.split())


def _order(question: Question, value: list[int]) -> str:
    return " → ".join(_option(question, index) for index in value)


def _matches(question: Question, value: list[int | None]) -> str:
    return "; ".join(
        f"{told_inline(left)}: {'–' if index is None else _option(question, index)}"
        for (left, _), index in zip(question.pairs, value, strict=True)
    )


def _keys(question: Question) -> list[Value]:
    return [question.key["answer"], *question.key.get("also", ())]


def _key_rights(question: Question) -> list[str]:
    return [answer_told(question, value) for value in _keys(question)]


def _number_rights(question: Question) -> list[str]:
    about = _within(question.key.get("tolerance") or {})
    return [f"{_number(value)}{about}" for value in _keys(question)]


def _within(tolerance: Mapping[str, float]) -> str:
    if "digits" in tolerance:
        digits = tolerance["digits"]
        return f" to {digits} significant digit{'' if digits == 1 else 's'}"
    if tolerance.get("relative"):
        return f" ± {100 * tolerance['relative']:.12g} %"
    return f" ± {_number(tolerance['absolute'])}" if tolerance.get("absolute") else ""


def _number(value: float) -> str:
    return f"{value:.15g}"


def _text_rights(question: Question) -> list[str]:
    found = [str(one) for one in question.key.get("answers") or ()]
    pattern = question.key.get("pattern")
    return [*found, f"what matches {pattern}"] if pattern else found


def _order_rights(question: Question) -> list[str]:
    return [_order(question, list(range(len(question.options))))]


def _match_rights(question: Question) -> list[str]:
    options = list(question.options)
    return [_matches(question, [options.index(right) for _, right in question.pairs])]


_GIVEN: Mapping[str, Callable[[Question, Value], str]] = {
    "single": _option,
    "multiple": _several,
    "boolean": _flag,
    "numeric": _written,
    "text": _written,
    "ordering": _order,
    "matching": _matches,
}
_RIGHTS: Mapping[str, Callable[[Question], list[str]]] = {
    "single": _key_rights,
    "multiple": _key_rights,
    "boolean": _key_rights,
    "numeric": _number_rights,
    "text": _text_rights,
    "ordering": _order_rights,
    "matching": _match_rights,
}
