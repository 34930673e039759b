"""What staff do with entries of a leaderboard, and with single submissions there."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from courseops.models import Enrollment, User
from courseops.permissions import Permission
from leaderboard import moderation
from leaderboard.entrants import entrant_of
from leaderboard.models import COUNTED_STATES, Baseline, Submission
from leaderboard.moderation import ModerationError
from leaderboard.place import Place, find_place, find_submission
from leaderboard.selectors.board import own_entry


@login_required
@require_safe
def entry(
    request: HttpRequest, course: str, component: str, login: str
) -> HttpResponse:
    """Show staff an entry with all its submissions, and what they may do about it."""
    place = find_place(request, course, component, Permission.MANAGE_BOARD)
    enrollment = _participant(place, login)
    competition = place.competition
    entrant = entrant_of(competition=competition, enrollment=enrollment)
    members = Enrollment.objects.filter(pk__in=entrant.members)
    context = place.context() | {
        "enrollment": enrollment,
        "entry": own_entry(competition=competition, me=enrollment),
        "members": members.select_related("user"),
        "hidden": moderation.hidden_entry(
            competition=competition, enrollment=enrollment
        ),
        "submissions": moderation.of_entrant(
            competition=competition, enrollment=enrollment
        ),
        "can_disqualify": place.access.allows(Permission.DISQUALIFY),
    }
    return render(request, "leaderboard/entry.html", context)


@login_required
@require_POST
def hide(request: HttpRequest, course: str, component: str, login: str) -> HttpResponse:
    """Take an entry off the board, with the reason that its owner reads."""
    place = find_place(request, course, component, Permission.MANAGE_BOARD)
    enrollment = _participant(place, login)
    _do(
        request,
        "The entry is hidden: other students do not see it.",
        lambda actor: moderation.hide(
            competition=place.competition,
            enrollment=enrollment,
            reason=request.POST.get("reason", ""),
            actor=actor,
            at=place.at,
        ),
    )
    return _to_entry(place, enrollment)


@login_required
@require_POST
def show(request: HttpRequest, course: str, component: str, login: str) -> HttpResponse:
    """Put a hidden entry back on the board."""
    place = find_place(request, course, component, Permission.MANAGE_BOARD)
    enrollment = _participant(place, login)
    _do(
        request,
        "The entry is on the board again.",
        lambda actor: moderation.show(
            competition=place.competition,
            enrollment=enrollment,
            actor=actor,
            at=place.at,
        ),
    )
    return _to_entry(place, enrollment)


@login_required
@require_POST
def disqualify_entry(
    request: HttpRequest, course: str, component: str, login: str
) -> HttpResponse:
    """Disqualify all that an entrant handed in."""
    place = find_place(request, course, component, Permission.DISQUALIFY)
    enrollment = _participant(place, login)
    found = moderation.of_entrant(competition=place.competition, enrollment=enrollment)
    _disqualify(request, place, list(found.filter(state__in=COUNTED_STATES)))
    return _to_entry(place, enrollment)


@login_required
@require_POST
def disqualify(
    request: HttpRequest, course: str, component: str, pk: int
) -> HttpResponse:
    """Disqualify one submission, with the reason that its owner reads."""
    place = find_place(request, course, component, Permission.DISQUALIFY)
    _disqualify(request, place, [_submission(place, pk)])
    return _to_submission(place, pk)


@login_required
@require_POST
def readmit(request: HttpRequest, course: str, component: str, pk: int) -> HttpResponse:
    """Let a disqualified submission count again."""
    place = find_place(request, course, component, Permission.DISQUALIFY)
    submission = _submission(place, pk)
    _do(
        request,
        f"Submission {pk} counts again. Marks follow within a minute.",
        lambda actor: moderation.readmit(
            submission=submission,
            reason=request.POST.get("reason", ""),
            actor=actor,
            at=place.at,
        ),
    )
    return _to_submission(place, pk)


@login_required
@require_POST
def make_baseline(
    request: HttpRequest, course: str, component: str, pk: int
) -> HttpResponse:
    """Mark a staff's submission as a baseline."""
    place = find_place(request, course, component, Permission.MANAGE_BOARD)
    submission = _submission(place, pk)
    _do(
        request,
        "The submission is a baseline on the leaderboard now.",
        lambda actor: moderation.make_baseline(
            submission=submission,
            title=request.POST.get("title", ""),
            actor=actor,
            at=place.at,
        ),
    )
    return _to_submission(place, pk)


@login_required
@require_POST
def remove_baseline(
    request: HttpRequest, course: str, component: str, pk: int
) -> HttpResponse:
    """Let a baseline be an ordinary entry of the staff again."""
    place = find_place(request, course, component, Permission.MANAGE_BOARD)
    baselines = Baseline.objects.select_related("competition__component__course")
    found = baselines.filter(competition=place.competition, submission=pk).first()
    if found is None:
        raise Http404("No such baseline")
    _do(
        request,
        "The baseline is removed.",
        lambda actor: moderation.remove_baseline(
            baseline=found, actor=actor, at=place.at
        ),
    )
    return _to_submission(place, pk)


def _participant(place: Place, login: str) -> Enrollment:
    """Return whose entry is asked for; the first of a team stands for all of it."""
    enrollments = Enrollment.objects.filter(course=place.course, user__login=login)
    found = enrollments.select_related("user", "course").first()
    if found is None:
        raise Http404("No such participant")
    return found


def _submission(place: Place, pk: int) -> Submission:
    found = find_submission(place, pk)
    found.competition = place.competition
    return found


def _disqualify(
    request: HttpRequest, place: Place, submissions: list[Submission]
) -> None:
    if not submissions:
        messages.info(request, "There is nothing to disqualify.")
        return
    _do(
        request,
        "Disqualified: it counts for nothing, and its owner reads why. Marks follow"
        " within a minute.",
        lambda actor: moderation.disqualify(
            submissions=submissions,
            reason=request.POST.get("reason", ""),
            actor=actor,
            at=place.at,
        ),
    )


def _do(request: HttpRequest, done: str, action: Callable[[User | None], Any]) -> None:
    """Act as the asker and tell that it is *done*, or why it is not."""
    actor = request.user if isinstance(request.user, User) else None
    try:
        action(actor)
    except ModerationError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, done)


def _to_entry(place: Place, enrollment: Enrollment) -> HttpResponse:
    address = [place.course.slug, place.component.slug, enrollment.user.login]
    return redirect(reverse("leaderboard:entry", args=address))


def _to_submission(place: Place, pk: int) -> HttpResponse:
    address = [place.course.slug, place.component.slug, pk]
    return redirect(reverse("leaderboard:submission", args=address))
