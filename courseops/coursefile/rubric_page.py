"""The page on which an instructor edits the criteria of a component."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from courseops.coursefile.changing import RefusedSectionsError
from courseops.coursefile.rubrics import (
    OutdatedError,
    change_criteria,
    criteria_of,
    revision,
    rows_of,
    typed_rows,
)
from courseops.coursefile.shapes import Json
from courseops.models import Kind, User
from courseops.navigation import component_url
from courseops.permissions import Permission
from projects.place import Place, find_place

_MEANWHILE = (
    "Nothing was saved: the course was changed since you opened the page. What you see"
    " is what you typed; save again to put it in place."
)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def rubric(request: HttpRequest, course: str, component: str) -> HttpResponse:
    """Show the criteria (GET), then store them as they are sent (POST)."""
    place = find_place(
        request,
        course,
        component,
        Permission.CHANGE_CLASS,
        kinds=(Kind.RUBRIC, Kind.PEER_REVIEW),
    )
    if request.method != "POST":
        return _page(request, place, rows_of(place.work.details["criteria"]))
    rows = typed_rows(request.POST)
    try:
        edited = change_criteria(
            component=place.work,
            criteria=criteria_of(rows),
            based_on=request.POST.get("based_on", ""),
            why=request.POST.get("reason", "").replace("\x00", "").strip()[:2000],
            actor=request.user if isinstance(request.user, User) else None,
            at=place.at,
        )
    except OutdatedError:
        return _page(request, place, rows, status=409, problems=[_MEANWHILE])
    except RefusedSectionsError as error:
        told = [f"{one.path}: {one.message}" for one in error.errors]
        return _page(request, place, rows, status=422, problems=told)
    except ValueError as error:
        return _page(request, place, rows, status=422, problems=[str(error)])
    for warning in edited.warnings:
        messages.warning(request, warning)
    if edited.changes:
        messages.success(request, "The rubric is saved.")
    else:
        messages.info(request, "Nothing was changed.")
    return redirect("rubric", course, component)


def _page(
    request: HttpRequest,
    place: Place,
    rows: Sequence[Json],
    *,
    status: int = 200,
    problems: Sequence[str] = (),
) -> HttpResponse:
    context: dict[str, Any] = place.context() | {
        "rows": rows,
        "most": place.rubric.most,
        "based_on": revision(place.work),
        "problems": problems,
        "reason": request.POST.get("reason", ""),
        "back_url": component_url(course=place.course, component=place.work),
    }
    return render(request, "courseops/rubric.html", context, status=status)
