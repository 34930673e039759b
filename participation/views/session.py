"""One session: its code, and the list on which staff note who was there."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from courseops import selectors
from courseops.models import Enrollment, Role, Status
from participation import sessions
from participation.codes import is_open
from participation.forms import CodeForm
from participation.models import Presence, SessionCode
from participation.noting import ABSENT, STATES, note
from participation.overview import present_in, students
from participation.place import Sitting, find_sitting

PAGE_SIZE = 100
STATE, SHOWN = "state-", "shown-"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def session(
    request: HttpRequest, course: str, series: str, session: str
) -> HttpResponse:
    """Show a session and who was there; note by hand what was changed (POST)."""
    here = find_sitting(request, course, series, session)
    if request.method != "POST":
        return session_page(request, here, CodeForm())
    changed = note(
        component=here.component,
        session=here.day,
        states=_changed(here, request.POST),
        actor=here.place.actor,
        at=here.place.at,
    )
    if changed:
        told = f"Noted {changed} student{'' if changed == 1 else 's'}."
        messages.success(request, told)
    else:
        messages.info(request, "Nothing was changed.")
    return redirect(request.get_full_path())


def session_page(
    request: HttpRequest, here: Sitting, form: CodeForm, *, status: int = 200
) -> HttpResponse:
    """Return the page of a session, with *form* to open a code."""
    search = request.GET.get("search", "").strip()[:100]
    rows = selectors.roster(
        here.place.course,
        search=search,
        role=Role.STUDENT,
        status=Status.ACTIVE,
        track="",
    )
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    code = SessionCode.objects.filter(component=here.component, session=here.day)
    found = code.first()
    context = here.context() | {
        "form": form,
        "code": found,
        "code_is_open": found is not None and is_open(found, at=here.place.at),
        "is_held": here.day <= sessions.today(here.place.course, at=here.place.at),
        "present": present_in(here.component, here.day),
        "students": students(here.place.course),
        "search": search,
        "page": page,
        "lines": _lines(here, list(page)),
    }
    return render(request, "participation/session.html", context, status=status)


def _lines(here: Sitting, shown: list[Enrollment]) -> list[dict[str, Any]]:
    known = {
        one.enrollment_id: one
        for one in Presence.objects.filter(
            component=here.component, session=here.day, enrollment__in=shown
        )
    }
    return [
        {
            "student": one,
            "state": known[one.pk].state if one.pk in known else ABSENT,
            "presence": known.get(one.pk),
        }
        for one in shown
    ]


def _changed(here: Sitting, form: Mapping[str, str]) -> dict[Enrollment, str]:
    """Return what differs from what the page showed.

    What others noted meanwhile, or a code, stays where nothing was touched.
    """
    asked = {
        key.removeprefix(STATE): state
        for key, state in form.items()
        if key.startswith(STATE)
        and state in STATES
        and state != form.get(f"{SHOWN}{key.removeprefix(STATE)}")
    }
    keys = [int(key) for key in asked if key.isascii() and key.isdecimal()]
    rows = Enrollment.objects.filter(
        course=here.place.course,
        role=Role.STUDENT,
        pk__in=[k for k in keys if k < 2**63],
    ).select_related("user")
    return {one: asked[str(one.pk)] for one in rows}
