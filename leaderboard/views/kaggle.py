"""Takes in Kaggle's leaderboard: a file, whom its names mean, the scores."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from courseops.datafile import DataFileError, text_of
from courseops.models import Enrollment, Role, User
from courseops.permissions import Permission
from leaderboard.kaggleboard import ByHand, Review, review
from leaderboard.kaggleimport import Taken, take_board
from leaderboard.place import Place, find_place

PAGE = "leaderboard/kaggle.html"
REVIEW = "leaderboard/kaggle_review.html"
MOST_BYTES = 2_000_000
# A form has room for so many names; those that nobody has come first.
MOST_FIELDS = 900


class BoardForm(forms.Form):
    """The file."""

    file = forms.FileField(
        label="Leaderboard",
        help_text="As Kaggle exports it: the CSV out of the downloaded zip, or what"
        " <code>kaggle competitions leaderboard --show --csv</code> prints. Nothing"
        " changes before you have seen whom its names mean.",
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.txt,text/csv"}),
    )

    def clean_file(self) -> Any:
        """Refuse what is too large to be shown back."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            most = MOST_BYTES // 1_000_000
            raise forms.ValidationError(f"The file is larger than {most} MB.")
        return file


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def kaggle(request: HttpRequest, course: str, component: str) -> HttpResponse:
    """Take a file and show whom its names mean; agreed to, import their scores."""
    place = find_place(request, course, component, Permission.OVERRIDE_MARKS)
    if "board" in request.POST:
        return _take(request, place)
    if request.method != "POST":
        return render(request, PAGE, place.context() | {"form": BoardForm()})
    form = BoardForm(request.POST, request.FILES)
    if not form.is_valid():
        return render(request, PAGE, place.context() | {"form": form}, status=422)
    file = form.cleaned_data["file"]
    try:
        board = text_of(file.read())
        found = _review(place, board, by_hand={})
    except DataFileError as error:
        return _unreadable(request, place, error)
    return _shown(request, place, found, board, source=file.name)


def _take(request: HttpRequest, place: Place) -> HttpResponse:
    board, source = request.POST["board"], request.POST.get("source", "")[:200]
    by_hand = dict(_by_hand(request))
    try:
        taken = take_board(
            competition=place.competition,
            data=board.encode(),
            by_hand=by_hand,
            actor=request.user if isinstance(request.user, User) else None,
            at=place.at,
        )
    except DataFileError as error:
        try:
            found = _review(place, board, by_hand)
        except DataFileError as unreadable:
            return _unreadable(request, place, unreadable)
        return _shown(
            request, place, found, board, source=source, problems=error.problems
        )
    messages.success(request, _told(taken))
    return redirect("leaderboard:leaderboard", place.course.slug, place.component.slug)


def _by_hand(request: HttpRequest) -> Iterator[tuple[str, str]]:
    for key, value in request.POST.items():
        if key.startswith("who-") and isinstance(value, str):
            yield key, value


def _review(place: Place, board: str, by_hand: ByHand) -> Review:
    return review(
        course=place.course, data=board.encode(), by_hand=by_hand, at=place.at
    )


def _shown(
    request: HttpRequest,
    place: Place,
    found: Review,
    board: str,
    *,
    source: str,
    problems: list[str] | None = None,
) -> HttpResponse:
    wrong = list(found.problems) if problems is None else problems
    by_need = [*found.wrong, *found.left, *found.taken]
    students = Enrollment.objects.filter(course=place.course, role=Role.STUDENT)
    context = place.context() | {
        "review": found,
        "board": board,
        "source": source,
        "problems": wrong,
        "editable": {one.field for one in by_need[:MOST_FIELDS]},
        "students": students.select_related("user").order_by("user__login"),
    }
    return render(request, REVIEW, context, status=422 if wrong else 200)


def _unreadable(
    request: HttpRequest, place: Place, error: DataFileError
) -> HttpResponse:
    context = place.context() | {"form": BoardForm(), "problems": error.problems}
    return render(request, PAGE, context, status=422)


def _told(taken: Taken) -> str:
    scores = taken.scores
    return (
        f"Scores: {scores.added} added, {scores.replaced} replaced,"
        f" {scores.unchanged} unchanged. Names confirmed: {taken.confirmed}."
        f" Baselines: {taken.baselines} written."
    )
