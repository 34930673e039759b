"""Reads submissions.

What students may see carries the public score as ``public_score`` (None until scored)
and never loads the score's row, so that a template cannot show a private number; a
``private_score`` is there only where it is asked for.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence

from django.db.models import F, QuerySet

from courseops.models import Component, Course, Enrollment
from leaderboard.models import Competition, Score, Submission


def own_submissions(
    *, competition: Competition, members: Collection[Enrollment], revealed: bool = False
) -> QuerySet[Submission]:
    """Return the submissions of those who hand in as one, newest first, with who made each.

    With public scores; private ones too, where they are *revealed*.
    """
    rows = (
        Submission.objects.filter(competition=competition, enrollment__in=members)
        .annotate(public_score=F("score__public"))
        .select_related("enrollment__user")
        .order_by("-received_at", "-pk")
    )
    return rows.annotate(private_score=F("score__private")) if revealed else rows


def numbers(
    *, component: Component, members: Collection[int]
) -> Sequence[tuple[int, str]]:
    """Return the numbers of the submissions in *component*, each with its maker's login.

    Of those that *members* made, by the primary keys of their enrolments.
    """
    rows = Submission.objects.filter(
        competition__component=component, enrollment__in=members
    )
    return list(rows.values_list("pk", "enrollment__user__login"))


def with_scores(rows: Iterable[Submission]) -> Iterator[tuple[Submission, float]]:
    """Yield those of the rows that have a public score, with it."""
    for row in rows:
        score: float | None = row.public_score  # type: ignore[attr-defined]
        if score is not None:
            yield row, score


def latest_submissions(*, enrollment: Enrollment, limit: int) -> QuerySet[Submission]:
    """Return a participant's newest submissions over all competitions."""
    return (
        Submission.objects.filter(enrollment=enrollment)
        .annotate(public_score=F("score__public"))
        .select_related("competition__component__assignment")
        .order_by("-received_at", "-pk")[:limit]
    )


def submission(*, course: Course, slug: str, pk: int) -> Submission:
    """Return one submission of a competition, with who made it.

    Raises Submission.DoesNotExist.
    """
    return (
        Submission.objects.filter(
            competition__component__course=course, competition__component__slug=slug
        )
        .annotate(public_score=F("score__public"))
        .select_related("competition__component__assignment", "enrollment__user")
        .get(pk=pk)
    )


def all_scores(*, submission: Submission) -> Score | None:
    """Return all scores of a submission, the private one too.

    For staff; for students only once the competition's scores are revealed.
    """
    return (
        Score.objects.filter(submission=submission).select_related("solution").first()
    )
