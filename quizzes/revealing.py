"""When students see how they did in a quiz, and the right answers."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction

from courseops import audit
from courseops.deadlines import last, last_by
from courseops.models import Component, Course, Extension, Role, Status, User
from quizzes.closing import has_closed
from quizzes.models import Quiz
from quizzes.questions import rules_of


def ends(
    components: Iterable[Component], *, course: Course
) -> Mapping[int, datetime | None]:
    """Return the last second in which anybody may take each quiz, by component.

    None where there is no end. Extensions of students who dropped the course are left
    out. One query.
    """
    quizzes = list(components)
    rows = Extension.objects.filter(
        component__in=quizzes,
        excused=False,
        enrollment__role=Role.STUDENT,
        enrollment__status=Status.ACTIVE,
    )
    extensions = defaultdict(list)
    for row in rows:
        extensions[row.component_id].append(row)
    return {one.pk: _end(one, extensions[one.pk], course) for one in quizzes}


def shows_results(quiz: Quiz, *, end: datetime | None, at: datetime) -> bool:
    """Tell whether students see at *at* how the attempts they handed in went.

    *end* is when the quiz is over for everybody (:func:`ends`). Where a quiz has no
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


def _end(
    component: Component, extensions: Iterable[Extension], course: Course
) -> datetime | None:
    end = last(component)
    for one in extensions:
        own_end = last_by(one, component, course=course)
        if end is None or own_end is None:
            return None
        end = max(end, own_end)
    return end
