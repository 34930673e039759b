"""Staff draw reviewers, put single ones on papers, and note conflicts."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from courseops.deadlines import ends
from courseops.permissions import Permission
from projects.gradings.forms import ReasonForm
from projects.models import ReviewConflict, ReviewDrawing
from projects.place import Place
from projects.reviews.assigning import (
    DrawingRefusedError,
    assigned,
    drawn,
    refused,
    taken_off,
)
from projects.reviews.conflicts import ConflictRefusedError, lifted, noted
from projects.reviews.forms import DrawForm, PairForm, any_seed
from projects.reviews.papers import reviewed
from projects.reviews.place import (
    actor_of,
    find_any_review,
    find_reviews,
    posted,
    staff_context,
)
from projects.reviews.plan import Plan, needed, prepared


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def draw_reviews(request: HttpRequest, course: str, component: str) -> HttpResponse:
    """Show what drawing would do (GET, with a seed); draw (POST)."""
    place = find_reviews(request, course, component, Permission.ASSIGN_WORK)
    draws = request.method == "POST"
    data = request.POST if draws else request.GET
    last = ReviewDrawing.objects.filter(component=place.work).first()
    seed = any_seed() if last is None else last.seed
    form = DrawForm(data if "seed" in data or draws else None, initial={"seed": seed})
    if form.is_bound and form.is_valid() and draws:
        try:
            done = drawn(
                place.work, **form.cleaned_data, actor=actor_of(request), at=place.at
            )
        except DrawingRefusedError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _told(done))
            return redirect("projects:reviews", *place.address)
    plan = _plan(place, form)
    of = reviewed(place.work)
    context = staff_context(place, "draw") | {
        "form": form,
        "plan": plan,
        "refusal": refused(plan, needed=needed(place.work)) if plan else "",
        "needed": needed(place.work),
        "of": of,
        "open_until": _open_until(place, of),
        "drawing": last,
    }
    status = 422 if form.errors else 200
    return render(request, "projects/review_draw.html", context, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def assign_review(request: HttpRequest, course: str, component: str) -> HttpResponse:
    """Put one reviewer on a paper."""
    place = find_reviews(request, course, component, Permission.ASSIGN_WORK)
    form = PairForm(posted(request), course=place.course, auto_id="assign-%s")
    if form.is_valid():
        try:
            row = assigned(
                place.work, **form.cleaned_data, actor=actor_of(request), at=place.at
            )
        except DrawingRefusedError as error:
            form.add_error(None, str(error))
        else:
            who = f"{row.reviewer.user} reviews the paper of {row.author.user}."
            messages.success(request, who)
            return redirect("projects:reviews", *place.address)
    context = staff_context(place, "draw") | {"form": form}
    status = 422 if form.errors else 200
    return render(request, "projects/review_assign.html", context, status=status)


@login_required
@require_POST
def take_off_review(
    request: HttpRequest, course: str, component: str, pk: int
) -> HttpResponse:
    """Take a reviewer off a paper, with what they wrote."""
    place = find_reviews(request, course, component, Permission.ASSIGN_WORK)
    row = find_any_review(place, pk)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Say why; nothing was changed.")
        return redirect("projects:weigh_review", *place.address, pk)
    who = (
        f"{row.reviewer.user} does not review the paper of {row.author.user} any more."
    )
    taken_off(
        row, reason=form.cleaned_data["reason"], actor=actor_of(request), at=place.at
    )
    messages.success(request, who)
    return redirect("projects:reviews", *place.address)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def conflicts(request: HttpRequest, course: str, component: str) -> HttpResponse:
    """List who may not review whom (GET); note another one (POST)."""
    place = find_reviews(request, course, component, Permission.ASSIGN_WORK)
    form = PairForm(posted(request), course=place.course, auto_id="conflict-%s")
    if form.is_valid():
        try:
            noted(place.work, **form.cleaned_data, actor=actor_of(request), at=place.at)
        except ConflictRefusedError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Noted; drawings keep to it.")
            return redirect("projects:review_conflicts", *place.address)
    rows = ReviewConflict.objects.filter(component=place.work)
    context = staff_context(place, "conflicts") | {
        "form": form,
        "rows": rows.select_related("reviewer__user", "author__user").order_by("-pk"),
    }
    status = 422 if form.errors else 200
    return render(request, "projects/review_conflicts.html", context, status=status)


@login_required
@require_POST
def lift_conflict(
    request: HttpRequest, course: str, component: str, pk: int
) -> HttpResponse:
    """Take a conflict back."""
    place = find_reviews(request, course, component, Permission.ASSIGN_WORK)
    row = get_object_or_404(
        ReviewConflict.objects.select_related("reviewer__user", "author__user"),
        component=place.work,
        pk=pk,
    )
    row.component = place.work
    lifted(row, actor=actor_of(request), at=place.at)
    messages.success(request, "The conflict is taken back.")
    return redirect("projects:review_conflicts", *place.address)


def _plan(place: Place, form: DrawForm) -> Plan | None:
    asked = getattr(form, "cleaned_data", {})
    if "seed" not in asked:
        return None
    return prepared(
        place.work, seed=asked["seed"], everybody=asked.get("everybody", False)
    )


def _open_until(place: Place, of: Any) -> Any:
    """Return until when papers can still come, None where none can."""
    end = ends([of], course=place.course)[of.pk]
    return end if end is not None and end >= place.at else None


def _told(plan: Plan) -> str:
    return (
        f"{len(plan.added)} reviews assigned, {len(plan.removed)} taken back,"
        f" {plan.kept} kept."
    )
