"""Marks every attempt at a quiz again, after its questions or its key have changed."""

from collections import defaultdict
from collections.abc import Mapping

from quizzes.marking import Value, is_right, tally
from quizzes.models import Answer, Attempt, Quiz
from quizzes.paper import laid_out
from quizzes.questions import Question, rules_of

BATCH = 1_000


def remark(*, quiz: Quiz) -> None:
    """Bring the numbers of all attempts made here in line with the definition.

    Questions that are gone from the quiz no longer count; an attempt all of whose
    questions are gone keeps its numbers. The caller holds the transaction.
    """
    questions = rules_of(quiz.definition).by_slug()
    attempts = list(
        Attempt.objects.select_for_update()
        .filter(component_id=quiz.pk, paper__isnull=False)
        .order_by("pk")
    )
    values = _marked(quiz, questions)
    changed: list[Attempt] = []
    for attempt in attempts:
        asked = [one.question for one in laid_out(attempt.paper or (), questions)]
        numbers = tally(asked, values[attempt.pk])
        if numbers[1] and numbers != (attempt.correct, attempt.questions):
            attempt.correct, attempt.questions = numbers
            changed.append(attempt)
    Attempt.objects.bulk_update(changed, ["correct", "questions"], batch_size=BATCH)


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
