"""What one attempt asks, in which order: drawn by a seed, the same each time.

A student's page knows options only by their place on it. Their order in the course file
would tell the right order of an ordering question.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from quizzes.marking import UnreadableError
from quizzes.questions import Pool, Question, Rules

Value = Any
# Their order is (part of) the answer.
_ALWAYS_SHUFFLED = ("ordering", "matching")
_NEVER_SHUFFLED = ("boolean",)


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A question of an attempt: ``order`` has the option's index for each place shown."""

    question: Question
    order: tuple[int, ...]

    @property
    def options(self) -> Sequence[str]:
        """The options in the order shown."""
        found = self.question.options
        return [found[index] for index in self.order]

    def stored(self, shown: Value) -> Value:
        """Return an answer given in places shown in the terms of the question.

        Raises UnreadableError for a place that there is not.
        """

        def index(place: Value) -> int:
            if isinstance(place, bool) or not isinstance(place, int):
                raise UnreadableError("expected the number of a choice")
            if not 0 <= place < len(self.order):
                raise UnreadableError(f"there are {len(self.order)} choices")
            return self.order[place]

        return self._mapped(shown, index)

    def shown(self, stored: Value) -> Value:
        """Return an answer in the terms of the question in places shown."""
        places = {index: place for place, index in enumerate(self.order)}
        value = self._mapped(stored, places.__getitem__)
        return sorted(value) if self.question.type == "multiple" and value else value

    def _mapped(self, value: Value, one: Callable[[Value], int]) -> Value:
        if value is None or self.question.type in ("numeric", "text", "boolean"):
            return value
        if self.question.type == "single":
            return one(value)
        if not isinstance(value, list):
            raise UnreadableError("expected a list")
        return [None if each is None else one(each) for each in value]


def draw(rules: Rules, *, seed: str) -> list[dict[str, Any]]:
    """Return a new paper, as JSON: slugs of questions, each with the order of options.

    The same seed draws the same. With ``shuffle`` the questions and their options change
    places; a pool's questions are drawn in either case.
    """
    dice = Random(int.from_bytes(hashlib.sha256(seed.encode()).digest()))  # noqa: S311 no secret
    asked: list[Question] = []
    for entry in rules.entries:
        if isinstance(entry, Pool):
            take = min(entry.take, len(entry.questions))
            asked += dice.sample(entry.questions, take)
        else:
            asked.append(entry)
    if rules.shuffle:
        dice.shuffle(asked)
    return [_drawn(question, dice, shuffle=rules.shuffle) for question in asked]


def _drawn(question: Question, dice: Random, *, shuffle: bool) -> dict[str, Any]:
    order = list(range(len(question.options)))
    if question.type in _ALWAYS_SHUFFLED or (
        shuffle and question.type not in _NEVER_SHUFFLED
    ):
        dice.shuffle(order)
    return {"slug": question.slug, "order": order}


def laid_out(
    paper: Sequence[Mapping[str, Any]], questions: Mapping[str, Question]
) -> list[Asked]:
    """Return what a paper asks, out of the questions as they are now.

    Questions that are gone are left out; options that came later stand last.
    """
    return [
        Asked(question=question, order=_order(one["order"], len(question.options)))
        for one in paper
        if (question := questions.get(one["slug"])) is not None
    ]


def _order(drawn: Sequence[int], size: int) -> tuple[int, ...]:
    kept = [index for index in drawn if index < size]
    return (*kept, *(index for index in range(size) if index not in drawn))
