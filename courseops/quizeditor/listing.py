"""The lines of a quiz in its editor: each question in short."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import count

from courseops.quizeditor.forms.kinds import TITLES
from quizzes.answers_told import rights_told
from quizzes.questions import Pool, Question, Rules


@dataclass(frozen=True, kw_only=True)
class Line:
    """A question in short; ``answered`` counts the attempts that answered it."""

    number: int
    question: Question
    title: str
    rights: Sequence[str]
    answered: int


@dataclass(frozen=True, kw_only=True)
class Group:
    """A pool with its lines, or (without ``pool``) a question that everybody gets."""

    pool: Pool | None
    lines: Sequence[Line]


def groups_of(rules: Rules, answered: Mapping[str, int]) -> list[Group]:
    """Return the questions and pools of a quiz in order, the questions numbered."""
    numbers = count(1)

    def line(question: Question) -> Line:
        return Line(
            number=next(numbers),
            question=question,
            title=TITLES[question.type],
            rights=rights_told(question),
            answered=answered.get(question.slug, 0),
        )

    return [
        Group(pool=entry, lines=[line(one) for one in entry.questions])
        if isinstance(entry, Pool)
        else Group(pool=None, lines=[line(entry)])
        for entry in rules.entries
    ]
