"""The grades that Moodle exports."""

import re

from courseops.models import Component
from courseops.scores.entries import Entry
from courseops.scores.tables import Table, column_of

NAME = "Moodle"
EMAIL = "Email address"
ITEM = re.compile(r"(?:[^:]+: )?(.*) \(Real\)")


def knows(header: list[str]) -> bool:
    """Return whether *header* is that of Moodle's grade export."""
    return EMAIL in header and any(ITEM.fullmatch(name) for name in header)


def entries(table: Table, component: Component) -> list[Entry]:
    """Return the students of the export with their grade in *component*."""
    titles = {
        name: found[1]
        for name in table.header
        if (found := ITEM.fullmatch(name)) and not name.startswith("Course total")
    }
    column = column_of(component, titles)
    return [
        Entry(
            line=row.line,
            who=(row[EMAIL], row["Username"], row["ID number"]),
            score="" if row[column] == "-" else row[column],
            columns={"who": EMAIL, "score": column},
        )
        for row in table.rows
    ]
