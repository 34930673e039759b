"""How a quiz differs from another version of it, question by question."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from quizzes.interchange.conversion import Json
from quizzes.interchange.documents import questions_of

# What decides whether an answer is right; words may change without that.
_KEY = ("type", "answer", "also", "tolerance", "answers", "case", "pattern", "credit")


class What(StrEnum):
    """What becomes of a question."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    GONE = "gone"


@dataclass(frozen=True, kw_only=True)
class Compared:
    """A question in both versions: how it reads, and the keys that differ."""

    slug: str
    type: str
    prompt: str
    what: What
    keys: Sequence[str] = ()


def compared(before: Json | None, after: Json) -> list[Compared]:
    """Return the questions of *after* in their order, then those that are gone."""
    old = {one["slug"]: one for one in questions_of(before or {})}
    new = {one["slug"]: one for one in questions_of(after)}
    found = [_compared(old.get(slug), question) for slug, question in new.items()]
    gone = [question for slug, question in old.items() if slug not in new]
    return found + [_row(question, What.GONE) for question in gone]


def other_marks(
    before: Json | None, after: Json, *, answered: Collection[str]
) -> list[str]:
    """Return which of the *answered* questions would be marked otherwise, or not at all.

    New words for what there is to choose leave the marks as they are.
    """
    new = {one["slug"]: one for one in questions_of(after)}
    return [
        question["slug"]
        for question in questions_of(before or {})
        if question["slug"] in answered
        and _key(question) != _key(new.get(question["slug"], {}))
    ]


def _compared(old: Json | None, new: Json) -> Compared:
    if old is None:
        return _row(new, What.NEW)
    keys = [key for key in {**old, **new} if old.get(key) != new.get(key)]
    return _row(new, What.CHANGED if keys else What.UNCHANGED, keys)


def _row(question: Json, what: What, keys: Sequence[str] = ()) -> Compared:
    return Compared(
        slug=question["slug"],
        type=question["type"],
        prompt=question["prompt"],
        what=what,
        keys=keys,
    )


def _key(question: Json) -> Json:
    """Return what is right, pairs as places among the right sides."""
    key = {name: question[name] for name in _KEY if name in question}
    rights = list(question.get("pairs", {}).values())
    places = list(dict.fromkeys(rights))
    return key | {"pairs": [places.index(right) for right in rights]}
