"""The pairs of a report as CSV, for people with a spreadsheet."""

import io
from collections.abc import Sequence

from defusedcsv.csv import writer as defused_writer

from courseops.models import Enrollment
from leaderboard.similarity.showing import ShownPair

COLUMNS = (
    "login_1",
    "name_1",
    "login_2",
    "name_2",
    "found",
    "strength",
    "circle",
    "same_wrong",
    "both_wrong",
    "expected",
    "correlation",
    "equal",
    "items",
    "submission_1",
    "submission_2",
)


def as_csv(pairs: Sequence[ShownPair]) -> str:
    """Return a line for each pair, with its most similar submissions.

    Text that a spreadsheet would run as a formula begins with an apostrophe.
    """
    file = io.StringIO()
    rows = defused_writer(file)
    rows.writerow(COLUMNS)
    for pair in pairs:
        first = pair.submissions[0] if pair.submissions else (None, None)
        rows.writerow(
            [
                *_person(pair.one),
                *_person(pair.other),
                pair.title,
                pair.strength,
                pair.circle,
                *(pair.evidence.get(name) for name in COLUMNS[7:13]),
                *(one and one.pk for one in first),
            ]
        )
    return file.getvalue()


def _person(enrollment: Enrollment) -> tuple[str, str]:
    """Return login and name without the white space that could hide a formula."""
    user = enrollment.user
    return " ".join(user.login.split()), " ".join(user.name.split())
