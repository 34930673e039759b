"""Who grades what: dealt out at random, or one by one."""

from collections.abc import Sequence

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from courseops.models import Enrollment
from courseops.permissions import Permission
from projects.gradings import duties
from projects.gradings.desk import Desk, desk_of
from projects.gradings.forms import DealForm
from projects.gradings.listing import progress


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def assign_graders(request: HttpRequest, course: str, component: str) -> HttpResponse:
    """Tell who has how much (GET); deal out works, or take back what is not begun (POST)."""
    desk = desk_of(request, course, component, Permission.ASSIGN_WORK)
    staff = duties.possible_graders(desk.place.course)
    if "take_back" in request.POST:
        return _take_back(request, desk)
    form = DealForm(
        request.POST if request.method == "POST" else None,
        staff=staff,
        initial={
            "graders": [str(one.pk) for one in staff if one.role == "ta"]
            or [str(one.pk) for one in staff],
            "each": 1,
            "seed": desk.place.work.pk,
        },
    )
    if form.is_valid():
        return _deal(request, desk, form)
    there = sum(one.is_there for one in desk.works)
    context = desk.context() | {
        "form": form,
        "works": len(desk.works),
        "there": there,
        "without": sum(one.is_there and not one.graders for one in desk.works),
        "progress": progress(desk.works, user=desk.user),
    }
    status = 422 if form.errors else 200
    return render(request, "projects/grading_assign.html", context, status=status)


@login_required
@require_POST
def change_grader(
    request: HttpRequest, course: str, component: str, login: str
) -> HttpResponse:
    """Let somebody grade a work, or let them no longer."""
    desk = desk_of(request, course, component, Permission.ASSIGN_WORK)
    work = desk.find(login)
    adds = "add" in request.POST
    named = request.POST.get("add" if adds else "remove", "")
    staff = duties.possible_graders(desk.place.course)
    grader = _among(staff if adds else work.graders, named)
    act = duties.assign if adds else duties.unassign
    act(
        component=desk.place.work,
        work=work,
        grader=grader,
        actor=desk.user,
        at=desk.place.at,
    )
    verb = "grades" if adds else "no longer grades"
    messages.success(request, f"{grader.user.get_full_name()} {verb} {work.title}.")
    return redirect("projects:grade_work", course, component, login)


def _among(people: Sequence[Enrollment], login: str) -> Enrollment:
    for one in people:
        if one.user.login == login:
            return one
    raise Http404("No such grader")


def _deal(request: HttpRequest, desk: Desk, form: DealForm) -> HttpResponse:
    chosen = form.cleaned_data
    works = [one for one in desk.works if one.is_there or chosen["everybody"]]
    added = duties.assign_at_random(
        component=desk.place.work,
        works=works,
        graders=form.chosen(),
        each=chosen["each"],
        seed=chosen["seed"],
        actor=desk.user,
        at=desk.place.at,
    )
    if added:
        told = f"{added} assignment{'' if added == 1 else 's'} added."
        messages.success(request, told)
    else:
        messages.info(request, "Every work has its graders already.")
    return redirect("projects:assign_graders", *desk.place.address)


def _take_back(request: HttpRequest, desk: Desk) -> HttpResponse:
    count = duties.take_back(
        component=desk.place.work,
        works=desk.works,
        actor=desk.user,
        at=desk.place.at,
    )
    told = f"{count} assignment{'' if count == 1 else 's'} taken back."
    messages.success(request, told if count else "There was nothing to take back.")
    return redirect("projects:assign_graders", *desk.place.address)
