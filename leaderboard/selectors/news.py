"""What grading asks when it looks for the reason of a change: whose work is new."""

from datetime import datetime

from django.db.models import Q

from courseops.models import Course
from leaderboard.models import CodeHandIn, Submission


def enrollments_with_news(*, course: Course, since: datetime) -> set[int]:
    """Return whose submissions or code arrived, were sent or scored since *since*."""
    submissions = Submission.objects.filter(
        Q(received_at__gte=since)
        | Q(enqueued_at__gte=since)
        | Q(finished_at__gte=since)
        | Q(score__scored_at__gte=since),
        competition__component__course=course,
    )
    code = CodeHandIn.objects.filter(component__course=course, received_at__gte=since)
    return {
        *submissions.values_list("enrollment", flat=True),
        *code.values_list("enrollment", flat=True),
    }
