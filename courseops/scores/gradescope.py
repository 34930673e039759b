"""Gradescope's exports: the scores of one assignment, or of a whole course.

A line is the submission that Gradescope grades, however many there were.
"""

from courseops.datafile import Record
from courseops.scores.entries import Entry, iso
from courseops.scores.tables import Table

NAME = "Gradescope"
MOST = " - Max Points"
RECEIVED = " - Submission Time"
LATENESS = " - Lateness (H:M:S)"
ONE = {
    "score": "Total Score",
    "most": "Max Points",
    "received": "Submission Time",
    "late": "Lateness (H:M:S)",
}
UNGRADED = "not graded yet in Gradescope"


def knows(header: list[str]) -> bool:
    """Return whether *header* is one of Gradescope's."""
    whole = any(f"{name}{MOST}" in header for name in header)
    people = {"Email", "SID"} & set(header)
    return bool(people) and ({"Total Score", "Max Points"} <= set(header) or whole)


def titles(table: Table) -> dict[str, str] | None:
    """Return the assignments of the export of a whole course; None for one's."""
    if "Total Score" in table.header:
        return None
    return {name: name for name in table.header if f"{name}{MOST}" in table.header}


def entries(table: Table, column: str) -> list[Entry]:
    """Return the students of the export; a missing submission has no score."""
    who = "Email" if "Email" in table.header else "SID"
    columns = {"who": who, **(_columns(column) if column else ONE)}
    return [_entry(row, columns) for row in table.rows]


def _columns(work: str) -> dict[str, str]:
    return {
        "score": work,
        "most": f"{work}{MOST}",
        "received": f"{work}{RECEIVED}",
        "late": f"{work}{LATENESS}",
    }


def _entry(row: Record, columns: dict[str, str]) -> Entry:
    received = iso(row[columns["received"]])
    score, status = row[columns["score"]], row["Status"]
    waits = status == "Ungraded" or (
        bool(received) and not score and status != "Missing"
    )
    return Entry(
        line=row.line,
        who=tuple(filter(None, (row["Email"], row["SID"]))),
        name=row["Name"] or f"{row['First Name']} {row['Last Name']}".strip(),
        sid=row["SID"],
        score="" if status == "Missing" else score,
        most=row[columns["most"]],
        received=received,
        late="" if received else row[columns["late"]],
        left=UNGRADED if waits else "",
        columns=columns,
    )
