"""For staff: the versions of how a competition is scored, and drafts of new ones."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST, require_safe

from courseops.models import User
from courseops.permissions import Permission
from courseops.uploads import intake
from courseops.uploads.intake import Incoming, Staged
from courseops.uploads.refusals import RefusalError
from leaderboard import drafts
from leaderboard.models import BYTES_PER_MB, Solution
from leaderboard.place import Place, find_place
from leaderboard.problems import FileRefusedError
from leaderboard.results import SCORER_VERSION
from leaderboard.selectors import versions
from leaderboard.shadow import dispatch, runs

REASON_LENGTH = 1_000


@login_required
@require_safe
def solution(request: HttpRequest, course: str, component: str) -> HttpResponse:
    """List the versions, and take a new file or the same one anew."""
    place = find_place(request, course, component, Permission.SET_SOLUTION)
    return _page(request, place)


@csrf_exempt
@login_required
@require_POST
def upload_solution(request: HttpRequest, course: str, component: str) -> HttpResponse:
    """Take a file in as a draft and have it tried; 4xx where nothing was kept.

    The CSRF token is checked by the inner view: reading it reads the body, which must
    stream to the disk.
    """
    place = find_place(request, course, component, Permission.SET_SOLUTION)
    with intake.receiving(request, max_bytes=drafts.MAX_BYTES) as incoming:
        return _receive(request, place=place, incoming=incoming)


@csrf_protect
def _receive(request: HttpRequest, *, place: Place, incoming: Incoming) -> HttpResponse:
    try:
        draft = _draft(place, incoming.staged())
    except RefusalError as refusal:
        return _page(request, place, problems=[refusal.message], status=refusal.status)
    except FileRefusedError as refused:
        messages_ = [problem.message for problem in refused.problems]
        return _page(request, place, problems=messages_, status=422)
    return _begin(request, place, draft)


def _draft(place: Place, staged: Staged) -> Solution:
    if staged.too_large:
        limit = drafts.MAX_BYTES // BYTES_PER_MB
        raise RefusalError("too_large", f"A solution may have up to {limit} MB.")
    return drafts.of_new_file(competition=place.competition, staged=staged, at=place.at)


@login_required
@require_POST
def score_again(request: HttpRequest, course: str, component: str) -> HttpResponse:
    """Make a draft of the same file by what the course file declares now; try it."""
    place = find_place(request, course, component, Permission.SET_SOLUTION)
    try:
        draft = drafts.of_same_file(competition=place.competition, at=place.at)
    except (drafts.NoSolutionError, OSError) as error:
        messages.error(request, f"Nothing to score by: {error}")
        return redirect("leaderboard:solution", course, component)
    return _begin(request, place, draft)


def _begin(request: HttpRequest, place: Place, draft: Solution) -> HttpResponse:
    run = runs.begin(
        solution=draft,
        reason=request.POST.get("reason", "").strip()[:REASON_LENGTH],
        actor=request.user if isinstance(request.user, User) else None,
        at=place.at,
        send=dispatch.send,
    )
    return redirect("changes:rescore", place.course.slug, place.component.slug, run.pk)


def _page(
    request: HttpRequest,
    place: Place,
    *,
    problems: Sequence[str] = (),
    status: int = 200,
) -> HttpResponse:
    competition, in_force = place.competition, place.solution
    context: dict[str, Any] = place.context() | {
        "in_force": in_force,
        "versions": versions.versions(competition=competition),
        "shown": versions.SHOWN,
        "problems": problems,
        "reason": request.POST.get("reason", "") if problems else "",
        "columns": [
            *competition.layout.submitted_columns,
            *filter(None, [competition.weight_column]),
        ],
    }
    if in_force is not None:
        context["drifts"] = versions.drifts(competition=competition, in_force=in_force)
        context["older"] = versions.scores_by_older_scorer(
            competition=competition, version=SCORER_VERSION
        )
    return render(request, "leaderboard/solution.html", context, status=status)
