"""Alerts the staff of submissions that cannot be scored."""

from datetime import datetime

from django.urls import reverse

from courseops.alerts import raise_alert
from leaderboard.models import Submission

# What a metric file of their own says of its fault: the end of it tells most.
_LONGEST_DETAILS = 1_000


def about_failure(
    submission: Submission, error: str, *, details: str = "", at: datetime
) -> None:
    """Tell staff that scoring fails through no fault of a file.

    Once for a competition and a reason, however many submissions meet it. *details* are
    for staff only. ``competition.component.course`` and ``enrollment.user`` are read.
    """
    component = submission.competition.component
    raise_alert(
        course=component.course,
        kind="scoring failed",
        target=f"{component.slug}: {error}"[:200],
        text=(
            f"{component.display_title}: {error} It began with submission"
            f" {submission.pk} of {submission.enrollment.user.login}."
            f"\n{details[-_LONGEST_DETAILS:]}".rstrip()
        ),
        link=_page(submission),
        at=at,
    )


def about_poison(submission: Submission, *, attempts: int, at: datetime) -> None:
    """Tell staff of a file that broke off its scoring each time it was tried."""
    component = submission.competition.component
    raise_alert(
        course=component.course,
        kind="worker lost",
        target=f"submission {submission.pk}",
        text=(
            f"{component.display_title}: scoring submission {submission.pk} of"
            f" {submission.enrollment.user.login} ({submission.name}) ended"
            f" {attempts} times without a result, as when a worker is killed or runs"
            " out of memory. It is set aside; look at the file and the worker's log"
            " before you score it again."
        ),
        link=_page(submission),
        at=at,
    )


def _page(submission: Submission) -> str:
    component = submission.competition.component
    return reverse(
        "leaderboard:submission",
        args=[component.course.slug, component.slug, submission.pk],
    )
