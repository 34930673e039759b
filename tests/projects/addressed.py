"""What the addresses of projects name: a report of teams, and what Alice handed in."""

from courseops.models import Course, Enrollment
from projects.models import HandIn, HandInItem
from tests.projects.handed_in import AT, work


def projecting(course: Course, alice: Enrollment, *, pk: int, path: str) -> None:
    """Make the report, with a version and a file of Alice's that have the key *pk*."""
    report = work(course)
    handin = HandIn.objects.create(
        pk=pk, component=report, enrollment=alice, received_at=AT
    )
    HandInItem.objects.create(
        pk=pk,
        handin=handin,
        position=0,
        kind="pdf",
        path=path,
        file_name="report.pdf",
        size=1,
    )
