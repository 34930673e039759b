"""What staff say about entries: hidden, disqualified, a baseline.

Each writes the standings that follow, in the transaction of the change; marks follow
with the next recording, which the record of the change sets off.
"""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from courseops import audit
from courseops.models import Enrollment, User
from courseops.teams import Entrant
from leaderboard import contenders, ranking
from leaderboard.entrants import entrant_of
from leaderboard.models import (
    Baseline,
    Competition,
    HiddenEntry,
    Score,
    State,
    Submission,
)

TITLE_LENGTH = 80


class ModerationError(ValueError):
    """It cannot be done; the message says why, to staff."""


@transaction.atomic
def hide(
    *,
    competition: Competition,
    enrollment: Enrollment,
    reason: str,
    actor: User | None,
    at: datetime,
) -> None:
    """Take the entry of *enrollment*, and so of the whole team, off the boards.

    Raises ModerationError without a reason.
    """
    reason = _given(reason)
    ranking.lock([competition.pk])
    entrant = entrant_of(competition=competition, enrollment=enrollment)
    HiddenEntry.objects.bulk_create(
        [
            HiddenEntry(
                competition=competition,
                enrollment_id=key,
                reason=reason,
                actor=actor,
                at=at,
            )
            for key in entrant.members
        ],
        update_conflicts=True,
        unique_fields=["competition", "enrollment"],
        update_fields=["reason", "actor", "at"],
    )
    _follow(competition, entrant)
    _record_entry("board.hide", competition, enrollment, reason, actor=actor, at=at)


@transaction.atomic
def show(
    *,
    competition: Competition,
    enrollment: Enrollment,
    actor: User | None,
    at: datetime,
) -> None:
    """Put a hidden entry back on the boards; nothing happens where it is not hidden."""
    ranking.lock([competition.pk])
    entrant = entrant_of(competition=competition, enrollment=enrollment)
    hidden = HiddenEntry.objects.filter(
        competition=competition, enrollment__in=entrant.members
    )
    if hidden.delete()[0]:
        _follow(competition, entrant)
        _record_entry("board.show", competition, enrollment, "", actor=actor, at=at)


def hidden_entry(
    *, competition: Competition, enrollment: Enrollment
) -> HiddenEntry | None:
    """Return why the entry of *enrollment* is off the boards, None if it is not."""
    entrant = entrant_of(competition=competition, enrollment=enrollment)
    rows = HiddenEntry.objects.filter(
        competition=competition, enrollment__in=entrant.members
    )
    return rows.select_related("actor").order_by("-at").first()


@transaction.atomic
def disqualify(
    *,
    submissions: Sequence[Submission],
    reason: str,
    actor: User | None,
    at: datetime,
) -> int:
    """Let none of *submissions*, all of one competition, count any more.

    Those that are disqualified already keep their reason. Returns how many were not.
    Raises ModerationError without a reason. ``competition.component.course`` and
    ``enrollment.user`` are read.
    """
    reason = _given(reason)
    return _judge(
        submissions,
        of=Submission.objects.filter(disqualified_at=None),
        verb="disqualify",
        now={"disqualified_at": at, "disqualified_reason": reason},
        why=reason,
        actor=actor,
        at=at,
    )


@transaction.atomic
def readmit(
    *, submission: Submission, reason: str, actor: User | None, at: datetime
) -> int:
    """Let a disqualified submission count again; returns 1, 0 where it does already."""
    return _judge(
        [submission],
        of=Submission.objects.filter(disqualified_at__isnull=False),
        verb="readmit",
        now={"disqualified_at": None, "disqualified_reason": ""},
        why=reason.strip(),
        actor=actor,
        at=at,
    )


def of_entrant(
    *, competition: Competition, enrollment: Enrollment
) -> QuerySet[Submission]:
    """Return what *enrollment* and their team handed in, newest first."""
    entrant = entrant_of(competition=competition, enrollment=enrollment)
    rows = Submission.objects.filter(
        competition=competition, enrollment__in=entrant.members
    )
    return rows.select_related(
        "competition__component__course", "enrollment__user", "score"
    ).order_by("-received_at", "-pk")


@transaction.atomic
def make_baseline(
    *, submission: Submission, title: str, actor: User | None, at: datetime
) -> Baseline:
    """Mark a staff's scored submission as a baseline called *title*.

    Raises ModerationError where it is a student's or has no score, for a title that is
    empty or taken, and where it is one already.
    """
    title = " ".join(title.split())
    competition = submission.competition
    ranking.lock([competition.pk])
    score = Score.objects.filter(submission=submission).only("public").first()
    if submission.enrollment.is_student:
        raise ModerationError("Only a submission of the staff can be a baseline.")
    if score is None or submission.state != State.SCORED:
        raise ModerationError("Only a submission with a score can be a baseline.")
    if not title or len(title) > TITLE_LENGTH:
        raise ModerationError(f"A baseline's title has 1 to {TITLE_LENGTH} characters.")
    known = Baseline.objects.filter(competition=competition)
    if known.filter(submission=submission).exists():
        raise ModerationError("This submission is a baseline already.")
    if known.filter(title=title).exists():
        raise ModerationError(f"There is a baseline called “{title}” already.")
    audit.record(
        course=competition.component.course,
        actor=actor,
        verb="baseline.make",
        target=f"submission:{submission.pk}",
        after={"title": title, "public": score.public},
        at=at,
    )
    return Baseline.objects.create(
        competition=competition,
        title=title,
        public=score.public,
        submission=submission,
        actor=actor,
        at=at,
    )


@transaction.atomic
def remove_baseline(*, baseline: Baseline, actor: User | None, at: datetime) -> None:
    """Let a baseline be a staff's ordinary entry again, or nothing if it was a number."""
    competition = baseline.competition
    audit.record(
        course=competition.component.course,
        actor=actor,
        verb="baseline.remove",
        target=f"submission:{baseline.submission_id or ''}",
        before={"title": baseline.title, "public": baseline.public},
        at=at,
    )
    baseline.delete()


def _judge(
    submissions: Sequence[Submission],
    *,
    of: QuerySet[Submission],
    verb: str,
    now: dict[str, object],
    why: str,
    actor: User | None,
    at: datetime,
) -> int:
    """Change those of *submissions* that are among *of* to be as *now* says."""
    competition = submissions[0].competition
    ranking.lock([competition.pk])
    keys = [one.pk for one in submissions]
    changed = set(of.filter(pk__in=keys).values_list("pk", flat=True))
    if not changed:
        return 0
    Submission.objects.filter(pk__in=changed).update(**now)
    concerned = [one for one in submissions if one.pk in changed]
    for one in concerned:
        audit.record(
            course=competition.component.course,
            actor=actor,
            verb=f"submission.{verb}",
            target=f"submission:{one.pk} of {one.enrollment.user.login}",
            before={"is_disqualified": verb == "readmit"},
            after={"is_disqualified": verb == "disqualify"},
            why=why,
            at=at,
        )
    _reopen(competition, {one.enrollment_id for one in concerned})
    return len(changed)


def _reopen(competition: Competition, enrollments: Collection[int]) -> None:
    # What these outdid may be the best now.
    contenders.reopen(competition=competition, enrollments=enrollments)
    ranking.write_standings(competition=competition, enrollments=enrollments)


def _follow(competition: Competition, entrant: Entrant) -> None:
    ranking.write_standings(competition=competition, enrollments=entrant.members)


def _given(reason: str) -> str:
    reason = reason.strip()
    if not reason:
        raise ModerationError("Say why: whom it concerns reads the reason.")
    return reason


def _record_entry(
    verb: str,
    competition: Competition,
    enrollment: Enrollment,
    why: str,
    *,
    actor: User | None,
    at: datetime,
) -> None:
    audit.record(
        course=competition.component.course,
        actor=actor,
        verb=verb,
        target=f"{competition.component.slug} of {enrollment.user.login}",
        before={"is_hidden": verb == "board.show"},
        after={"is_hidden": verb == "board.hide"},
        why=why,
        at=at,
    )
