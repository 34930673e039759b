"""One class change: its preview, how far it is, what it did."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from courseops import clock
from courseops.changes import dispatch, quiz_key_rows, quizkey, rescore
from courseops.changes.proposing import (
    TITLES,
    permission_for,
    preview_again,
    send_to_worker,
)
from courseops.changes.views.asking import actor, change_of, change_to_apply, staff
from courseops.coursefile.changing import RefusedSectionsError
from courseops.models import Component, Course
from courseops.permissions import Permission
from grading import changing
from grading.changing import NotPossibleError
from grading.models import ClassChange

PAGE_SIZE = 100
ON_ITS_WAY = (ClassChange.State.QUEUED, ClassChange.State.RUNNING)


@login_required
@require_GET
def change(request: HttpRequest, course: str, pk: int) -> HttpResponse:
    """Show a change; htmx asks for its progress, and for all of it once it is through."""
    found = staff(request, course, Permission.VIEW_ALL_GRADES)
    shown = change_of(found, pk)
    if shown.action == rescore.ACTION and found.allows(permission_for(shown.action)):
        of, run = shown.parameters["component"], shown.parameters["run"]
        return redirect("changes:rescore", course, of, run)
    context: dict[str, Any] = {
        "access": found,
        "course": found.course,
        "change": shown,
        "on_its_way": shown.state in ON_ITS_WAY,
        "done": min(dispatch.told(shown.pk), shown.of),
        "may_apply": found.allows(permission_for(shown.action)),
    }
    if request.htmx:  # type: ignore[attr-defined]  # set by django_htmx
        answer = render(request, "changes/_progress.html", context)
        if shown.state not in ON_ITS_WAY:
            answer["HX-Refresh"] = "true"
        return answer
    effects = shown.outcome or shown.preview or {}
    title = TITLES.get(shown.action, shown.action)
    slug = shown.parameters.get("component")
    names = _names(found.course)
    rows = [
        {**row, "title": names.get(row["target"], row["target"])}
        for row in effects.get("changes", [])
    ]
    context |= {
        "effects": effects,
        "targets": [
            {**one, "title": names.get(target, target)}
            for target, one in effects.get("targets", {}).items()
        ],
        "letters": letters_in_order(effects.get("letters", {}), found.course),
        "page": Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page")),
        "heading": f"{title} of {names.get(f'component:{slug}', slug)}"
        if slug
        else title,
    }
    if shown.action == quizkey.ACTION:
        key_rows = quiz_key_rows.rows(effects, component=slug)
        page = Paginator(key_rows, PAGE_SIZE).get_page(request.GET.get("page"))
        context |= {"page": page, "report": effects.get("report"), "slug": slug}
    return render(request, "changes/change.html", context)


@login_required
@require_POST
def apply_change(request: HttpRequest, course: str, pk: int) -> HttpResponse:
    """Send a change to the worker, for the first time or again."""
    chosen = change_to_apply(request, course, pk)
    try:
        send_to_worker(chosen)
    except NotPossibleError as error:
        messages.warning(request, str(error))
    return redirect("changes:change", course, pk)


@login_required
@require_POST
def discard_change(request: HttpRequest, course: str, pk: int) -> HttpResponse:
    """Put a change aside."""
    chosen = change_to_apply(request, course, pk)
    try:
        changing.discard(change=chosen, at=clock.now())
    except NotPossibleError as error:
        messages.warning(request, str(error))
    return redirect("changes:change", course, pk)


@login_required
@require_POST
def repeat_change(request: HttpRequest, course: str, pk: int) -> HttpResponse:
    """Preview the same change against the course as it is now."""
    chosen = change_to_apply(request, course, pk)
    try:
        fresh = preview_again(change=chosen, actor=actor(request), at=clock.now())
    except (RefusedSectionsError, KeyError) as error:
        messages.error(request, f"The course would not take it any more: {error}")
        return redirect("changes:change", course, pk)
    return redirect("changes:change", course, fresh.pk)


def _names(course: Course) -> dict[str, str]:
    components = Component.objects.filter(course=course).select_related("assignment")
    named = {f"component:{one.slug}": one.display_title for one in components}
    return {**named, "total": "Total", "final": "Final", "letter": "Letter"}


def letters_in_order(
    letters: Mapping[str, Mapping[str, int]], course: Course
) -> list[tuple[str, int, int]]:
    """Return each letter with its numbers before and after, from the best down."""
    before, after = letters.get("before", {}), letters.get("after", {})
    scale: Mapping[str, float] = (course.letters or {}).get("scale", {})
    every = sorted({**before, **after}, key=lambda one: -scale.get(one, -1.0))
    return [(one, before.get(one, 0), after.get(one, 0)) for one in every]
