"""Moves a whole course to another term."""

from datetime import date

from courseops import written_times as when
from courseops.coursefile.findings import Findings, Path
from courseops.coursefile.grammar import COURSE_FILE
from courseops.coursefile.scalars import WEEKDAYS, Calendar
from courseops.coursefile.shapes import Json, Shape


def moved(document: Json, *, starts: date, findings: Findings) -> Json:
    """Return *document* with every date as many days later as the course starts later.

    Clock times stay as they are. Without a start to count from, or with one on
    another weekday, an error is added.
    """
    path = ("course", "starts")
    text = document.get("course", {}).get("starts")
    if text is None:
        findings.error(path, "is needed for the course to be moved to another start")
        return document
    first = date.fromisoformat(text)
    if first.weekday() != starts.weekday():
        findings.error(
            path,
            f"{first} is a {_weekday(first)}, and {starts} a {_weekday(starts)};"
            " a course moves by whole weeks",
        )
        return document
    days = (starts - first).days

    def shifted(shape: Shape, value: Json, path: Path) -> Json:
        if not isinstance(shape, Calendar):
            return value
        try:
            return shape.moved(value, days=days)
        except (ValueError, OverflowError):
            findings.error(
                path,
                f"moved by {days} days, the year is not between {when.YEARS[0]} and"
                f" {when.YEARS[-1]}",
            )
            return value

    return COURSE_FILE.visited(document, (), shifted)


def _weekday(day: date) -> str:
    return WEEKDAYS[day.weekday()].capitalize()
