"""One submission: what became of it, followed while it is open."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from courseops.models import Enrollment
from leaderboard import limits
from leaderboard.excerpts import excerpts
from leaderboard.expectation import Expectation, expectation
from leaderboard.live import pace
from leaderboard.models import OPEN_STATES, State, Submission
from leaderboard.place import Place, find_place, find_submission
from leaderboard.quotas import Quota
from leaderboard.selectors.board import own_entry
from leaderboard.selectors.entries import Entry
from leaderboard.selectors.former import former_scores
from leaderboard.selectors.submissions import (
    all_scores,
    with_scores,
)
from leaderboard.views.judging import judging_context

PARTS = {"status": "leaderboard/_status.html", "row": "leaderboard/_row_state.html"}


@login_required
@require_safe
def submission(
    request: HttpRequest, course: str, component: str, pk: int
) -> HttpResponse:
    """Show everything about one submission.

    ``?live=status`` and ``?live=row`` answer with a part that asks again until the
    submission is settled; with nothing (204) where it is still as ``seen`` tells.
    """
    place = find_place(request, course, component)
    found = find_submission(place, pk)
    part = request.GET.get("live", "")
    context = status_context(place, found)
    if part not in PARTS:
        context |= {
            "steps": _steps(found),
            "can_cancel": _can_cancel(place, found),
            **judging_context(place, found),
            "former": former_scores(submission=found, private=place.shows_private),
            "shows_private": place.shows_private,
        }
        if place.shows_private:
            context["scores"] = all_scores(submission=found)
        return render(request, "leaderboard/submission.html", context)
    if request.GET.get("seen") == _seen(part, context):
        return HttpResponse(status=204)
    if "quota" in request.GET and place.me is not None:
        # The receipt stands beside the quota, which a refused file gives back.
        context |= {"quota": own_quota(place, place.me), "out_of_band": True}
    answer = render(request, PARTS[part], context)
    if found.state not in OPEN_STATES:
        answer["HX-Trigger"] = "submission-settled"
    return answer


def own_quota(place: Place, me: Enrollment) -> Quota:
    """Return how much of the limits is left to the asker."""
    return limits.quota(
        competition=place.competition,
        enrollment=me,
        at=place.at,
        members=place.entrant.members if place.entrant else None,
    )


def status_context(place: Place, submission: Submission) -> dict[str, Any]:
    """Return what the status of a submission, new or settled, is shown with."""
    queued = submission.state == State.QUEUED
    return place.context() | {
        "submission": submission,
        "pace": pace(submission, at=place.at),
        "expected": expectation(submission=submission, at=place.at) if queued else None,
        "own": _own(place, submission),
        "after_deadline": place.is_after_deadline(submission.received_at),
        "reasons": _reasons(submission),
    }


def _seen(part: str, context: dict[str, Any]) -> str:
    """Name what a part shows, so that asking again for the same costs no answer."""
    submission: Submission = context["submission"]
    if part == "row":
        return f"{submission.state}-{context['pace']}"
    expected: Expectation | None = context["expected"]
    return f"{submission.state}-{context['pace']}-{expected.ahead if expected else 0}"


def _own(place: Place, submission: Submission) -> Entry | None:
    """Return the asker's line on the board, to set their new score in relation."""
    if place.me is None or not place.is_ours(submission):
        return None
    if submission.state != State.SCORED:
        return None
    return own_entry(competition=place.competition, me=place.me)


def _can_cancel(place: Place, submission: Submission) -> bool:
    """Tell whether nothing has been done with the asker's or their team's yet."""
    return (
        place.is_ours(submission)
        and submission.state == State.QUEUED
        and not any(with_scores([submission]))
    )


def _reasons(submission: Submission) -> Sequence[Mapping[str, Any]]:
    """Return why a file was refused, with the file's own lines where they are near."""
    lines = {r["line"] for r in submission.reasons if r.get("line") is not None}
    quoted = excerpts(path=submission.file, lines=lines) if lines else {}
    return [
        reason | {"excerpt": quoted.get(reason.get("line"), "")}
        for reason in submission.reasons
    ]


def _steps(submission: Submission) -> Sequence[tuple[str, datetime]]:
    """Return what happened to a submission and when, in order."""
    ends = "Imported" if submission.is_imported else submission.get_state_display()
    found = [
        ("Received", submission.received_at),
        ("Queued", submission.enqueued_at),
        ("Scoring began", submission.started_at),
        (ends, submission.finished_at),
    ]
    return [(word, when) for word, when in found if when is not None]
