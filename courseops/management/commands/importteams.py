"""Takes in who hands in together."""

from datetime import datetime

from django.db import transaction

from courseops.coursefile.findings import counted
from courseops.decisions.importing_teams import import_teams
from courseops.management.importing import ImportCommand, Imported
from courseops.models import Course
from leaderboard.teaming import settle_course


class Command(ImportCommand):
    """``importteams COURSE FILE``."""

    help = (
        "Import teams: CSV with the columns team,login,component. An empty component "
        "is all of them. A login's team is replaced by the one in the file."
    )

    def take_in(self, *, course: Course, data: bytes, at: datetime) -> Imported:
        with transaction.atomic():
            done = import_teams(course=course, data=data, actor=None, at=at)
            settle_course(course=course)
        return Imported(
            counts=f"{counted(done.places, 'place')} in {counted(done.teams, 'team')}",
            odd=done.odd,
        )
