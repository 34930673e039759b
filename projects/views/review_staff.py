"""Staff look at one paper's reviews, say what counts, and see what stands out."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from courseops.permissions import Permission
from projects.gradings.forms import ReasonForm
from projects.over import is_over
from projects.place import Place
from projects.reviews.board import Reviewed, paper_rows
from projects.reviews.forms import MarkForm, WeighForm
from projects.reviews.judging import (
    JudgingRefusedError,
    clear_mark,
    set_mark,
    weigh,
)
from projects.reviews.papers import reviewed
from projects.reviews.place import (
    actor_of,
    find_any_review,
    find_reviews,
    posted,
    staff_context,
)
from projects.reviews.received import lines
from projects.reviews.reminding import RemindedError, remind_now
from projects.reviews.standing_out import standing_out


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def reviewed_paper(
    request: HttpRequest, course: str, component: str, login: str
) -> HttpResponse:
    """Show all reviews of a paper (GET); set its points, or clear them (POST)."""
    permission = (
        Permission.OVERRIDE_MARKS if request.method == "POST" else Permission.GRADE_WORK
    )
    place = find_reviews(request, course, component, permission)
    paper = _paper(place, login)
    data, clears = posted(request), "clear" in request.POST
    most = place.rubric.most
    form = MarkForm(None if clears else data, most=most, auto_id="mark-%s")
    clear_form = ReasonForm(data if clears else None, auto_id="clear-%s")
    asked: ReasonForm = clear_form if clears else form
    if asked.is_valid():
        try:
            _decide(request, place, paper, asked)
        except JudgingRefusedError as error:
            asked.add_error(None, str(error))
        else:
            messages.success(request, "Saved.")
            return redirect("projects:reviewed_paper", *place.address, login)
    context = staff_context(place, "papers") | {
        "paper": paper,
        "of": reviewed(place.work),
        "told": [(one, lines(one, place.rubric)) for one in paper.reviews],
        "form": form,
        "clear_form": clear_form,
        "is_over": is_over(place.work, course=place.course, at=place.at),
    }
    status = 422 if asked.errors else 200
    return render(request, "projects/review_paper.html", context, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def weigh_review(
    request: HttpRequest, course: str, component: str, pk: int
) -> HttpResponse:
    """Show one review; set how much it counts and what its reviewer is given."""
    place = find_reviews(request, course, component, Permission.OVERRIDE_MARKS)
    row = find_any_review(place, pk)
    form = WeighForm(
        posted(request),
        initial={"weight": row.weight, "worth": row.worth, "reason": row.why},
        auto_id="weigh-%s",
    )
    if form.is_valid():
        weigh(row, **form.cleaned_data, actor=actor_of(request), at=place.at)
        messages.success(request, "Saved.")
        return redirect(
            "projects:reviewed_paper", *place.address, row.author.user.login
        )
    context = staff_context(place, "papers") | {
        "review": row,
        "lines": lines(row, place.rubric),
        "form": form,
        "reason_form": ReasonForm(auto_id="off-%s"),
    }
    status = 422 if form.errors else 200
    return render(request, "projects/review_weigh.html", context, status=status)


@login_required
@require_safe
def review_outliers(request: HttpRequest, course: str, component: str) -> HttpResponse:
    """Show which reviews, reviewers and papers stand out."""
    place = find_reviews(request, course, component, Permission.GRADE_WORK)
    found = standing_out(place.work, most=place.rubric.most)
    context = staff_context(place, "outliers") | {"found": found}
    return render(request, "projects/review_outliers.html", context)


@login_required
@require_POST
def remind_reviewers(request: HttpRequest, course: str, component: str) -> HttpResponse:
    """Write to everybody who has open reviews."""
    place = find_reviews(request, course, component, Permission.ASSIGN_WORK)
    try:
        sent = remind_now(place.work, actor=actor_of(request), at=place.at)
    except RemindedError as error:
        messages.error(request, str(error))
    else:
        people = "person" if sent == 1 else "people"
        messages.success(request, f"{sent} {people} reminded by e-mail.")
    return redirect("projects:reviews", *place.address)


def _paper(place: Place, login: str) -> Reviewed:
    found = paper_rows(place.work)
    paper = next(
        (
            one
            for one in found
            if any(member.user.login == login for member in one.members)
        ),
        None,
    )
    if paper is None:
        raise Http404("No such paper")
    return paper


def _decide(
    request: HttpRequest, place: Place, paper: Reviewed, form: ReasonForm
) -> None:
    """Set the points of a paper, or clear them; raises JudgingRefusedError."""
    decide = set_mark if "points" in form.cleaned_data else clear_mark
    decide(
        place.work,
        paper.members,
        author=paper.author,
        actor=actor_of(request),
        at=place.at,
        **form.cleaned_data,
    )
