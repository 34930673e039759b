"""The page of one regrade request: the thread, the mark, and what there is to do."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from courseops.models import Result
from courseops.navigation import has_work_page
from courseops.permissions import Permission
from grading.models import RegradeRequest
from grading.overridden import Value, computed
from grading.regrades import listing
from grading.regrades.deciding import How
from grading.regrades.forms import AssignForm, DecisionForm, MessageForm
from grading.regrades.place import RegradePlace
from grading.regrades.standing import shown_line
from grading.report import ComponentLine
from grading.targets import override_target


def regrade_page(
    request: HttpRequest, place: RegradePlace, **given: Any
) -> HttpResponse:
    """Show the request; *given* are forms with their errors, a preview, a status."""
    regrade, student = place.regrade, place.regrade.enrollment
    line = shown_line(component=regrade.component, student=student, at=place.at)
    context = {
        "access": place.access,
        "course": place.course,
        "at": place.at,
        "place": place,
        "regrade": regrade,
        "student": student,
        "query": "" if place.is_own else f"?student={student.user.login}",
        "line": line,
        "is_open": regrade.state == RegradeRequest.State.OPEN,
        "thread": listing.messages(regrade, for_staff=place.may_decide),
        "message_form": MessageForm(None, may_note=place.may_decide),
    }
    if place.may_decide:
        context |= _for_staff(place, line)
    status = given.pop("status", 200)
    return render(request, "grading/regrade.html", context | given, status=status)


def _for_staff(place: RegradePlace, line: ComponentLine | None) -> dict[str, Any]:
    regrade, me = place.regrade, place.access.enrollment
    graders = list(listing.graders(place.course))
    return {
        "may_take": me in graders and regrade.grader != me,
        "may_override": place.access.allows(Permission.OVERRIDE_MARKS),
        "computed": _computed(place, line),
        "grading_url": _grading_url(regrade),
        "assign_form": AssignForm(
            None, graders=graders, initial={"grader": regrade.grader_id or ""}
        ),
        "decision_form": DecisionForm(
            None,
            component=regrade.component,
            initial={"how": How.KEEP, "score": _score(regrade)},
        ),
    }


def _grading_url(regrade: RegradeRequest) -> str:
    """Return where the student's work is graded; empty where nobody judges it."""
    component = regrade.component
    if not has_work_page(component):
        return ""
    where = (component.course.slug, component.slug, regrade.enrollment.user.login)
    return reverse("projects:grade_work", args=where)


def _computed(place: RegradePlace, line: ComponentLine | None) -> Value:
    """Return what stands beneath an override; None where there is none."""
    if line is None or line.state != "overridden":
        return None
    student = place.regrade.enrollment
    target = override_target(f"component:{line.slug}", student=student)
    return computed(student, target, at=place.at)


def _score(regrade: RegradeRequest) -> str:
    """Return the result that is entered, as it is typed."""
    known = Result.objects.filter(
        component=regrade.component, enrollment=regrade.enrollment
    ).first()
    return "" if known is None else f"{known.score:.12g}"
