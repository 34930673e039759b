"""What of a competition's limits an entrant has used, and when they turn a file away.

An entrant is a student or a team, whose members share every limit.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Count, Q, QuerySet

from courseops import teams
from courseops.instants import in_words
from courseops.models import Enrollment, Status
from courseops.uploads.refusals import Code, RefusalError
from leaderboard.models import (
    COUNTED_STATES,
    OPEN_STATES,
    Competition,
    State,
    Submission,
)
from leaderboard.quotas import Allowance, Quota, day_of, month_of

HOUR = timedelta(hours=1)
_PER: Mapping[str, str] = {
    "daily": " a day",
    "monthly": " a month",
    "total": " in all",
    "concurrent": " waiting at a time",
}
_CODES: Mapping[str, Code] = {
    "daily": "daily_limit",
    "monthly": "monthly_limit",
    "total": "total_limit",
    "concurrent": "concurrent_limit",
}


def lock(*, competition: Competition, enrollment: Enrollment) -> Sequence[int]:
    """Let one request at a time judge an entrant's limits; return its members' keys.

    Raises RefusalError where the asker has left the course. Only PostgreSQL needs the
    rows' locks, in the order of their keys; SQLite's transaction excludes all writers.
    """
    while True:
        members = _members(competition, enrollment)
        rows = Enrollment.objects.select_for_update(no_key=True)
        held = {one.pk: one for one in rows.filter(pk__in=members).order_by("pk")}
        # Who joined or left before the locks were held is seen now.
        if _members(competition, enrollment) == members:
            break
    if enrollment.pk not in held:
        raise Enrollment.DoesNotExist
    if held[enrollment.pk].status != Status.ACTIVE:
        raise RefusalError(
            "dropped", "You are no longer in this course, so nothing can be handed in."
        )
    return members


def quota(
    *,
    competition: Competition,
    enrollment: Enrollment,
    at: datetime,
    members: Sequence[int] | None = None,
) -> Quota:
    """Return how much of each limit the entrant of *enrollment* has used *at* then.

    Three queries at most; one less with the *members*, by primary key.
    """
    limits = {
        name: limit
        for name, limit in (competition.limits or {}).items()
        if name in _PER and limit is not None
    }
    if not limits and not settings.REFUSED_PER_HOUR:
        return Quota()
    if members is None:
        members = _members(competition, enrollment)
    mine = Submission.objects.filter(
        competition=competition, enrollment__in=members, is_imported=False
    )
    zone = competition.component.course.zone
    used = _used(mine, at=at, zone=zone) if limits else {}
    resets = {
        "daily": day_of(at, zone=zone).end,
        "monthly": month_of(at, zone=zone).end,
    }
    found = {
        name: Allowance(limit=limit, used=used[name], resets_at=resets.get(name))
        for name, limit in limits.items()
    }
    return Quota(**found, refused=_refused(mine, at=at), members=len(members))


def check(quota: Quota, *, zone: ZoneInfo) -> None:
    """Raise RefusalError where one more file would be more than a limit allows."""
    for name, allowance in quota.in_force.items():
        if allowance.left == 0:
            raise _limit_reached(name, allowance, quota, zone)
    if quota.refused is not None and quota.refused.left == 0:
        raise _too_often_refused(quota.refused, quota, zone)


def _members(competition: Competition, enrollment: Enrollment) -> Sequence[int]:
    return teams.entrant(component=competition.component, enrollment=enrollment).members


def _used(
    mine: QuerySet[Submission], *, at: datetime, zone: ZoneInfo
) -> Mapping[str, int]:
    day, month = day_of(at, zone=zone), month_of(at, zone=zone)
    counted = Q(state__in=COUNTED_STATES)
    return mine.aggregate(
        daily=Count(
            "pk", counted & Q(received_at__gte=day.start, received_at__lt=day.end)
        ),
        monthly=Count(
            "pk", counted & Q(received_at__gte=month.start, received_at__lt=month.end)
        ),
        total=Count("pk", counted),
        concurrent=Count("pk", Q(state__in=OPEN_STATES)),
    )


def _refused(mine: QuerySet[Submission], *, at: datetime) -> Allowance | None:
    """Return how many files of the last hour were refused; None without such a limit.

    Uploads overtake one another, so what came a little later counts, too.
    """
    limit: int = settings.REFUSED_PER_HOUR
    if not limit:
        return None
    rows = mine.filter(
        state=State.REFUSED, received_at__gt=at - HOUR, received_at__lt=at + HOUR
    )
    newest = rows.order_by("-received_at").values_list("received_at", flat=True)
    found = list(newest[:limit])
    frees = found[-1] + HOUR if found else None
    return Allowance(limit=limit, used=len(found), resets_at=frees)


def _who(quota: Quota) -> str:
    return "Your team has" if quota.members > 1 else "You have"


def _limit_reached(
    name: str, allowance: Allowance, quota: Quota, zone: ZoneInfo
) -> RefusalError:
    number = allowance.limit
    submissions = "1 submission" if number == 1 else f"{number} submissions"
    if allowance.resets_at is not None:
        then = f"it resets on {in_words(allowance.resets_at, zone=zone)}"
    elif name == "concurrent":
        then = "wait until one of them is scored"
    else:
        then = "no more can be handed in"
    return RefusalError(
        _CODES[name],
        f"{_who(quota)} reached the limit of {submissions}{_PER[name]}; {then}.",
        retry_at=allowance.resets_at,
    )


def _too_often_refused(
    allowance: Allowance, quota: Quota, zone: ZoneInfo
) -> RefusalError:
    number = allowance.limit
    files = "1 file" if number == 1 else f"{number} files"
    then = ""
    if allowance.resets_at is not None:
        at = in_words(allowance.resets_at, zone=zone, seconds=True)
        then = f" The next is taken from {at} on."
    return RefusalError(
        "refused_limit",
        f"{_who(quota)} handed in {files} within an hour that had to be refused, and"
        f" more are not taken for now. See what was wrong with them first.{then}",
        retry_at=allowance.resets_at,
    )
