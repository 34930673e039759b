"""The gradebook that Canvas exports."""

import re

from courseops.datafile import Record
from courseops.scores.entries import Entry
from courseops.scores.tables import Table

NAME = "Canvas"
LOGIN = "SIS Login ID"
NAMES = ({"Student"}, {"LastName", "FirstName"})
PEOPLE = {
    "Student",
    "LastName",
    "FirstName",
    "ID",
    "SIS User ID",
    LOGIN,
    "Integration ID",
    "Root Account",
    "Section",
}
TOTAL = re.compile(
    r"\b(Current|Final|Override) (Points|Score|Grade|Status)\b|^Notes$", re.IGNORECASE
)
NUMBERED = re.compile(r"(.*) \(\d+\)")
# What stands in each cell of the line about the posting of grades.
POSTING = re.compile(r"(Muted|Manual Posting.*)?", re.IGNORECASE)
POINTS = "Points Possible"
READ_ONLY = "(read only)"
TEST_STUDENT = "Test Student"
LEFT = {
    "EX": "excused in Canvas; excuse them here by an extension",
    "N/A": "not assigned in Canvas",
}


def knows(header: list[str]) -> bool:
    """Return whether *header* is a Canvas gradebook's."""
    names = set(header)
    people = "Section" in names and bool(names & {LOGIN, "ID"})
    return people and any(who <= names for who in NAMES)


def titles(table: Table) -> dict[str, str]:
    """Return the columns of assignments, those that Canvas numbers if there are any."""
    points = next((row for row in table.rows if _is_points(row)), None)
    work = [
        name
        for name in table.header
        if name not in PEOPLE
        and not TOTAL.search(name)
        and (points is None or READ_ONLY not in points[name])
    ]
    numbered = {
        name: found[1]
        for name in work
        if (found := NUMBERED.fullmatch(name)) is not None
    }
    return numbered or {name: name for name in work}


def entries(table: Table, column: str) -> list[Entry]:
    """Return the students of the gradebook with their score in *column*."""
    most = next((row[column] for row in table.rows if _is_points(row)), "")
    columns = {
        "who": LOGIN if LOGIN in table.header else "ID",
        "score": column,
        "most": column,
    }
    return [
        Entry(
            line=row.line,
            who=tuple(filter(None, (row[LOGIN], row["SIS User ID"]))),
            name=_name(row),
            sid=row["SIS User ID"],
            number=row["ID"],
            score="" if row[column].upper() in LEFT else row[column],
            cell=row[column],
            most=most,
            left=LEFT.get(row[column].upper(), ""),
            columns=columns,
        )
        for row in table.rows
        if not (_is_points(row) or _is_posting(row) or _is_test_student(row))
    ]


def _name(row: Record) -> str:
    name = row["Student"] or f"{row['LastName']}, {row['FirstName']}"
    last, comma, first = name.partition(",")
    return f"{first.strip()} {last.strip()}" if comma else last


def _is_points(row: Record) -> bool:
    return any(POINTS in row[name] for name in ("Student", "LastName", "FirstName"))


def _is_posting(row: Record) -> bool:
    return all(POSTING.fullmatch(cell) for cell in row.values.values())


def _is_test_student(row: Record) -> bool:
    """Whether this is the student that Canvas makes for looking at pages as one."""
    return _name(row) == TEST_STUDENT and bool(row["ID"]) and not row["SIS User ID"]
