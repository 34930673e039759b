"""Autolab's exports: the gradebook of a course, the scores of one assessment."""

from courseops.models import Component
from courseops.scores.entries import Entry, iso
from courseops.scores.tables import Table, column_of

NAME = "Autolab"
ASSESSMENT = ["Submission Time", "Email", "Total"]
NONE = ("not_submitted", "not_yet_submitted")
LEFT = {"excused": "excused in Autolab; excuse them here by an extension"}


def knows(header: list[str]) -> bool:
    """Return whether *header* is one of Autolab's."""
    return header[:3] == ASSESSMENT or {"Email", "grace_days_used"} <= set(header)


def entries(table: Table, component: Component) -> list[Entry]:
    """Return the students of the export with their score in *component*."""
    if table.header[:3] == ASSESSMENT:
        score, received = "Total", "Submission Time"
    else:
        # Each assessment is followed by the version that counts.
        works = [name for name, right in table.pairs() if right == "version"]
        score, received = column_of(component, {name: name for name in works}), ""
    columns = {"who": "Email", "score": score, "received": received}
    return [
        Entry(
            line=row.line,
            who=(row["Email"],),
            score=_score(row[score]),
            received=iso(row[received]) if received else "",
            left=LEFT.get(row[score], ""),
            columns=columns,
        )
        for row in table.rows
    ]


def _score(text: str) -> str:
    if text == "zeroed":
        return "0"
    return "" if text in NONE or text in LEFT else text
