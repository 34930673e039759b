"""One member gets more points than the team, or fewer."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from courseops.decisions.history import history
from courseops.models import Enrollment
from courseops.permissions import Permission
from projects.agreeing import adjusted
from projects.gradings import adjusting
from projects.gradings.adjusting import AdjustmentRefusedError
from projects.gradings.desk import Desk, desk_of
from projects.gradings.forms import AdjustForm, ReasonForm
from projects.gradings.works import Work
from projects.models import Adjustment


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def adjust_member(
    request: HttpRequest, course: str, component: str, login: str
) -> HttpResponse:
    """Show what a member has beside the team (GET); change that, or remove it (POST)."""
    desk = desk_of(request, course, component, Permission.OVERRIDE_MARKS)
    work = desk.find(login)
    student = next(one for one in work.members if one.user.login == login)
    data = request.POST if request.method == "POST" else None
    clears = "clear" in request.POST
    rubric = desk.place.rubric
    form = AdjustForm(
        None if clears else data,
        most=rubric.most,
        unit=rubric.unit,
        auto_id="adjust-%s",
    )
    clear_form = ReasonForm(data if clears else None, auto_id="clear-%s")
    asked: ReasonForm = clear_form if clears else form
    if asked.is_valid():
        try:
            told = _decide(desk, student, asked)
        except AdjustmentRefusedError as error:
            asked.add_error(None, str(error))
        else:
            messages.success(request, told)
            return redirect("projects:adjust_member", course, component, login)
    context = desk.context() | {
        **_standing(desk, work, student),
        "form": form,
        "clear_form": clear_form,
    }
    status = 422 if asked.errors else 200
    return render(request, "projects/grading_adjust.html", context, status=status)


def _decide(desk: Desk, student: Enrollment, form: ReasonForm) -> str:
    reason, component = form.cleaned_data["reason"], desk.place.work
    if "points" in form.cleaned_data:
        points = form.cleaned_data["points"]
        adjusting.adjust(
            component=component,
            student=student,
            points=points,
            reason=reason,
            actor=desk.user,
            at=desk.place.at,
        )
        return f"{student.user}: {adjusting.in_words(points)} {desk.place.rubric.unit}."
    adjusting.remove(
        component=component,
        student=student,
        reason=reason,
        actor=desk.user,
        at=desk.place.at,
    )
    return f"{student.user} has what the work has."


def _standing(desk: Desk, work: Work, student: Enrollment) -> dict[str, object]:
    """Return what the work has, and what the member has of it.

    Whoever has still to grade the work by themselves is not told its points.
    """
    component = desk.place.work
    rows = Adjustment.objects.filter(component=component, enrollment=student)
    row = rows.select_related("actor").first()
    points = None if work.is_blind(desk.user) else work.points
    own = points
    if points is not None and row is not None:
        own = adjusted(points, row.points, most=work.rubric.most)
    return {
        "work": work,
        "student": student,
        "adjustment": row,
        "points": points,
        "own_points": own,
        "history": history(
            course=desk.place.course,
            target=adjusting.target_of(component, student),
            area="adjustment",
            words=adjusting.in_words,
        ),
    }
