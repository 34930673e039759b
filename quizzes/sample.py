"""What the statistics of a quiz rest on: the attempts that count, and their answers."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from courseops.models import Basis, Enrollment, Status
from quizzes.marking import UnreadableError, Value, read
from quizzes.models import Answer, Attempt, Quiz
from quizzes.paper import laid_out
from quizzes.questions import Question, Rules, rules_of
from quizzes.seat import Seat
from quizzes.statistics import Bools, Floats, Sheet

_GRADED = (Basis.LETTER, Basis.PASS_FAIL)


@dataclass(frozen=True, kw_only=True)
class Sample:
    """The answers of some attempts: columns of ``sheet`` are ``questions``.

    ``values`` has for each question an answer of each attempt that was asked it, None
    where it was left empty. ``minutes`` is how long each attempt took.
    """

    questions: Sequence[Question]
    sheet: Sheet
    values: Mapping[str, Sequence[Value]]
    minutes: Floats

    def __len__(self) -> int:
        return len(self.minutes)


def sample(*, quiz: Quiz, seats: Iterable[Seat]) -> Sample:
    """Return the attempts at *quiz* that statistics rest on. One query.

    Of each active student who is graded by letter or pass/fail the attempt that counts,
    where it was made here.
    """
    rules = rules_of(quiz.definition)
    found = [(one, one.counting) for one in seats if _takes_part(one.enrollment)]
    taken = [(seat, one) for seat, one in found if one is not None and one.paper]
    attempts = [one for _, one in taken]
    questions = list(rules.questions)
    columns = {question.slug: place for place, question in enumerate(questions)}
    rows = {one.pk: place for place, one in enumerate(attempts)}
    asked = _asked(attempts, rules, columns)
    answered, right = np.zeros_like(asked), np.zeros_like(asked)
    given: dict[tuple[int, int], Value] = {}
    answers = Answer.objects.filter(attempt__component_id=quiz.pk)
    for key, slug, value, is_right in answers.values_list(
        "attempt_id", "question", "value", "is_right"
    ).iterator(chunk_size=10_000):
        if key not in rows or slug not in columns:
            continue
        place = rows[key], columns[slug]
        found = _still(questions[place[1]], value)
        if found is not None:
            given[place], answered[place], right[place] = found, True, is_right
    everybody = np.array([one.credit == "everybody" for one in questions], dtype=bool)
    return Sample(
        questions=questions,
        sheet=Sheet(
            asked=asked,
            answered=answered & asked,
            right=(right | everybody) & asked,
            counts=np.array([one.counts for one in questions], dtype=bool),
        ),
        values={
            slug: [
                given.get((row, column))
                for row in np.flatnonzero(asked[:, column]).tolist()
            ]
            for slug, column in columns.items()
        },
        minutes=np.array([_minutes(*one) for one in taken], dtype=np.float64),
    )


def _takes_part(enrollment: Enrollment | None) -> bool:
    return (
        enrollment is not None
        and enrollment.is_student
        and enrollment.status == Status.ACTIVE
        and enrollment.basis in _GRADED
    )


def _still(question: Question, value: Value) -> Value:
    """Return the answer, None where the question takes no such answer any more."""
    try:
        return read(question, value)
    except UnreadableError:
        return None


def _asked(
    attempts: Sequence[Attempt], rules: Rules, columns: Mapping[str, int]
) -> Bools:
    asked = np.zeros((len(attempts), len(columns)), dtype=np.bool_)
    known = rules.by_slug()
    for row, one in enumerate(attempts):
        for drawn in laid_out(one.paper or (), known):
            asked[row, columns[drawn.question.slug]] = True
    return asked


def _minutes(seat: Seat, attempt: Attempt) -> float:
    began, handed_in = attempt.started_at, seat.handed_in_at(attempt)
    if began is None or handed_in is None:
        return float("nan")
    return (handed_in - began).total_seconds() / 60
