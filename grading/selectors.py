"""Reads what grading has recorded."""

from datetime import datetime, timedelta

from django.db.models import Exists, Min, OuterRef, Q

from courseops.models import AuditEvent, Component, Course
from grading.models import Recording
from leaderboard.selectors import facts

# A score is dated before its transaction ends, so the last look may have missed it.
_OVERLAP = timedelta(minutes=1)


def courses_to_record(*, at: datetime) -> list[Course]:
    """Return the courses of which something changed since their marks were recorded.

    That is a score, an audited change, or a deadline that has passed.
    """
    since = OuterRef("recording__at")
    passed = Component.objects.filter(
        Q(on_time__gte=since, on_time__lt=at) | Q(late__gte=since, late__lt=at),
        course=OuterRef("pk"),
    )
    audited = AuditEvent.objects.filter(course=OuterRef("pk"), at__gte=since)
    courses = Course.objects.select_related("recording").annotate(
        stale=Exists(passed) | Exists(audited)
    )
    oldest = Recording.objects.aggregate(oldest=Min("at"))["oldest"]
    scored = facts.newest_scores(since=oldest - _OVERLAP if oldest else None)
    return [
        course
        for course in courses
        if not hasattr(course, "recording")
        or course.stale
        or (course.pk in scored and scored[course.pk] >= course.recording.at - _OVERLAP)
    ]
