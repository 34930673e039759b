"""The grades that Moodle exports, in English."""

import re
from datetime import UTC, datetime

from courseops.datafile import DataFileError
from courseops.scores.entries import Entry
from courseops.scores.tables import Table

NAME = "Moodle"
EMAIL = "Email address"
PEOPLE = (EMAIL, "Username", "ID number")
REAL, PERCENTAGE, LETTER = DISPLAYS = ("Real", "Percentage", "Letter")
ITEM = re.compile(r"(?:[^:]+: )?(.*) \((Real|Percentage|Letter)\)")
# Before Moodle told how a grade is displayed.
OLDER = re.compile(r"[^:]+: (.*)(?<! \(Feedback\))")
DOWNLOADED = "Last downloaded from this course"
TOTAL = "Course total"
LATEST = 253_402_300_799


def knows(header: list[str]) -> bool:
    """Return whether *header* is that of Moodle's grade export."""
    told = DOWNLOADED in header or any(ITEM.fullmatch(name) for name in header)
    return told and bool(set(PEOPLE) & set(header))


def titles(table: Table) -> dict[str, str]:
    """Return the grade items, each by the form of its grade that says most."""
    items: dict[str, dict[str, str]] = {}
    for name in table.header:
        found = ITEM.fullmatch(name)
        if found is not None and not name.startswith(TOTAL):
            items.setdefault(found[1], {})[found[2]] = name
    if items:
        return {
            next(forms[one] for one in DISPLAYS if one in forms): title
            for title, forms in items.items()
        }
    works = [name for name in table.header if not name.startswith("Feedback:")]
    return {name: found[1] for name in works if (found := OLDER.fullmatch(name))}


def entries(table: Table, column: str) -> list[Entry]:
    """Return the students of the export with their grade in *column*.

    Raises DataFileError where only letters are there.
    """
    if column.endswith(f" ({LETTER})"):
        advice = f"Export it from Moodle with the display type {REAL} or {PERCENTAGE}."
        raise DataFileError([f"line 1: “{column}” holds letters. {advice}"])
    is_share = column.endswith(f" ({PERCENTAGE})")
    who = next(name for name in PEOPLE if name in table.header)
    surname = "Last name" if "Last name" in table.header else "Surname"
    return [
        Entry(
            line=row.line,
            who=tuple(filter(None, (row[name] for name in PEOPLE))),
            name=f"{row['First name']} {row[surname]}".strip(),
            sid=row["ID number"],
            score="" if row[column] == "-" else row[column].removesuffix("%").strip(),
            most="100" if is_share else "",
            is_share=is_share,
            columns={"who": who, "score": column},
        )
        for row in table.rows
    ]


def downloaded(table: Table) -> datetime | None:
    """Return when the file was made, where it says so."""
    cells = (row[DOWNLOADED] for row in table.rows)
    times = [int(cell) for cell in cells if re.fullmatch(r"\d{1,12}", cell, re.ASCII)]
    if not times or max(times) > LATEST:
        return None
    return datetime.fromtimestamp(max(times), UTC)
