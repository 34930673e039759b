"""Imports quizzes from a file: what it would change, then the change; exports one."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from courseops import clock
from courseops.datafile import DataFileError
from courseops.models import User
from courseops.permissions import Access, Permission, access
from courseops.quizeditor.interchange import staging
from courseops.quizeditor.interchange.exporting import (
    CONTENT_TYPES,
    NoQuestionsError,
    export,
)
from courseops.quizeditor.interchange.forms import AgreedForm, ImportForm
from courseops.quizeditor.interchange.importing import Outcome, import_file
from courseops.quizeditor.interchange.matching import quizzes_of
from courseops.quizeditor.interchange.preview import preview
from courseops.quizeditor.interchange.rights import barred
from courseops.quizeditor.interchange.source import Format
from courseops.quizeditor.views.desk import desk_of

PAGE = "quizeditor/import.html"
PREVIEW = "quizeditor/import_preview.html"
MEANWHILE = "Something changed since you looked. This is what would change now."
LONGEST_NAME = 200
GONE = "The file is not here any more; choose it again."


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def import_page(request: HttpRequest, course: str) -> HttpResponse:
    """Take a file and show what it would change; agreed to, change it."""
    found = access(
        user=request.user, course_slug=course, permission=Permission.EDIT_QUIZZES
    )
    if "seen" in request.POST:
        return _apply(request, found)
    quizzes = quizzes_of(found.course)
    if request.method != "POST":
        chosen = {"component": request.GET.get("component", "")}
        return _asked(request, found, form=ImportForm(initial=chosen, quizzes=quizzes))
    form = ImportForm(request.POST, request.FILES, quizzes=quizzes)
    if not form.is_valid():
        return _asked(request, found, form=form, status=422)
    file, at = form.cleaned_data["file"], clock.now()
    data, component = file.read(), form.cleaned_data["component"]
    source = file.name[-LONGEST_NAME:]
    try:
        outcome = import_file(
            course=found.course,
            data=data,
            file_name=source,
            component=component,
            actor=None,
            at=at,
            dry_run=True,
        )
    except DataFileError as error:
        return _refused(request, found, error.problems, source, form)
    if outcome.report.errors:
        return _refused(request, found, _errors(outcome), source, form)
    agreed = {"key": staging.keep(data, at=at), "source": source}
    return _shown(request, found, outcome, {**agreed, "component": component})


@login_required
@require_safe
def export_quiz(
    request: HttpRequest, course: str, component: str, notation: str
) -> HttpResponse:
    """Send a quiz as a file in one of the formats."""
    desk = desk_of(request, course, component)
    if notation not in set(Format):
        raise Http404("No such format")
    format_ = Format(notation)
    try:
        made = export(course=desk.course, components=[desk.component], format=format_)
    except NoQuestionsError as error:
        raise Http404(str(error)) from error
    return HttpResponse(
        made.content,
        headers={
            "Content-Type": CONTENT_TYPES[format_],
            "Content-Disposition": f'attachment; filename="{made.name}"',
        },
    )


def _apply(request: HttpRequest, found: Access) -> HttpResponse:
    quizzes = quizzes_of(found.course)
    form, again = AgreedForm(request.POST, quizzes=quizzes), ImportForm(quizzes=quizzes)
    if not form.is_valid():
        return _asked(request, found, form=again, status=422)
    agreed = form.cleaned_data
    try:
        outcome = _made(request, found, agreed)
    except staging.GoneError:
        return _refused(request, found, [GONE], agreed["source"], again)
    except DataFileError as error:
        return _refused(request, found, error.problems, agreed["source"], again)
    if outcome.report.errors:
        return _refused(request, found, _errors(outcome), agreed["source"], again)
    if outcome.fingerprint != agreed["seen"]:
        messages.warning(request, MEANWHILE)
        return _shown(request, found, outcome, agreed, status=409)
    staging.drop(agreed["key"])
    names = ", ".join(one.slug for one in outcome.replaced)
    messages.success(request, f"Imported from {agreed['source']}: {names}.")
    if len(outcome.replaced) == 1:
        only = outcome.replaced[0].slug
        return redirect("quizeditor:edit", found.course.slug, only)
    return redirect("quizzes:list", found.course.slug)


def _made(request: HttpRequest, found: Access, agreed: Mapping[str, Any]) -> Outcome:
    """Apply what was agreed to; what is not that is undone.

    Raises PermissionDenied for what only an instructor may do.
    """
    data = staging.content(agreed["key"])
    with transaction.atomic():
        outcome = import_file(
            course=found.course,
            data=data,
            file_name=agreed["source"],
            component=agreed["component"],
            actor=request.user if isinstance(request.user, User) else None,
            at=clock.now(),
        )
        if outcome.fingerprint != agreed["seen"]:
            transaction.set_rollback(True)
        elif barred(outcome, found):
            raise PermissionDenied
    return outcome


def _asked(
    request: HttpRequest,
    found: Access,
    *,
    form: ImportForm,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    context = {"access": found, "course": found.course, "form": form, **more}
    return render(request, PAGE, context, status=status)


def _refused(
    request: HttpRequest,
    found: Access,
    problems: Sequence[str],
    source: str,
    form: ImportForm,
) -> HttpResponse:
    return _asked(
        request, found, form=form, status=422, problems=problems, file_name=source
    )


def _shown(
    request: HttpRequest,
    found: Access,
    outcome: Outcome,
    agreed: Mapping[str, Any],
    *,
    status: int = 200,
) -> HttpResponse:
    context = {
        "access": found,
        "course": found.course,
        "outcome": outcome,
        "quizzes": preview(outcome, quizzes_of(found.course)),
        "barred": barred(outcome, found),
        "agreed": agreed,
    }
    return render(request, PREVIEW, context, status=status)


def _errors(outcome: Outcome) -> list[str]:
    return [str(error) for error in outcome.report.errors]
