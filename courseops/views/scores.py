"""Imports the scores of a component: a file, what it would change, the change."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from courseops import clock, selectors
from courseops.datafile import DataFileError, text_of
from courseops.models import Component, User
from courseops.permissions import Access, Permission, access
from courseops.scores.changes import Plan
from courseops.scores.forms import ScoresForm, SeenForm
from courseops.scores.kinds import highest, refusal, unit
from courseops.scores.naming import name_strangers
from courseops.scores.planning import SentBy, plan_scores
from courseops.scores.services import ChangedMeanwhileError, import_scores
from courseops.scores.showing import CHANGES, elsewhere, filters, rows, students

PAGE = "courseops/scores.html"
PREVIEW = "courseops/scores_preview.html"
MEANWHILE = "Scores were changed since you looked. This is what would change now."
# As many strangers as can be named at a time.
NAMED = 200


@dataclass(frozen=True, kw_only=True)
class _Asked:
    """A request: who asks, when, and about which components."""

    request: HttpRequest
    access: Access
    components: list[Component]
    sent_by: SentBy
    at: datetime

    @property
    def actor(self) -> User | None:
        user = self.request.user
        return user if isinstance(user, User) else None


@dataclass(frozen=True, kw_only=True)
class _File:
    """The file of a page: its text, its name, and the component that it is for."""

    component: Component
    text: str
    source: str


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def scores(request: HttpRequest, course: str, sent_by: SentBy) -> HttpResponse:
    """Take a file and show what it would change; agreed to, change it.

    *sent_by* tells what the export for Canvas holds (:mod:`grading.sent`).
    """
    found = access(
        user=request.user, course_slug=course, permission=Permission.OVERRIDE_MARKS
    )
    components = [one for one in selectors.components(found.course) if not refusal(one)]
    for one in components:
        one.course = found.course
    asked = _Asked(
        request=request,
        access=found,
        components=components,
        sent_by=sent_by,
        at=clock.now(),
    )
    if "scores" in request.POST:
        return _seen(asked)
    if request.method == "POST":
        return _uploaded(asked)
    chosen = {"component": request.GET.get("component", "")}
    return _form(asked, form=ScoresForm(initial=chosen, components=components))


def _uploaded(asked: _Asked) -> HttpResponse:
    request = asked.request
    form = ScoresForm(request.POST, request.FILES, components=asked.components)
    if not form.is_valid():
        return _form(asked, form=form, status=422)
    upload = form.cleaned_data["file"]
    try:
        text = text_of(upload.read())
    except DataFileError as error:
        return _refused(asked, error, name=upload.name)
    component = form.cleaned_data["component"]
    return _preview(
        asked, _File(component=component, text=text, source=upload.name[:150])
    )


def _seen(asked: _Asked) -> HttpResponse:
    """Do what a button of the preview asks."""
    form = SeenForm(asked.request.POST, components=asked.components)
    if not form.is_valid():
        empty = ScoresForm(components=asked.components)
        return _form(asked, form=empty, status=422)
    data = form.cleaned_data
    file = _File(
        component=data["component"], text=data["scores"], source=data["source"]
    )
    if data["do"] == "name":
        return _named(asked, file)
    if data["do"] == "apply" or data["then"] is not None:
        return _applied(asked, file, seen=data["seen"], then=data["then"])
    if data["to"] is not None:
        file = _File(component=data["to"], text=file.text, source=file.source)
    return _preview(asked, file, show=data["show"], page=data["page"])


def _preview(
    asked: _Asked, file: _File, *, show: str = CHANGES, page: str = ""
) -> HttpResponse:
    try:
        plan = plan_scores(
            component=file.component,
            data=file.text.encode(),
            at=asked.at,
            sent_by=asked.sent_by,
        )
    except DataFileError as error:
        return _refused(asked, error, name=file.source)
    return _shown(asked, file, plan, show=show, page=page)


@transaction.atomic
def _named(asked: _Asked, file: _File) -> HttpResponse:
    try:
        plan = plan_scores(
            component=file.component, data=file.text.encode(), at=asked.at
        )
        count = name_strangers(
            plan.strangers[:NAMED],
            course=asked.access.course,
            by_hand=asked.request.POST,
            actor=asked.actor,
            at=asked.at,
        )
    except DataFileError as error:
        for problem in error.problems:
            messages.error(asked.request, problem)
    else:
        messages.success(asked.request, f"{count} named, here and in later files.")
    return _preview(asked, file)


def _applied(
    asked: _Asked, file: _File, *, seen: str, then: Component | None
) -> HttpResponse:
    """Apply what was seen, and go on to the component *then*, if there is one."""
    try:
        plan = import_scores(
            component=file.component,
            data=file.text.encode(),
            actor=asked.actor,
            at=asked.at,
            source=file.source,
            seen=seen,
            sent_by=asked.sent_by,
        )
    except ChangedMeanwhileError as error:
        messages.warning(asked.request, MEANWHILE)
        return _shown(asked, file, error.plan, status=409)
    except DataFileError as error:
        return _refused(asked, error, name=file.source)
    slug = file.component.slug
    messages.success(asked.request, f"Scores of {slug}: {plan.counted}.")
    if then is not None:
        following = _File(component=then, text=file.text, source=file.source)
        return _preview(asked, following)
    here = reverse("scores", args=[asked.access.course.slug])
    return redirect(f"{here}?component={slug}")


def _form(
    asked: _Asked, *, form: ScoresForm, status: int = 200, **more: Any
) -> HttpResponse:
    context = {"access": asked.access, "course": asked.access.course, "form": form}
    return render(asked.request, PAGE, context | more, status=status)


def _refused(asked: _Asked, error: DataFileError, *, name: str) -> HttpResponse:
    return _form(
        asked,
        form=ScoresForm(components=asked.components),
        status=422,
        problems=error.problems,
        file_name=name,
    )


def _shown(
    asked: _Asked,
    file: _File,
    plan: Plan,
    *,
    show: str = CHANGES,
    page: str = "",
    status: int = 200,
) -> HttpResponse:
    most = highest(file.component)
    context = {
        "access": asked.access,
        "course": asked.access.course,
        "component": file.component,
        "plan": plan,
        "source": file.source,
        "scores": file.text,
        "show": show,
        "filters": filters(plan, chosen=show),
        "page": rows(plan, chosen=show, page=page),
        "strangers": plan.strangers[:NAMED],
        "students": students(asked.access.course) if plan.strangers else [],
        "elsewhere": elsewhere(plan, asked.components),
        "unit": unit(file.component),
        "most": None if most == float("inf") else most,
    }
    return render(asked.request, PREVIEW, context, status=status)
