"""Gradescope's exports: the scores of one assignment, or of a whole course."""

import re
from datetime import timedelta

from courseops.datafile import Record
from courseops.models import Component
from courseops.scores.entries import Entry, iso
from courseops.scores.tables import Table, column_of

NAME = "Gradescope"
MOST = " - Max Points"
RECEIVED = " - Submission Time"
LATENESS = " - Lateness (H:M:S)"
ONE = {
    "score": "Total Score",
    "most": "Max Points",
    "received": "Submission Time",
    "lateness": "Lateness (H:M:S)",
}


def knows(header: list[str]) -> bool:
    """Return whether *header* is one of Gradescope's."""
    whole = any(f"{name}{MOST}" in header for name in header)
    return "Email" in header and ({"Total Score", "Max Points"} <= set(header) or whole)


def entries(table: Table, component: Component) -> list[Entry]:
    """Return the students of the export; a missing submission has no score."""
    columns = {"who": "Email", **_columns(table, component)}
    return [_entry(row, columns, component) for row in table.rows]


def _columns(table: Table, component: Component) -> dict[str, str]:
    if "Total Score" in table.header:
        return ONE
    works = [name for name in table.header if f"{name}{MOST}" in table.header]
    work = column_of(component, {name: name for name in works})
    return {
        "score": work,
        "most": f"{work}{MOST}",
        "received": f"{work}{RECEIVED}",
        "lateness": f"{work}{LATENESS}",
    }


def _entry(row: Record, columns: dict[str, str], component: Component) -> Entry:
    received = iso(row[columns["received"]])
    return Entry(
        line=row.line,
        who=(row["Email"], row["SID"]),
        score=row[columns["score"]],
        most=row[columns["most"]],
        received=received or _by_lateness(row[columns["lateness"]], component),
        columns=columns,
    )


def _by_lateness(text: str, component: Component) -> str:
    """Return when a submission came that was late by *text*, H:M:S.

    Empty for one in time: without a time of its own it is on time.
    """
    if component.on_time is None or not re.fullmatch(r"\d+:\d\d:\d\d", text, re.ASCII):
        return ""
    hours, minutes, seconds = (int(part) for part in text.split(":"))
    late = timedelta(hours=hours, minutes=minutes, seconds=seconds)
    return (component.on_time + late).isoformat() if late else ""
