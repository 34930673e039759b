"""An attempt that is being written to: its row is held, its questions are those in force."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from quizzes import own
from quizzes.closing import Window
from quizzes.marking import UnreadableError, advice, is_right, read
from quizzes.models import Answer, Attempt, Quiz
from quizzes.paper import laid_out
from quizzes.questions import Question, rules_of
from quizzes.refusals import ConflictError, RefusalError

Value = Any


@dataclass(frozen=True, kw_only=True)
class Given:
    """An answer that is sent: its value as the definition has it, and what it changes.

    ``base`` is the revision that its sender knows, 0 where there was no answer.
    """

    value: Value
    base: int


@dataclass(frozen=True, kw_only=True)
class Saved:
    """An answer that is stored, and what to tell whoever gave it (often nothing).

    ``saved_at`` is None where there never was an answer and there is none now.
    """

    revision: int
    saved_at: datetime | None
    advice: str


class Sheet:
    """An open attempt under its lock; the caller holds the transaction.

    Only PostgreSQL needs the row's lock; SQLite's transaction excludes all writers.
    """

    def __init__(self, *, attempt: Attempt, window: Window, at: datetime) -> None:
        """Take the lock, then read the questions: whoever changes them takes it, too.

        Raises RefusalError (``closed``) for an attempt that is over.
        """
        held = Attempt.objects.select_for_update(no_key=True).get(pk=attempt.pk)
        if not own.is_open(held, window=window, at=at):
            raise RefusalError(
                "closed", "This attempt is handed in; its answers cannot be changed."
            )
        self.attempt = held
        self._at = at
        quiz = Quiz.objects.get(pk=held.component_id)
        questions = rules_of(quiz.definition).by_slug()
        asked = laid_out(held.paper or [], questions)
        self.questions = {one.question.slug: one.question for one in asked}

    @cached_property
    def answers(self) -> dict[str, Answer]:
        """The answers as they stand, by slug."""
        return dict(own.answers_of(self.attempt))

    def put(self, slug: str, given: Given) -> Saved:
        """Store one answer; the same one again changes nothing.

        Raises ConflictError where it would overwrite what its sender does not know, and
        RefusalError (``unknown``, ``unreadable``) for what is no answer here.
        """
        question = self.questions.get(slug)
        if question is None:
            raise RefusalError("unknown", "This question is not part of the attempt.")
        try:
            value = read(question, given.value)
        except UnreadableError as problem:
            raise RefusalError("unreadable", f"Not an answer: {problem}.") from problem
        stored = self.answers.get(slug)
        if value != (stored.value if stored else None):
            stored = self._write(question, value, stored, base=given.base)
        return Saved(
            revision=stored.revision if stored else 0,
            saved_at=stored.saved_at if stored else None,
            advice=advice(question, value),
        )

    def settle(self) -> None:
        """Bring the attempt's numbers in line with its answers."""
        counting = [one for one in self.questions.values() if one.counts]
        numbers = sum(map(self._is_right, counting)), len(counting)
        before = self.attempt.correct, self.attempt.questions
        if numbers[1] and numbers != before:
            self.attempt.correct, self.attempt.questions = numbers
            self.attempt.save(update_fields=["correct", "questions"])

    def _write(
        self, question: Question, value: Value, stored: Answer | None, *, base: int
    ) -> Answer:
        if stored is None:
            # Whatever the sender knew is gone; there is nothing to overwrite.
            stored = Answer(attempt=self.attempt, question=question.slug, revision=0)
        elif stored.revision != base:
            raise ConflictError(stored)
        stored.value = value
        stored.is_right = is_right(question, value)
        stored.revision += 1
        stored.saved_at = self._at
        stored.save()
        self.answers[question.slug] = stored
        return stored

    def _is_right(self, question: Question) -> bool:
        stored = self.answers.get(question.slug)
        return stored.is_right if stored else is_right(question, None)
