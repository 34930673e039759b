"""Takes in scores that another system computed."""

from datetime import datetime

from courseops.coursefile.findings import counted
from courseops.management.importing import ImportCommand, Imported
from courseops.models import Course
from leaderboard.importing import import_results


class Command(ImportCommand):
    """``importresults COURSE FILE`` (course-file.md)."""

    help = (
        "Import scores of competitions that were computed elsewhere: CSV with the"
        " columns login,component,received_at,score and perhaps submission."
    )

    def take_in(self, *, course: Course, data: bytes, at: datetime) -> Imported:
        done = import_results(course=course, data=data, actor=None, at=at)
        return Imported(
            counts=f"{counted(done.added, 'score')} added,"
            f" {done.replaced} replaced, {done.unchanged} unchanged"
        )
