"""When students see how they did in a quiz, and the right answers."""

from datetime import datetime

from django.db import transaction

from courseops import audit
from courseops.models import User
from quizzes.closing import has_closed
from quizzes.models import Quiz
from quizzes.questions import rules_of


def shows_results(quiz: Quiz, *, end: datetime | None, at: datetime) -> bool:
    """Tell whether students see at *at* how the attempts they handed in went.

    *end* is when the quiz is over for everybody (:func:`courseops.deadlines.ends`). Where a quiz has no
    end, ``after_window`` is as ``at_once``.
    """
    if quiz.revealed_at is not None and quiz.revealed_at <= at:
        return True
    reveal = rules_of(quiz.definition).reveal
    if reveal == "after_window":
        return end is None or has_closed(end, at=at)
    return reveal == "at_once"


@transaction.atomic
def reveal(*, quiz: Quiz, actor: User | None, at: datetime) -> bool:
    """Show the results of *quiz* to students for good; tell whether that is new."""
    hidden = Quiz.objects.filter(pk=quiz.pk, revealed_at=None)
    if not hidden.update(revealed_at=at):
        return False
    component = quiz.component
    audit.record(
        course=component.course,
        actor=actor,
        verb="quiz.reveal",
        target=f"component:{component.slug}",
        at=at,
    )
    return True
