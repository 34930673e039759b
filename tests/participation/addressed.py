"""What the addresses of participation name, for the table of who may ask for them."""

from datetime import UTC, date, datetime

from courseops.models import Course, ScheduleEntry
from participation.models import SessionCode
from tests.factories import ComponentFactory

DAY = date(2020, 9, 7)


def participating(course: Course) -> None:
    """Make a session with a code, a lecture to be on call in, and study groups."""
    course.study_groups = {"max": 3}
    course.save()
    attendance = ComponentFactory(
        course=course,
        slug="attendance",
        kind="attendance",
        cutoffs=None,
        details={"sessions": [DAY.isoformat()], "allow_missed": 0},
    )
    SessionCode.objects.create(
        component=attendance,
        session=DAY,
        code="K7RMH",
        opens_at=datetime(2020, 9, 7, 12, tzinfo=UTC),
        expires_at=datetime(2020, 9, 7, 13, tzinfo=UTC),
    )
    ComponentFactory(
        course=course,
        kind="points",
        cutoffs=None,
        details={"points": 3, "on_call": {}},
    )
    ScheduleEntry.objects.create(
        course=course, slug="lec-1", kind="lecture", position=0, date=DAY
    )
