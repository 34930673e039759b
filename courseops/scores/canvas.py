"""The gradebook that Canvas exports."""

import re

from courseops.datafile import Record
from courseops.models import Component
from courseops.scores.entries import Entry
from courseops.scores.tables import Table, column_of

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
    r".*\b(Current|Final|Override) (Points|Score|Grade)|Notes", re.IGNORECASE
)
NUMBERED = re.compile(r"(.*) \(\d+\)")
LEFT = {
    "EX": "excused in Canvas; excuse them here by an extension",
    "N/A": "not assigned in Canvas",
}


def knows(header: list[str]) -> bool:
    """Return whether *header* is a Canvas gradebook's."""
    names = set(header)
    return {LOGIN, "Section"} <= names and any(who <= names for who in NAMES)


def entries(table: Table, component: Component) -> list[Entry]:
    """Return the students of the gradebook with their score in *component*."""
    column = column_of(component, _titles(table.header))
    most = next((row[column] for row in table.rows if _is_points(row)), "")
    columns = {"who": LOGIN, "score": column, "most": column}
    return [
        Entry(
            line=row.line,
            who=(row[LOGIN], row["SIS User ID"]),
            score="" if row[column] in LEFT else row[column],
            most=most,
            left=LEFT.get(row[column], ""),
            columns=columns,
        )
        for row in table.rows
        # The points, the posting policy and the test student have no login.
        if row[LOGIN] and not _is_points(row)
    ]


def _titles(header: list[str]) -> dict[str, str]:
    """Return the columns of assignments, those that Canvas numbers if there are any."""
    work = [name for name in header if name not in PEOPLE and not TOTAL.fullmatch(name)]
    numbered = {
        name: found[1]
        for name in work
        if (found := NUMBERED.fullmatch(name)) is not None
    }
    return numbered or {name: name for name in work}


def _is_points(row: Record) -> bool:
    return "Points Possible" in (row["Student"], row["LastName"], row["FirstName"])
