"""What people do with submissions: hand one in, take it back.

The page, the API and the command all come through here; each has checked the right to
submit (``courseops.permissions``) and reads the clock once.
"""

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef

from courseops import clock
from courseops.models import Enrollment
from courseops.uploads import intake
from courseops.uploads.intake import Staged
from courseops.uploads.opening import check_component_open
from courseops.uploads.placing import with_its_row
from courseops.uploads.refusals import RefusalError
from leaderboard import dispatch, fairness, limits
from leaderboard.csvfile import Problem, check_head
from leaderboard.layouts import layout_in_force
from leaderboard.models import (
    BYTES_PER_MB,
    Competition,
    Score,
    State,
    Submission,
)
from leaderboard.selectors.competitions import solution_in_force
from leaderboard.teaming import settle_if_due

NOTE_LENGTH = 200


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
    settle_if_due(competition, at=at, student=enrollment)
    if staged.too_large:
        raise _too_large(competition, staged)
    problems = check_head(
        head=staged.head,
        file_name=staged.file_name,
        layout=layout_in_force(competition=competition),
    )
    place = staged.place(folder=f"submissions/{competition.pk}")
    with with_its_row(place, of=Submission.objects), transaction.atomic():
        members = limits.lock(competition=competition, enrollment=enrollment)
        quota = limits.quota(
            competition=competition, enrollment=enrollment, at=at, members=members
        )
        limits.check(quota, zone=competition.component.course.zone)
        submission = Submission.objects.create(
            competition=competition,
            enrollment=enrollment,
            received_at=at,
            path=place,
            file_name=staged.file_name,
            sha256=staged.sha256,
            size=staged.size,
            note=intake.printable(note)[:NOTE_LENGTH],
            turn=fairness.next_turn(enrollment=enrollment.pk),
            **_first_state(problems, at),
        )
        if send and not problems:
            transaction.on_commit(dispatch.wake, robust=True)
    return submission


def check_open(*, competition: Competition, at: datetime) -> None:
    """Raise RefusalError unless the competition takes submissions *at* that instant.

    It does from ``released`` on and for good: a deadline closes nothing, what comes
    late is scored and shown, and counts for nothing.
    """
    component = competition.component
    check_component_open(component, at=at)
    if solution_in_force(competition=competition) is None:
        raise RefusalError(
            "no_solution",
            f"{component.display_title} cannot be scored yet: its solution is not in"
            " place. Your instructors store it; please try again later.",
        )


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


def _first_state(problems: list[Problem], at: datetime) -> dict[str, object]:
    if problems:
        return {
            "state": State.REFUSED,
            "reasons": [problem.as_json() for problem in problems],
            "finished_at": at,
        }
    return {"state": State.QUEUED, "enqueued_at": at}


def _too_large(competition: Competition, staged: Staged) -> RefusalError:
    limit = competition.max_bytes / BYTES_PER_MB
    return RefusalError(
        "too_large",
        f"The file has {staged.size / BYTES_PER_MB:.1f} MB; this competition takes up"
        f" to {limit:g} MB. Nothing was kept and it cost no attempt.",
    )
