"""An attempt line by line, as its pages show it: each question with the answer to it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from quizzes import marking
from quizzes.models import Answer
from quizzes.own import answers_of
from quizzes.paper import Asked
from quizzes.place import AttemptPlace

Value = Any


@dataclass(frozen=True, kw_only=True)
class Line:
    """A question of an attempt; ``number`` counts from 1, ``answer`` is what is stored."""

    asked: Asked
    number: int
    answer: Answer | None

    @property
    def slug(self) -> str:
        return self.asked.question.slug

    @property
    def value(self) -> Value:
        """The answer in places shown, None without one."""
        return self.asked.shown(self.answer.value) if self.answer else None

    @property
    def is_answered(self) -> bool:
        return self.answer is not None and self.answer.value is not None

    @property
    def is_right(self) -> bool:
        """Whether it is right, which a question without an answer can be, too."""
        if self.answer is None:
            return marking.is_right(self.asked.question, None)
        return self.answer.is_right

    @property
    def revision(self) -> int:
        return self.answer.revision if self.answer else 0

    @property
    def advice(self) -> str:
        """What to tell whoever gave the answer; empty where all is well."""
        value = self.answer.value if self.answer else None
        return marking.advice(self.asked.question, value)

    @property
    def saved_at(self) -> datetime | None:
        return self.answer.saved_at if self.answer else None


def lines_of(found: AttemptPlace) -> list[Line]:
    """Return the questions of an attempt in its order. One query."""
    answers = answers_of(found.attempt)
    return [
        Line(asked=asked, number=number, answer=answers.get(asked.question.slug))
        for number, asked in enumerate(found.asked, start=1)
    ]
