"""Dates in a course file: in order, and on clocks that exist (policies.md section 1)."""

from datetime import UTC, datetime, time, timedelta
from functools import cache
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

from courseops import written_times as when
from courseops.coursefile.document import components_of
from courseops.coursefile.findings import Findings, Path, suggestion
from courseops.coursefile.grammar import COURSE_FILE
from courseops.coursefile.scalars import Moment
from courseops.coursefile.shapes import Json, Shape
from courseops.instants import in_zone

ORDER = ("released", "early", "on_time", "late")
DEADLINES = ("early", "on_time", "late", "code")
OPENINGS = ("released", "reveal")
AN_HOUR = timedelta(hours=1)


def check(document: Json, findings: Findings) -> None:
    """Add errors for dates out of order and times that clocks skip; warn of odd ones."""
    course = document.get("course", {})
    if {"starts", "ends"} <= course.keys() and course["ends"] < course["starts"]:
        findings.error(
            ("course", "ends"), f"{course['ends']} is before starts {course['starts']}"
        )
    for path, component in components_of(document):
        _check_order(component, path, findings)
        _check_end(component, course.get("ends"), path, findings)
        _check_reveal(component, path, findings)
    zone = _zone(course, findings)
    if zone is not None:
        _check_clocks(document, zone, findings)


def local(component: Json, key: str) -> datetime:
    """Return what the course's clocks show at one of a component's dates."""
    return when.parse_moment(component[key], deadline=key not in OPENINGS)


def _check_order(component: Json, path: Path, findings: Findings) -> None:
    given = [key for key in ORDER if key in component]
    pairs = [*pairwise(given)]
    if "code" in component and "released" in component:
        pairs.append(("released", "code"))
    for earlier, later in pairs:
        if local(component, later) < local(component, earlier):
            findings.error(
                (*path, later),
                f"{component[later]} is before {earlier} {component[earlier]}",
            )
    if "late" in component and (*path, "on_time") not in findings.lines:
        findings.error((*path, "late"), "needs an on_time to be later than")


def _check_end(
    component: Json, ends: str | None, path: Path, findings: Findings
) -> None:
    if ends is None:
        return
    end = datetime.combine(when.parse_day(ends), time.max)
    for key in DEADLINES:
        if key in component and local(component, key) > end:
            findings.warn(
                (*path, key), f"{component[key]} is after the course ends, {ends}"
            )


def _check_reveal(component: Json, path: Path, findings: Findings) -> None:
    """Warn where work still counts of those who see private scores."""
    last = next((key for key in ("late", "on_time") if key in component), None)
    if "reveal" not in component or last is None:
        return
    if local(component, "reveal") < local(component, last):
        findings.warn(
            (*path, "reveal"),
            f"{component['reveal']} is before {last} {component[last]}: who hands in"
            " between them knows the private scores",
        )


def _zone(course: Json, findings: Findings) -> ZoneInfo | None:
    name = course.get("time_zone")
    if name is None:
        return None
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        findings.error(
            ("course", "time_zone"),
            f'there is no time zone "{name}"{suggestion(name, _zone_names())}',
        )
        return None


@cache
def _zone_names() -> tuple[str, ...]:
    return tuple(sorted(available_timezones()))


def _check_clocks(document: Json, zone: ZoneInfo, findings: Findings) -> None:
    def judged(shape: Shape, value: Json, path: Path) -> Json:
        if isinstance(shape, Moment):
            _check_clock(shape.local(value), zone, path, findings)
        return value

    COURSE_FILE.visited(document, (), judged)


def _check_clock(
    moment: datetime, zone: ZoneInfo, path: Path, findings: Findings
) -> None:
    try:
        instant = in_zone(moment, zone=zone)
    except ValueError as error:
        findings.error(path, str(error))
        return
    if _is_shown_twice(moment, instant, zone):
        findings.warn(
            path,
            f"{moment:%Y-%m-%d %H:%M:%S} comes twice that night, when the clocks are"
            " put back; the second is meant",
        )
    elif _offset(instant - AN_HOUR, zone) != _offset(instant + AN_HOUR, zone):
        findings.warn(path, f"the clocks change within an hour of {moment:%H:%M:%S}")


def _is_shown_twice(moment: datetime, instant: datetime, zone: ZoneInfo) -> bool:
    first = moment.replace(tzinfo=zone, fold=0).astimezone(UTC)
    return first != instant


def _offset(instant: datetime, zone: ZoneInfo) -> timedelta | None:
    return instant.astimezone(zone).utcoffset()
