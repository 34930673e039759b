"""What staff may do about one submission, shown on its page."""

from typing import Any

from courseops.permissions import Permission
from leaderboard.models import Baseline, State, Submission
from leaderboard.place import Place


def judging_context(place: Place, submission: Submission) -> dict[str, Any]:
    """Return what the forms need; for students only the submission's own words."""
    manages = place.access.allows(Permission.MANAGE_BOARD)
    is_staffs = manages and not submission.enrollment.is_student
    baseline = (
        Baseline.objects.filter(submission=submission).first() if is_staffs else None
    )
    return {
        "can_disqualify": place.access.allows(Permission.DISQUALIFY),
        "baseline": baseline,
        "can_be_baseline": is_staffs
        and baseline is None
        and submission.state == State.SCORED,
    }
