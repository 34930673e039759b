"""Extensions and excuses of a course, for its staff."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from courseops import clock, selectors, teams
from courseops.decisions import listing
from courseops.decisions.extending import (
    ExtensionRefusedError,
    deadlines_with,
    grant_extension,
    remove_extension,
)
from courseops.decisions.forms import ExtensionFilter, ExtensionForm, MomentField
from courseops.decisions.history import Change, extension_words, history
from courseops.models import Component, Enrollment, Extension
from courseops.permissions import Access, Permission, access

PAGE_SIZE = 100


@login_required
@require_GET
def extensions(request: HttpRequest, course: str) -> HttpResponse:
    """List who has which extension, since when and why; htmx asks for the table."""
    found = access(
        user=request.user, course_slug=course, permission=Permission.GRANT_EXTENSIONS
    )
    form = ExtensionFilter(request.GET, components=selectors.components(found.course))
    wanted = form.chosen()
    rows = listing.extensions(found.course, **wanted)
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "access": found,
        "course": found.course,
        "form": form,
        "filtered": any(wanted.values()),
        "page": page,
        "lines": [listing.line(row, course=found.course) for row in page],
    }
    fragment = request.htmx  # type: ignore[attr-defined]  # set by django_htmx
    name = "_extension_table" if fragment else "extensions"
    return render(request, f"courseops/{name}.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def extend(request: HttpRequest, course: str) -> HttpResponse:
    """Ask for an extension, show what it leads to, then grant it.

    What is granted is what was shown: it is sent again by the form that shows it.
    """
    found = access(
        user=request.user, course_slug=course, permission=Permission.GRANT_EXTENSIONS
    )
    work = selectors.components(found.course)
    form = ExtensionForm(
        request.POST or None,
        course=found.course,
        components=work,
        initial=_initial(request, found),
    )
    context = {"access": found, "course": found.course, "form": form}
    if request.method == "GET":
        context["history"] = _history(found, form.initial)
    if form.is_valid():
        try:
            shown = _preview(form)
            if "confirm" in request.POST:
                return _grant(request, found, form, shown["people"], clock.now())
            context |= shown
        except ExtensionRefusedError as error:
            form.add_error(None, f"{str(error)[:1].upper()}{str(error)[1:]}.")
    status = 200 if request.method == "GET" or "people" in context else 400
    return render(request, "courseops/extend.html", context, status=status)


def _preview(form: ExtensionForm) -> dict[str, Any]:
    """Return who gets what; raises ExtensionRefusedError for what makes no sense."""
    component, students = _chosen(form)
    context = {
        "component": component,
        "people": listing.in_force(component, students),
        "grant": form.grant,
    }
    if form.grant is not None:
        after = deadlines_with(component=component, grant=form.grant)
        before = (component.early, component.on_time, component.late)
        words = ("Early deadline", "On-time deadline", "Late deadline")
        context["deadlines"] = [
            one for one in zip(words, before, after, strict=True) if one[2] is not None
        ]
    return context


def _chosen(form: ExtensionForm) -> tuple[Component, list[Enrollment]]:
    component, students = form.cleaned_data["component"], form.cleaned_data["who"]
    if form.cleaned_data["team"]:
        students = teams.all_members(component=component, enrollments=students)
    return component, students


def _grant(
    request: HttpRequest,
    found: Access,
    form: ExtensionForm,
    people: list[tuple[Enrollment, Extension | None]],
    at: datetime,
) -> HttpResponse:
    component = form.cleaned_data["component"]
    done: dict[str, Any] = {
        "component": component,
        "students": [student for student, _ in people],
        "reason": form.cleaned_data["reason"],
        "actor": request.user,
        "at": at,
    }
    names = ", ".join(student.user.login for student, _ in people)
    if form.grant is None:
        count = remove_extension(**done)
        told = f"Took back {count} of {component.display_title}: {names}."
    else:
        grant_extension(grant=form.grant, **done)
        verb = "Excused from" if form.grant.excused else "Extended"
        told = f"{verb} {component.display_title}: {names}."
    messages.success(request, told)
    return redirect("extensions", found.course.slug)


def _history(found: Access, asked: Mapping[str, Any]) -> list[Change]:
    """Return what was granted before to the student whom the link names."""
    return history(
        course=found.course,
        target=f"{asked['component']} of {asked['who']}",
        area="extension",
        words=partial(extension_words, zone=found.course.zone),
    )


def _initial(request: HttpRequest, found: Access) -> dict[str, Any]:
    """Return what to fill in: who and what the link names, and what they have."""
    who, slug = request.GET.get("who", ""), request.GET.get("component", "")
    filled: dict[str, Any] = {"who": who, "component": slug}
    row = Extension.objects.filter(
        component__course=found.course,
        component__slug=slug,
        enrollment__user__login=who,
    ).first()
    if row is None:
        return filled
    kind = "excuse" if row.excused else "days" if row.days else "each"
    written = MomentField(zone=found.course.zone).written
    moments = {
        name: written(getattr(row, name))
        for name in ("until", "early", "on_time", "late")
    }
    return filled | moments | {"kind": "until" if row.until else kind, "days": row.days}
