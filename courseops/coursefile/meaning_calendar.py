"""Meetings and the schedule: hours in order, days that fit."""

from collections import defaultdict

from courseops import written_times as when
from courseops.coursefile.document import section
from courseops.coursefile.findings import Findings, listed
from courseops.coursefile.scalars import WEEKDAYS
from courseops.coursefile.shapes import Json


def check(document: Json, findings: Findings) -> None:
    """Add errors for hours that end before they start; warn of odd weekdays."""
    for name in ("meetings", "office_hours"):
        for path, entry in section(document, name):
            if {"from", "to"} <= entry.keys() and entry["to"] <= entry["from"]:
                findings.error(
                    (*path, "to"), f"{entry['to']} is not after {entry['from']}"
                )
    meets: defaultdict[str, set[str]] = defaultdict(set)
    for _, meeting in section(document, "meetings"):
        # A kind that was refused is not there to be compared.
        meets[meeting.get("kind", "")] |= set(meeting.get("days", ()))
    for path, entry in section(document, "schedule"):
        days = meets.get(entry["kind"]) if "kind" in entry else None
        # A note is taken to say why this one is on another day.
        if not days or "date" not in entry or "note" in entry:
            continue
        day = when.parse_day(entry["date"][:10])
        name = WEEKDAYS[day.weekday()]
        if name not in days:
            usual = listed([one.capitalize() for one in WEEKDAYS if one in days])
            findings.warn(
                (*path, "date"),
                f"{day} is a {name.capitalize()}; every {entry['kind']} meets"
                f" on {usual}",
            )
