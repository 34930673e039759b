"""Marks that staff set, and requirements that they waive, of one student."""

from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from courseops import clock
from courseops.decisions.history import history
from courseops.models import Enrollment, User
from courseops.permissions import Access, Permission, access
from grading import services
from grading.decision_forms import OverrideForm, ReasonForm, WaiverForm
from grading.models import Override, Waiver
from grading.overridden import computed, standings
from grading.targets import Target, UnknownTargetError, override_target, waivers_for
from grading.whose import whose


@login_required
@require_http_methods(["GET", "POST"])
def override(request: HttpRequest, course: str, login: str) -> HttpResponse:
    """List what can be overridden; ``?target=`` shows one, and takes its new value."""
    found, student = _student(request, course, login)
    name = request.GET.get("target", "")
    if not name:
        context = _context(found, student)
        lines = standings(student, at=clock.now())
        context |= {
            "lines": lines,
            "overridden": [one for one in lines if one.override],
        }
        return render(request, "grading/overrides.html", context)
    try:
        target = override_target(name, student=student)
    except UnknownTargetError as error:
        raise Http404(str(error)) from error
    return _one(request, found, student, target)


def _one(
    request: HttpRequest, found: Access, student: Enrollment, target: Target
) -> HttpResponse:
    data, clears = request.POST or None, "clear" in request.POST
    row = _in_force(student, target)
    value_form = OverrideForm(
        None if clears else data,
        target=target,
        course=found.course,
        auto_id="override-%s",
        initial={"value": _words(row.value)} if row else {},
    )
    clear_form = ReasonForm(data if clears else None, auto_id="clear-%s")
    form: ReasonForm = clear_form if clears else value_form
    if form.is_valid():
        return _decide(request, found, student, target, form)
    context = _context(found, student) | {
        "target": target,
        "form": value_form,
        "clear_form": clear_form,
        "computed": computed(student, target, at=clock.now()),
        "override": row,
        "history": history(
            course=found.course,
            target=f"{target.name} of {student.user.login}",
            area="override",
            words=_words,
        ),
    }
    status = 200 if data is None else 400
    return render(request, "grading/override.html", context, status=status)


@login_required
@require_http_methods(["GET", "POST"])
def waivers(request: HttpRequest, course: str, login: str) -> HttpResponse:
    """Show what is waived for a student; waive more, or ask for it again."""
    found, student = _student(request, course, login)
    if "remove" in request.POST:
        return _remove_waiver(request, found, student)
    form = WaiverForm(request.POST or None, waivers=waivers_for(student))
    if form.is_valid():
        services.waive(
            student=student,
            target=form.cleaned_data["target"],
            reason=form.cleaned_data["reason"],
            actor=_actor(request),
            at=clock.now(),
        )
        messages.success(request, f"Waived {form.cleaned_data['target']}.")
        return redirect(request.path)
    rows = Waiver.objects.filter(enrollment=student).select_related("actor")
    context = _context(found, student) | {"form": form, "rows": rows.order_by("target")}
    status = 200 if request.method == "GET" else 400
    return render(request, "grading/waivers.html", context, status=status)


def _student(
    request: HttpRequest, course: str, login: str
) -> tuple[Access, Enrollment]:
    found = access(
        user=request.user, course_slug=course, permission=Permission.OVERRIDE_MARKS
    )
    student = whose(found, login=login)
    assert student is not None  # noqa: S101 the address names one
    student.course = found.course
    return found, student


def _context(found: Access, student: Enrollment) -> dict[str, Any]:
    return {"access": found, "course": found.course, "student": student}


def _in_force(student: Enrollment, target: Target) -> Override | None:
    rows = Override.objects.filter(enrollment=student, target=target.name)
    return rows.select_related("actor").first()


def _words(value: float | str) -> str:
    return value if isinstance(value, str) else f"{value:.12g}"


def _decide(
    request: HttpRequest,
    found: Access,
    student: Enrollment,
    target: Target,
    form: ReasonForm,
) -> HttpResponse:
    done: dict[str, Any] = {
        "student": student,
        "target": target.name,
        "reason": form.cleaned_data["reason"],
        "actor": _actor(request),
        "at": clock.now(),
    }
    if "value" in form.cleaned_data:
        services.set_override(value=form.cleaned_data["value"], **done)
        told = f"{target.title} of {student.user.login} is overridden."
    else:
        services.clear_override(**done)
        told = f"{target.title} of {student.user.login} is computed again."
    messages.success(request, told)
    grades = reverse("grading:grades", args=[found.course.slug])
    return redirect(f"{grades}?student={quote(student.user.login)}")


def _remove_waiver(
    request: HttpRequest, found: Access, student: Enrollment
) -> HttpResponse:
    name = request.POST["remove"]
    waiver = get_object_or_404(
        Waiver.objects.select_related("enrollment__user", "enrollment__course"),
        enrollment=student,
        target=name,
    )
    services.remove_waiver(waiver=waiver, actor=_actor(request), at=clock.now())
    messages.success(request, f"{name} is asked for again.")
    return redirect(request.path)


def _actor(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # noqa: S101 login_required
    return request.user
