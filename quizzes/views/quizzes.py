"""The quizzes of a course: when each is open, and how far one is."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from courseops import clock
from courseops.permissions import Access, Permission, access
from quizzes import revealing
from quizzes.models import Attempt
from quizzes.seat import Seat, Stage, seats

_COMING = (Stage.UPCOMING,)
_NOW = (Stage.OPEN, Stage.IN_PROGRESS)


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A quiz on the list; ``result`` is the attempt that counts, where that is shown."""

    seat: Seat
    result: Attempt | None

    @property
    def is_now(self) -> bool:
        """Whether there is something to do."""
        return self.seat.stage in _NOW or self.seat.may_start


@login_required
@require_safe
def quizzes(request: HttpRequest, course: str) -> HttpResponse:
    """List the quizzes: what is open, what comes, what is over."""
    found = access(
        user=request.user, course_slug=course, permission=Permission.VIEW_COURSE
    )
    entries = _entries(found)
    now = [entry for entry in entries if entry.is_now]
    coming = [entry for entry in entries if entry.seat.stage in _COMING]
    over = [entry for entry in entries if entry not in now and entry not in coming]
    context = {
        "access": found,
        "course": found.course,
        "groups": [
            (title, group)
            for title, group in (
                ("Open now", now),
                ("Coming up", coming),
                ("Earlier", over),
            )
            if group
        ],
        "is_student": found.enrollment is not None and found.enrollment.is_student,
    }
    return render(request, "quizzes/list.html", context)


def _entries(found: Access) -> Sequence[Entry]:
    at = clock.now()
    mine = seats(course=found.course, enrollment=found.enrollment, at=at)
    ends = revealing.ends([one.quiz.component for one in mine], course=found.course)
    return [
        Entry(
            seat=one,
            result=one.counting
            if revealing.shows_results(one.quiz, end=ends[one.quiz.pk], at=at)
            else None,
        )
        for one in mine
    ]
