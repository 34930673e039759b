"""Takes in quiz attempts that were made elsewhere."""

from datetime import datetime

from courseops.coursefile.findings import counted
from courseops.management.importing import ImportCommand, Imported
from courseops.models import Course
from quizzes.services import import_attempts


class Command(ImportCommand):
    """``importattempts COURSE FILE``."""

    help = (
        "Import quiz attempts: CSV with the columns login,quiz,correct,questions,"
        "received_at. The same login, quiz and time replaces."
    )

    def take_in(self, *, course: Course, data: bytes, at: datetime) -> Imported:
        done = import_attempts(course=course, data=data, actor=None, at=at)
        return Imported(
            counts=f"{counted(done.added, 'attempt')} added,"
            f" {done.replaced} replaced, {done.unchanged} unchanged"
        )
