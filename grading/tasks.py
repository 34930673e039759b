"""Tasks of the queues ``grading`` and ``exports``."""

from celery import shared_task

from courseops import clock
from courseops.models import Course
from grading import recording, selectors
from grading.models import NightExport
from grading.nightly import alerts, calendar, night, retention


@shared_task(name="grading.record_marks")  # type: ignore[untyped-decorator]
def record_marks() -> None:
    """Record the marks of every course in which something changed."""
    at = clock.now()
    for course in selectors.courses_to_record(at=at):
        recording.record(course=course, at=at)


@shared_task(name="grading.export_due")  # type: ignore[untyped-decorator]
def export_due() -> None:
    """Have the night stored of every course whose hour has come."""
    for course in calendar.courses_due(at=clock.now()):
        export_night.delay(course_id=course.pk)


@shared_task(name="grading.export_night")  # type: ignore[untyped-decorator]
def export_night(*, course_id: int) -> None:
    """Store the night of one course; any number of messages for it store it once."""
    at = clock.now()
    course = Course.objects.filter(pk=course_id).first()
    day = None if course is None else calendar.night_of(course=course, at=at)
    if course is None or day is None:
        return
    try:
        made = night.store(course=course, day=day, at=at)
    except Exception:
        for failed in NightExport.objects.filter(course=course, day=day, folder=""):
            alerts.warn_of_failure(failed)
        raise
    if made is not None:
        alerts.warn_of_untouched(made)
        retention.prune(course=course, today=day, at=at)
