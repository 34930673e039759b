"""The curve studio: what a curve does to the class, before anything is stored."""

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from courseops import clock
from courseops.permissions import Permission, access
from grading import gradebook, publications, publishing
from grading.curve_form import CurveForm
from grading.curve_studio import preview
from grading.derivation.curve_words import curve_in_words
from grading.letter_changes import letter_changes
from grading.policy.book import Gradebook
from grading.policy.curves import rule_of


@login_required
@require_GET
def curve_studio(request: HttpRequest, course: str) -> HttpResponse:
    """Show the class under the curve that the address names, else under its own."""
    at = clock.now()
    found = access(
        user=request.user, course_slug=course, permission=Permission.VIEW_ALL_GRADES
    )
    book = gradebook.load(course=found.course, at=at)
    context: dict[str, Any] = {
        "access": found,
        "course": found.course,
        "at": at,
        "may_publish": found.allows(Permission.PUBLISH_LETTERS),
        "unweighted": [one.title for one in book.plan.categories if one.lacks_weight],
    }
    if book.plan.scale is None:
        return render(request, "grading/curve_studio.html", context)
    form = CurveForm(request.GET, course=found.course)
    context |= _tried(form, book) | {
        "form": form,
        "is_own": form.is_valid() and _is_own(form, book, found.course.curve),
    }
    if request.htmx:  # type: ignore[attr-defined]  # set by django_htmx
        return render(request, "grading/_curve_preview.html", context)
    context |= {
        "now": curve_in_words(rule_of(found.course.curve)),
        "missing": publishing.what_is_missing(book),
        "published": book.published,
        "stale": book.is_stale,
        "changes": letter_changes(book),
        "history": publications.publications(found.course),
    }
    return render(request, "grading/curve_studio.html", context)


def _is_own(form: CurveForm, book: Gradebook, curve: Mapping[str, Any] | None) -> bool:
    same_scale = form.scale() == book.plan.scale
    return same_scale and form.rule() == rule_of(curve)


def _tried(form: CurveForm, book: Gradebook) -> dict[str, Any]:
    if not form.is_valid():
        problems = [
            (form[name].label if name in form.fields else "", error)
            for name, errors in form.errors.items()
            for error in errors
        ]
        return {"problems": problems}
    rule = form.rule()
    return {
        "preview": preview(book, scale=form.scale(), curve=rule),
        "words": curve_in_words(rule),
        "typed": form.typed(),
        "compared": "published" if book.published else "present",
    }
