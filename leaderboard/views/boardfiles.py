"""The leaderboard to take home."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from courseops.permissions import Permission
from leaderboard.boardfiles import as_csv, as_kaggle_csv
from leaderboard.place import Place, find_place
from leaderboard.selectors.board import whole_board
from leaderboard.selectors.entries import Entry


@login_required
@require_safe
def board_csv(request: HttpRequest, course: str, component: str) -> HttpResponse:
    """Send what the leaderboard's pages show to the asker."""
    place = find_place(request, course, component)
    content = as_csv(
        _entries(place), zone=place.course.zone, with_logins=place.access.is_staff
    )
    return _answer(place, content, "leaderboard")


@login_required
@require_safe
def kaggle_csv(request: HttpRequest, course: str, component: str) -> HttpResponse:
    """Send the leaderboard in Kaggle's form, to staff: it tells logins."""
    place = find_place(request, course, component, Permission.VIEW_ALL_SUBMISSIONS)
    content = as_kaggle_csv(_entries(place), competition=place.competition)
    return _answer(place, content, "publicleaderboard")


def _entries(place: Place) -> list[Entry]:
    return whole_board(
        competition=place.competition, me=place.me, is_staff=place.access.is_staff
    )


def _answer(place: Place, content: bytes, what: str) -> HttpResponse:
    name = f"{place.course.slug}-{place.component.slug}-{what}.csv"
    return HttpResponse(
        content,
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
