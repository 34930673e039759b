"""What the tests of rosters share."""

from datetime import UTC, datetime

import pytest

from courseops.datafile import DataFileError
from courseops.models import Course, Enrollment
from courseops.roster.importing import Outcome, import_roster

NOW = datetime(2020, 9, 1, 12, tzinfo=UTC)
HEADER = "login,name,email,track,basis,role,status\n"


def load(course: Course, text: str | bytes, **options) -> dict[str, Outcome]:
    data = text.encode() if isinstance(text, str) else text
    outcomes = import_roster(
        course=course,
        data=data,
        complete=options.pop("complete", False),
        actor=None,
        at=NOW,
        **options,
    )
    return {outcome.login: outcome for outcome in outcomes}


def problems(course: Course, text: str | bytes) -> list[str]:
    with pytest.raises(DataFileError) as caught:
        load(course, text)
    return caught.value.problems


def row(course: Course, login: str) -> Enrollment:
    return Enrollment.objects.get(course=course, user__login=login)
