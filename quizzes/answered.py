"""Which questions students have answered: what is asked there is fixed from then on."""

from collections.abc import Mapping

from django.db.models import Count

from courseops.models import Component, Course
from quizzes.models import Answer


def count_answered(*, course: Course) -> Mapping[tuple[str, str], int]:
    """Return in how many attempts each question was answered.

    By the slugs of its component and its own; never answered: no key. One query.
    """
    rows = Answer.objects.filter(attempt__component__course=course).values_list(
        "attempt__component__slug", "question"
    )
    return {(quiz, slug): n for quiz, slug, n in rows.annotate(Count("pk"))}


def count_answers(*, component: Component) -> Mapping[str, int]:
    """Return in how many attempts each question of one quiz was answered, by slug."""
    rows = Answer.objects.filter(attempt__component=component)
    return dict(rows.values_list("question").annotate(Count("pk")))
