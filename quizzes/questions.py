"""A quiz as its definition tells: its rules, its questions and its pools."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Json = Any


@dataclass(frozen=True, kw_only=True)
class Question:
    """One question, as the course file has it.

    ``key`` holds what its type asks for (``choices``, ``answer``, ``also``,
    ``tolerance``, ``answers``, ``case``, ``pattern``, ``items``). ``pairs`` are those of
    a matching question, in the file's order. ``credit`` is ``key`` (as the key says),
    ``everybody`` (right for all) or ``nobody`` (the question does not count).
    """

    slug: str
    type: str
    prompt: str
    credit: str = "key"
    explanation: str = ""
    key: Mapping[str, Json] = field(default_factory=dict)
    pairs: tuple[tuple[str, str], ...] = ()

    @property
    def options(self) -> Sequence[str]:
        """What the student chooses among or puts in order; empty where they write.

        The choices, ``True`` and ``False``, the items, or the distinct right sides of a
        matching question.
        """
        if self.type == "matching":
            return list(dict.fromkeys(right for _, right in self.pairs))
        if self.type == "boolean":
            return ["True", "False"]
        found: Sequence[str] = self.key.get("choices") or self.key.get("items") or ()
        return found

    @property
    def counts(self) -> bool:
        """Whether it is part of the score."""
        return self.credit != "nobody"


@dataclass(frozen=True, kw_only=True)
class Pool:
    """Questions of which each student gets ``take``."""

    name: str
    take: int
    questions: tuple[Question, ...]


@dataclass(frozen=True, kw_only=True)
class Rules:
    """What a quiz asks and allows.

    ``time_limit_min`` is None without a limit; ``keep`` is best, last or first;
    ``reveal`` is at_once, after_window or by_hand.
    """

    entries: tuple[Question | Pool, ...]
    time_limit_min: float | None
    attempts: int
    keep: str
    shuffle: bool
    reveal: str

    @property
    def questions(self) -> Iterator[Question]:
        """Every question, those in pools too, in the file's order."""
        for entry in self.entries:
            if isinstance(entry, Pool):
                yield from entry.questions
            else:
                yield entry

    @property
    def asked(self) -> int:
        """How many questions an attempt has."""
        return sum(
            min(entry.take, len(entry.questions)) if isinstance(entry, Pool) else 1
            for entry in self.entries
        )

    def by_slug(self) -> dict[str, Question]:
        """Return every question by its slug."""
        return {question.slug: question for question in self.questions}


def rules_of(definition: Mapping[str, Json]) -> Rules:
    """Return the rules in a stored definition (:class:`quizzes.models.Quiz`)."""
    attempts = definition.get("attempts") or {}
    return Rules(
        entries=tuple(_entry(one) for one in definition.get("questions") or ()),
        time_limit_min=definition.get("time_limit_min"),
        attempts=attempts.get("count", 1),
        keep=attempts.get("keep", "best"),
        shuffle=definition.get("shuffle", False),
        reveal=definition.get("reveal", "after_window"),
    )


def _entry(stored: Mapping[str, Json]) -> Question | Pool:
    if "pool" not in stored:
        return question_of(stored)
    return Pool(
        name=stored["pool"],
        take=stored["take"],
        questions=tuple(question_of(one) for one in stored["questions"]),
    )


def question_of(stored: Mapping[str, Json]) -> Question:
    """Return one question of a stored definition."""
    own = ("slug", "type", "prompt", "credit", "explanation", "pairs")
    return Question(
        slug=stored["slug"],
        type=stored["type"],
        prompt=stored["prompt"],
        credit=stored.get("credit", "key"),
        explanation=stored.get("explanation") or "",
        key={name: value for name, value in stored.items() if name not in own},
        pairs=tuple((left, right) for left, right in stored.get("pairs") or ()),
    )
