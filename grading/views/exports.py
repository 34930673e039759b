"""The gradebook's files: to download now, and as they were stored every night."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from courseops import clock
from courseops.models import Course, Enrollment, Role
from courseops.permissions import Access, Permission, access
from grading.download import night_called
from grading.exportform import ExportForm
from grading.exports import available
from grading.models import NightExport
from grading.nightly import alerts
from grading.nightly.calendar import expected_night
from grading.nightly.night import MANIFEST, stored

PAGE_SIZE = 31
# How long a page goes on warning of a night.
_WARN_FOR = timedelta(days=7)


@dataclass(frozen=True, kw_only=True)
class NightLine:
    """A night in the list; ``changed`` counts marks, ``failed`` says why it has none."""

    day: date
    at: datetime
    failed: str
    files: list[dict[str, Any]]
    has_before: bool
    lost: str
    added: int
    removed: int
    changed: int
    totals: int
    letters: int
    untouched: int


@login_required
@require_GET
def exports(request: HttpRequest, course: str) -> HttpResponse:
    """Offer the formats, list the nights, say what is wrong with the last ones."""
    found = access(
        user=request.user, course_slug=course, permission=Permission.VIEW_ALL_GRADES
    )
    at = clock.now()
    form = ExportForm(None, course=found.course, now=at)
    return exports_page(request, found, form, at=at)


def exports_page(
    request: HttpRequest, found: Access, form: ExportForm, *, at: datetime
) -> HttpResponse:
    """Render the page; 400 where the form holds what cannot be exported."""
    nights = NightExport.objects.filter(course=found.course)
    page = Paginator(nights, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "access": found,
        "course": found.course,
        "at": at,
        "form": form,
        "formats": available(),
        "page": page,
        "lines": [_line(night) for night in page],
        "late": _late(found.course, at),
        "alarms": _alarms(found.course, at),
        "manifest": MANIFEST,
    }
    status = 400 if form.errors else 200
    return render(request, "grading/exports.html", context, status=status)


@login_required
@require_GET
def night(request: HttpRequest, course: str, day: str) -> HttpResponse:
    """Show one night: its files, and everything that differs from the night before."""
    found = access(
        user=request.user, course_slug=course, permission=Permission.VIEW_ALL_GRADES
    )
    one = night_called(day, course=found.course)
    since = one.manifest["since"] or {}
    names = _names(found.course)
    context = {
        "access": found,
        "course": found.course,
        "at": clock.now(),
        "night": one,
        "line": _line(one),
        "since": since,
        "since_day": date.fromisoformat(since["day"]) if since else None,
        "manifest": MANIFEST,
        "added": _people(since.get("added", []), names),
        "removed": _people(since.get("removed", []), names),
        "untouched": _people(since.get("untouched", []), names),
        "changes": _changes(since, names),
    }
    return render(request, "grading/night.html", context)


def _line(night: NightExport) -> NightLine:
    manifest = night.manifest
    since = manifest.get("since") or {}
    return NightLine(
        day=night.day,
        at=night.at,
        failed=manifest.get("failed", ""),
        files=manifest.get("files", []),
        has_before=bool(since),
        lost=since.get("lost", ""),
        added=len(since.get("added", [])),
        removed=len(since.get("removed", [])),
        changed=sum(since.get("marks", {}).values()),
        totals=len(since.get("totals", [])),
        letters=len(since.get("letters", [])),
        untouched=len(since.get("untouched", [])),
    )


def _late(course: Course, at: datetime) -> NightExport | None:
    """Return the newest stored night where one after it should be there by now."""
    newest = stored(course=course).first()
    expected = expected_night(course=course, at=at)
    return newest if newest and expected and newest.day < expected else None


def _alarms(course: Course, at: datetime) -> list[NightExport]:
    recent = stored(course=course).filter(at__gte=at - _WARN_FOR)
    return [night for night in recent if alerts.untouched_logins(night)]


def _names(course: Course) -> dict[str, str]:
    people = Enrollment.objects.filter(course=course, role=Role.STUDENT)
    return dict(people.values_list("user__login", "user__name"))


def _people(logins: list[str], names: Mapping[str, str]) -> list[dict[str, Any]]:
    """Name the students; one who has left the course altogether is no link."""
    return [
        {"login": login, "name": names.get(login) or login, "here": login in names}
        for login in logins
    ]


def _changes(
    since: Mapping[str, Any], names: Mapping[str, str]
) -> list[dict[str, Any]]:
    """Return a line per student whose total or letter is another one, by login.

    Those that nobody touched come first.
    """
    totals = {one["login"]: one for one in since.get("totals", [])}
    letters = {one["login"]: one for one in since.get("letters", [])}
    alarming = set(since.get("untouched", []))
    changed = sorted(totals.keys() | letters.keys() | alarming)
    people = _people(sorted(changed, key=lambda one: one not in alarming), names)
    return [
        person
        | {
            "total": totals.get(person["login"]),
            "letter": letters.get(person["login"]),
            "untouched": person["login"] in alarming,
        }
        for person in people
    ]
