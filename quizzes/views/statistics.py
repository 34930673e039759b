"""For staff: how the questions of a quiz did, as a page and as a file."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from courseops.permissions import Permission
from quizzes import analysis, pictures
from quizzes.analysis_file import as_csv
from quizzes.place import Place, find_place
from quizzes.roll import roll
from quizzes.sample import Sample, sample


@login_required
@require_safe
def statistics(request: HttpRequest, course: str, component: str) -> HttpResponse:
    """Show the scores, and of each question its numbers and its answers."""
    place = find_place(request, course, component, Permission.VIEW_ALL_SUBMISSIONS)
    taken = _sample(place)
    return render(
        request,
        "quizzes/statistics.html",
        place.context()
        | {
            "whole": analysis.whole(taken),
            "items": analysis.by_question(taken),
            "keep": place.rules.keep,
            "pictures": pictures.addresses(place.course),
            "may_correct": place.access.allows(Permission.CHANGE_CLASS),
        },
    )


@login_required
@require_safe
def statistics_csv(request: HttpRequest, course: str, component: str) -> HttpResponse:
    """Send a line for each question as a file for a spreadsheet."""
    place = find_place(request, course, component, Permission.VIEW_ALL_SUBMISSIONS)
    name = f"{place.course.slug}-{place.component.slug}-statistics.csv"
    return HttpResponse(
        as_csv(analysis.by_question(_sample(place))),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _sample(place: Place) -> Sample:
    seats = roll(quiz=place.quiz, course=place.course, at=place.at)
    return sample(quiz=place.quiz, seats=seats)
