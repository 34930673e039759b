"""The roster that Autolab takes and gives: eleven columns, given without a header."""

from courseops.models import Basis
from courseops.roster.entries import Entry

COLUMNS = [
    "Semester",
    "email",
    "last_name",
    "first_name",
    "school",
    "major",
    "year",
    "grading_policy",
    "courseNumber",
    "courseLecture",
    "section",
]
FIELDS = {
    "login": "email",
    "name": "last_name",
    "track": "courseNumber",
    "basis": "grading_policy",
}
BASES = {
    "": None,
    "l": Basis.LETTER,
    "letter": Basis.LETTER,
    "p": Basis.PASS_FAIL,
    "pf": Basis.PASS_FAIL,
    "p/f": Basis.PASS_FAIL,
    "pass/fail": Basis.PASS_FAIL,
    "pass_fail": Basis.PASS_FAIL,
    "a": Basis.AUDIT,
    "au": Basis.AUDIT,
    "audit": Basis.AUDIT,
}


def knows(header: list[str]) -> bool:
    """Return whether *header* is the one in Autolab's guide."""
    return [name.lower() for name in header] == [name.lower() for name in COLUMNS]


def knows_without_header(first: list[str]) -> bool:
    """Return whether *first* is a student of a roster that Autolab wrote."""
    return len(first) == len(COLUMNS) and "@" in first[1]


def entry(row: dict[str, str], line: int) -> Entry:
    """Return the student of *row*; the login is the e-mail's part before the @."""
    policy = row["grading_policy"].lower()
    return Entry(
        line=line,
        login=row["email"].split("@")[0],
        email=row["email"].lower() or None,
        name=f"{row['first_name']} {row['last_name']}".strip() or None,
        track_hint=row["courseNumber"],
        basis=BASES.get(policy, policy),
        columns=FIELDS,
    )
