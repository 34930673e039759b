"""Autolab's exports: the gradebook of a course, the scores of one assessment.

The gradebook and ``Total`` hold scores after Autolab's own penalties and tweaks, so they
come without a time and are on time here. An assessment's problems are before these: their
sum comes with its time, and is late by the rules here.
"""

from courseops.datafile import Record
from courseops.scores.entries import Entry, iso, summed
from courseops.scores.tables import Table

NAME = "Autolab"
ASSESSMENT = ["Submission Time", "Email", "Total"]
PEOPLE = ("First name", "Last name", "Section", "Lecture")
# Before it told times and names.
OLDER = ("Email:", "Andrew ID:")
DAYS = "penalty_late_days"
NONE = ("not_submitted", "not_yet_submitted")
LEFT = {"excused": "excused in Autolab; excuse them here by an extension"}
ZEROED = "zeroed"
# Autolab rounds what it shows to one decimal.
ROUNDED = 0.0501


def knows(header: list[str]) -> bool:
    """Return whether *header* is one of Autolab's."""
    gradebook = {"Email", "grace_days_used"} <= set(header)
    return gradebook or bool(_total(header))


def titles(table: Table) -> dict[str, str] | None:
    """Return the assessments of the gradebook; None for the export of one."""
    if _total(table.header):
        return None
    # Each assessment is followed by the version that counts; not in older gradebooks.
    works = [name for name, right in table.pairs() if right == "version"]
    if not works and DAYS in table.header:
        right = table.header[table.header.index(DAYS) + 1 : -1]
        works = [name for name in right if not name.endswith(" Average")]
    return {name: name for name in works}


def entries(table: Table, column: str) -> list[Entry]:
    """Return the students of the export with their score."""
    if column:
        return [_of_gradebook(row, column) for row in table.rows]
    total = _total(table.header)
    email = next(name for name in ("Email", *OLDER) if name in table.header)
    people = {*ASSESSMENT, *PEOPLE, email, total}
    problems = [name for name in table.header if name and name not in people]
    return [_of_assessment(row, email, total, problems) for row in table.rows]


def scored(text: str) -> str:
    """Return the score that a cell of Autolab stands for, be it a word."""
    if text == ZEROED:
        return "0"
    return "" if text in NONE or text in LEFT else text


def _total(header: list[str]) -> str:
    """Return the column of the total, if *header* is that of an assessment."""
    if header[:3] == ASSESSMENT:
        return "Total"
    older = len(header) > 1 and header[0] in OLDER and header[-1] == "Total:"
    return "Total:" if older else ""


def _of_gradebook(row: Record, column: str) -> Entry:
    return Entry(
        line=row.line,
        who=(row["Email"],),
        name=f"{row['first_name']} {row['last_name']}".strip(),
        score=scored(row[column]),
        left=LEFT.get(row[column], ""),
        columns={"who": "Email", "score": column},
    )


def _of_assessment(row: Record, email: str, total: str, problems: list[str]) -> Entry:
    sum_of = summed([row[name] for name in problems])
    is_sum = bool(sum_of)
    columns = {
        "who": email,
        "score": ", ".join(problems) if is_sum else total,
        "received": "Submission Time",
    }
    return Entry(
        line=row.line,
        who=(row[email],),
        name=f"{row['First name']} {row['Last name']}".strip(),
        score=sum_of if is_sum else scored(row[total]),
        received=iso(row["Submission Time"]) if is_sum else "",
        left=LEFT.get(row[total], ""),
        note=_difference(row[total], sum_of) if is_sum else "",
        columns=columns,
    )


def _difference(total: str, sum_of: str) -> str:
    try:
        differs = abs(float(total) - float(sum_of)) > ROUNDED
    except ValueError:
        return ""
    taken = f"its problems, {float(sum_of):.15g}, are taken"
    return (
        f"the Total, {total}, is after Autolab's own penalties and tweaks; {taken}"
        if differs
        else ""
    )
