"""Shows the results of a quiz to students, after asking once more."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from courseops.models import Status, User
from courseops.permissions import Permission
from quizzes import revealing
from quizzes.place import find_place
from quizzes.roll import roll
from quizzes.seat import Seat


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def reveal(request: HttpRequest, course: str, component: str) -> HttpResponse:
    """Tell what becomes visible and who still may take it (GET), then show it (POST)."""
    place = find_place(request, course, component, Permission.REVEAL_SCORES)
    if not place.rules.asked:
        raise Http404("This quiz asks nothing here")
    if request.method != "POST":
        seats = roll(quiz=place.quiz, course=place.course, at=place.at)
        context = place.context() | {
            "is_revealed": place.is_revealed,
            "how": place.rules.reveal,
            "still": [one.enrollment for one in seats if _may_still(one)],
        }
        return render(request, "quizzes/reveal.html", context)
    actor = request.user if isinstance(request.user, User) else None
    if revealing.reveal(quiz=place.quiz, actor=actor, at=place.at):
        messages.success(request, "Students see the results from now on.")
    else:
        messages.info(request, "The results were shown already.")
    return redirect("quizzes:quiz", place.course.slug, place.component.slug)


def _may_still(seat: Seat) -> bool:
    """Tell whether somebody can give answers yet."""
    who = seat.enrollment
    is_student = who is not None and who.is_student and who.status == Status.ACTIVE
    return is_student and (seat.open_attempt is not None or seat.may_start)
