"""The attendance of a component as CSV, for spreadsheets.

Text that a spreadsheet would run as a formula begins with an apostrophe.
"""

import codecs
import io
import math
from collections.abc import Mapping, Sequence
from datetime import datetime

from defusedcsv.csv import writer as defused_writer

from courseops.models import Component, Enrollment, Role
from participation import sessions
from participation.models import Presence
from participation.noting import ABSENT
from participation.selectors import attendance

COLUMNS = ("login", "name", "email", "status")
COUNTS = ("held", "excused", "attended", "kept", "percent")


def as_csv(component: Component, *, at: datetime) -> bytes:
    """Return a line per student: each session held, the counts, the percentage.

    A session is ``present``, ``excused`` or ``absent``, and empty while it is to come;
    the counts are empty before the first one, the percentage without a result. What
    staff entered in place of the percentage is not in it. Four queries.
    """
    days = sessions.days(component)
    today = sessions.today(component.course, at=at)
    known = {
        (student, day): state
        for student, day, state in Presence.objects.filter(
            component=component
        ).values_list("enrollment_id", "session", "state")
    }
    counts = _counts(component, at)
    file = io.StringIO()
    written = defused_writer(file, lineterminator="\r\n")
    written.writerow([*COLUMNS, *(day.isoformat() for day in days), *COUNTS])
    for one in _students(component):
        states = [
            known.get((one.pk, day), ABSENT if day <= today else "") for day in days
        ]
        written.writerow([*_person(one), *states, *counts.get(one.pk, [""] * 5)])
    return codecs.BOM_UTF8 + file.getvalue().encode()


def _students(component: Component) -> Sequence[Enrollment]:
    rows = Enrollment.objects.filter(course=component.course, role=Role.STUDENT)
    return list(rows.select_related("user").order_by("user__login"))


def _person(one: Enrollment) -> list[str]:
    # A name that begins with white space could hide a formula from the writer.
    person = (one.user.login, one.user.get_full_name(), one.user.email, one.status)
    return [text.strip() for text in person]


def _counts(component: Component, at: datetime) -> Mapping[int, Sequence[object]]:
    found = attendance(course=component.course, until=at)
    here = found.component == component.pk
    columns = (found.held, found.excused, found.attended, found.kept)
    percent = [
        "" if math.isnan(one) else f"{one:.2f}" for one in found.percent[here].tolist()
    ]
    rows = zip(*(one[here].tolist() for one in columns), percent, strict=True)
    return dict(zip(found.enrollment[here].tolist(), rows, strict=True))
