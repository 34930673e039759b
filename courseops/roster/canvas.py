"""The gradebook that Canvas exports, read as a roster.

It has no e-mail address: a login that is one serves as both, else an account that
exists keeps its own. The section may name a track.
"""

from courseops.outside_names import CANVAS_ID, STUDENT_ID
from courseops.roster.entries import Entry

LOGIN_COLUMN = "SIS Login ID"
STUDENT_COLUMN = "SIS User ID"
NUMBER_COLUMN = "ID"
NAMES = ({"Student"}, {"LastName", "FirstName"})
FIELDS = {
    "login": LOGIN_COLUMN,
    "email": LOGIN_COLUMN,
    "track": "Section",
    "name": "Student",
    STUDENT_ID: STUDENT_COLUMN,
    CANVAS_ID: NUMBER_COLUMN,
}


def knows(header: list[str]) -> bool:
    """Return whether *header* is a Canvas gradebook's."""
    names = set(header)
    return {LOGIN_COLUMN, "Section"} <= names and any(who <= names for who in NAMES)


def entry(row: dict[str, str], line: int) -> Entry | None:
    """Return the student of *row*; None for the lines that hold none.

    Such are the points, the posting policy, and the test student, who has no login.
    """
    name = _name(row)
    login = row[LOGIN_COLUMN]
    if name == "Points Possible" or not (name or login):
        return None
    if name == "Test Student" and not login:
        return None
    return Entry(
        line=line,
        login=login.split("@")[0],
        email=login.lower() if "@" in login else None,
        name=name,
        track_hint=row["Section"],
        outside={
            site: number
            for site, column in (
                (STUDENT_ID, STUDENT_COLUMN),
                (CANVAS_ID, NUMBER_COLUMN),
            )
            if (number := row.get(column, ""))
        },
        columns=FIELDS,
    )


def _name(row: dict[str, str]) -> str:
    if "Student" not in row:
        return f"{row['FirstName']} {row['LastName']}".strip()
    last, comma, first = row["Student"].partition(",")
    return f"{first.strip()} {last.strip()}" if comma else last
