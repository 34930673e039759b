"""Marks every attempt at a quiz again, after its questions or its key have changed."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from quizzes.marking import Value, is_right, tally
from quizzes.models import Answer, Attempt, Quiz
from quizzes.paper import laid_out
from quizzes.questions import Question, rules_of

BATCH = 1_000


@dataclass(frozen=True, kw_only=True)
class Remarked:
    """An attempt whose numbers are others now."""

    enrollment: int
    attempt: int
    before: tuple[float, int]
    after: tuple[float, int]


def remark(*, quiz: Quiz) -> list[Remarked]:
    """Bring the numbers of all attempts made here in line with the definition.

    Returns the attempts that changed. Questions that are gone from the quiz no longer
    count; an attempt all of whose questions are gone keeps its numbers. The caller
    holds the transaction.
    """
    questions = rules_of(quiz.definition).by_slug()
    attempts = list(
        Attempt.objects.select_for_update()
        .filter(component_id=quiz.pk, paper__isnull=False)
        .order_by("pk")
    )
    values = _marked(quiz, questions)
    changed: list[Remarked] = []
    written: list[Attempt] = []
    for attempt in attempts:
        asked = [one.question for one in laid_out(attempt.paper or (), questions)]
        after = tally(asked, values[attempt.pk])
        before = (attempt.correct, attempt.questions)
        if not after[1] or after == before:
            continue
        attempt.correct, attempt.questions = after
        written.append(attempt)
        changed.append(
            Remarked(
                enrollment=attempt.enrollment_id,
                attempt=attempt.pk,
                before=before,
                after=after,
            )
        )
    Attempt.objects.bulk_update(written, ["correct", "questions"], batch_size=BATCH)
    return changed


def _marked(
    quiz: Quiz, questions: Mapping[str, Question]
) -> Mapping[int, dict[str, Value]]:
    """Judge every answer again, and return the answers by attempt and question."""
    values: defaultdict[int, dict[str, Value]] = defaultdict(dict)
    changed = []
    for answer in Answer.objects.filter(attempt__component_id=quiz.pk):
        values[answer.attempt_id][answer.question] = answer.value
        question = questions.get(answer.question)
        right = question is not None and is_right(question, answer.value)
        if right != answer.is_right:
            answer.is_right = right
            changed.append(answer)
    Answer.objects.bulk_update(changed, ["is_right"], batch_size=BATCH)
    return values
