"""What staff filled in about a key, as keys of the course file."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from django.core.exceptions import ValidationError

from courseops.coursefile.scalars import number as plain_number
from quizzes.marking import number
from quizzes.questions import Question

Given = Mapping[str, Any]


def has_key(question: Question) -> bool:
    """Tell whether the key itself can be another one, not only who gets the credit."""
    return question.type in _KEYS


def changed_keys(question: Question, given: Given) -> dict[str, Any]:
    """Return the keys of *question* that are others now; None takes one away.

    *given* is what the fields of :mod:`courseops.changes.quiz_key_fields` hold. Raises
    ValidationError for what is no key.
    """
    wanted: dict[str, Any] = {"credit": given["credit"]}
    if has_key(question):
        wanted |= _KEYS[question.type](question, given)
    now = {"credit": question.credit, **question.key}
    # Nothing may be stored as none or not at all.
    return {
        key: one
        for key, one in wanted.items()
        if (one or None) != (now.get(key) or None)
    }


def _single_key(question: Question, given: Given) -> dict[str, Any]:
    rights = sorted(int(place) for place in given["right"])
    was = question.key["answer"]
    answer = was if was in rights else rights[0]
    also = [place for place in rights if place != answer]
    return {"answer": answer, "also": also or None}


def _boolean_key(question: Question, given: Given) -> dict[str, Any]:
    return {"answer": given["right"] == "true"}


def _multiple_key(question: Question, given: Given) -> dict[str, Any]:
    answer = sorted(int(place) for place in given["right"])
    also = [json.loads(text) for text in given["also"]]
    return {
        "answer": answer,
        "also": [one for one in also if one != answer] or None,
    }


def _numeric_key(question: Question, given: Given) -> dict[str, Any]:
    written = [*given["also"].splitlines(), *given.get("accept", ())]
    answer = _number(given["answer"])
    also = dict.fromkeys(_number(one) for one in written if one.strip())
    kind, size = given["tolerance"], given["size"]
    if kind and size is None:
        raise ValidationError("A tolerance needs a number.")
    tolerance = {kind: plain_number(size)} if kind else None
    return {
        "answer": answer,
        "also": [one for one in also if one != answer] or None,
        "tolerance": tolerance,
    }


def _number(text: str) -> float | int:
    found = number(text)
    if found is None:
        raise ValidationError(f"“{text.strip()}” is not a number.")
    return plain_number(float(found))


def _text_key(question: Question, given: Given) -> dict[str, Any]:
    written = [*given["answers"].splitlines(), *given.get("accept", ())]
    answers = dict.fromkeys(" ".join(one.split()) for one in written if one.strip())
    return {
        "answers": list(answers) or None,
        "pattern": given["pattern"] or None,
        "case": given["case"],
    }


_KEYS: Mapping[str, Callable[[Question, Given], dict[str, Any]]] = {
    "single": _single_key,
    "boolean": _boolean_key,
    "multiple": _multiple_key,
    "numeric": _numeric_key,
    "text": _text_key,
}
