"""Tasks of the grading queue."""

from celery import shared_task

from courseops import clock
from grading import recording, selectors


@shared_task(name="grading.record_marks")  # type: ignore[untyped-decorator]
def record_marks() -> None:
    """Record the marks of every course in which something changed."""
    at = clock.now()
    for course in selectors.courses_to_record(at=at):
        recording.record(course=course, at=at)
