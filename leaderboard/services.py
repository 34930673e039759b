"""What people do with submissions: hand one in, take it back.

The page, the API and the command all come through here; each has checked the right to
submit (``courseops.permissions``) and reads the clock once.
"""

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q

from courseops import clock
from courseops.instants import in_words
from courseops.models import Enrollment, Status
from leaderboard import dispatch, intake
from leaderboard.csvfile import Problem, check_head
from leaderboard.intake import Staged
from leaderboard.models import (
    BYTES_PER_MB,
    COUNTED_STATES,
    OPEN_STATES,
    Competition,
    Score,
    Solution,
    State,
    Submission,
)
from leaderboard.opening import check_component_open
from leaderboard.placing import with_its_row
from leaderboard.quotas import Allowance, Quota, day_of, month_of
from leaderboard.refusals import Code, RefusalError

NOTE_LENGTH = 200
_PER: Mapping[str, str] = {
    "daily": " a day",
    "monthly": " a month",
    "total": " in all",
    "concurrent": " waiting at a time",
}
_LIMIT_CODES: Mapping[str, Code] = {
    "daily": "daily_limit",
    "monthly": "monthly_limit",
    "total": "total_limit",
    "concurrent": "concurrent_limit",
}


def accept(
    *,
    competition: Competition,
    enrollment: Enrollment,
    staged: Staged,
    at: datetime,
    note: str = "",
    send: bool = True,
) -> Submission:
    """Keep *staged* as a submission of *enrollment*, received *at*.

    When this returns, file and row are on the disk. The submission is ``queued`` and
    on its way to a worker (unless *send* is False: the caller scores it), or
    ``refused`` with the reasons that its first bytes show.

    Raises RefusalError, having kept nothing, where the competition is not open, a limit
    is reached, the file is too large or the disk is full. ``competition.component`` and
    its course are read; select them.
    """
    at = clock.floor_to_second(at)
    check_open(competition=competition, at=at)
    if staged.too_large:
        raise _too_large(competition, staged)
    problems = check_head(
        head=staged.head, file_name=staged.file_name, layout=competition.layout
    )
    place = staged.place(folder=f"submissions/{competition.pk}")
    with with_its_row(place, of=Submission), transaction.atomic():
        _lock(enrollment)
        used = quota(competition=competition, enrollment=enrollment, at=at)
        _check_limits(used, zone=competition.component.course.zone)
        submission = Submission.objects.create(
            competition=competition,
            enrollment=enrollment,
            received_at=at,
            path=place,
            file_name=staged.file_name,
            sha256=staged.sha256,
            size=staged.size,
            note=intake.printable(note)[:NOTE_LENGTH],
            **_first_state(problems, at, send=send),
        )
        if send and not problems:
            transaction.on_commit(partial(_send, submission), robust=True)
    return submission


def check_open(*, competition: Competition, at: datetime) -> None:
    """Raise RefusalError unless the competition takes submissions *at* that instant.

    It does from ``released`` on and for good: a deadline closes nothing, what comes
    late is scored and shown, and counts for nothing.
    """
    component = competition.component
    check_component_open(component, at=at)
    if not Solution.objects.filter(competition=competition).exists():
        raise RefusalError(
            "no_solution",
            f"{component.display_title} cannot be scored yet: its solution is not in"
            " place. Your instructors store it; please try again later.",
        )


def quota(*, competition: Competition, enrollment: Enrollment, at: datetime) -> Quota:
    """Return how much of each limit *enrollment* has used *at* that instant.

    One query; none without limits.
    """
    limits = {
        name: limit
        for name, limit in (competition.limits or {}).items()
        if name in _PER and limit is not None
    }
    zone = competition.component.course.zone
    day, month = day_of(at, zone=zone), month_of(at, zone=zone)
    counted = Q(state__in=COUNTED_STATES)
    used: Mapping[str, int] = {}
    if limits:
        used = Submission.objects.filter(
            competition=competition, enrollment=enrollment, is_imported=False
        ).aggregate(
            daily=Count(
                "pk",
                counted & Q(received_at__gte=day.start, received_at__lt=day.end),
            ),
            monthly=Count(
                "pk",
                counted & Q(received_at__gte=month.start, received_at__lt=month.end),
            ),
            total=Count("pk", counted),
            concurrent=Count("pk", Q(state__in=OPEN_STATES)),
        )
    resets = {"daily": day.end, "monthly": month.end}
    found = {
        name: Allowance(limit=limit, used=used[name], resets_at=resets.get(name))
        for name, limit in limits.items()
    }
    return Quota(**{name: found.get(name) for name in _PER})


def cancel(*, submission: Submission, at: datetime) -> None:
    """Take back a submission that no worker has begun; it costs nothing any more.

    Raises RefusalError (``not_queued``) if one has, also at the same moment.
    """
    scored = Score.objects.filter(submission=OuterRef("pk"))
    changed = Submission.objects.filter(
        ~Exists(scored), pk=submission.pk, state=State.QUEUED
    ).update(state=State.CANCELLED, finished_at=at)
    submission.refresh_from_db(fields=["state", "finished_at"])
    if not changed:
        raise RefusalError(
            "not_queued",
            "Only a submission that is still queued can be cancelled; this one is"
            f" {submission.get_state_display().lower()}.",
        )


def _first_state(
    problems: list[Problem], at: datetime, *, send: bool
) -> dict[str, object]:
    if problems:
        return {
            "state": State.REFUSED,
            "reasons": [problem.as_json() for problem in problems],
            "finished_at": at,
        }
    return {"state": State.QUEUED, "enqueued_at": at if send else None}


def _lock(enrollment: Enrollment) -> None:
    """Let one request at a time judge this participant's limits.

    Only PostgreSQL needs the row's lock; SQLite's transaction excludes all writers.
    """
    now = Enrollment.objects.select_for_update(no_key=True).get(pk=enrollment.pk)
    if now.status != Status.ACTIVE:
        raise RefusalError(
            "dropped", "You are no longer in this course, so nothing can be handed in."
        )


def _check_limits(quota: Quota, *, zone: ZoneInfo) -> None:
    for name, allowance in quota.in_force.items():
        if allowance.left == 0:
            raise _limit_reached(name, allowance, zone)


def _limit_reached(name: str, allowance: Allowance, zone: ZoneInfo) -> RefusalError:
    number = allowance.limit
    submissions = "1 submission" if number == 1 else f"{number} submissions"
    if allowance.resets_at is not None:
        then = f"it resets on {in_words(allowance.resets_at, zone=zone)}"
    elif name == "concurrent":
        then = "wait until one of them is scored"
    else:
        then = "no more can be handed in"
    return RefusalError(
        _LIMIT_CODES[name],
        f"You have reached the limit of {submissions}{_PER[name]}; {then}.",
        retry_at=allowance.resets_at,
    )


def _too_large(competition: Competition, staged: Staged) -> RefusalError:
    limit = competition.max_bytes / BYTES_PER_MB
    return RefusalError(
        "too_large",
        f"The file has {staged.size / BYTES_PER_MB:.1f} MB; this competition takes up"
        f" to {limit:g} MB. Nothing was kept and it cost no attempt.",
    )


def _send(submission: Submission) -> None:
    if not dispatch.send(submission_ids=[submission.pk]):
        Submission.objects.filter(pk=submission.pk, state=State.QUEUED).update(
            enqueued_at=None
        )
