"""The lines of a board: who stands there, under which names, and with what mark."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce

from courseops.models import Enrollment, Status, TeamMember
from leaderboard.models import Baseline, Competition, HiddenEntry
from leaderboard.selectors.ladder import Ladder, Row

Kind = Literal["student", "staff", "baseline"]


@dataclass(frozen=True, kw_only=True)
class Member:
    """Somebody of an entrant: the public name, and the login for staff."""

    name: str
    login: str


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One line of a leaderboard; staff, baselines and hidden entries have no rank.

    ``name`` is a team's, or the public name of who stands alone; ``members`` is empty
    then. ``hidden_because`` is None for what everybody sees. ``climbed`` counts the
    places won since the course's day began, None for who had no rank then.
    A baseline is of nobody.
    """

    rank: int | None
    kind: Kind
    enrollment_id: int | None
    submission_id: int | None
    logins: Sequence[str]
    name: str
    team: str
    members: Sequence[Member]
    score: float
    entries: int
    achieved_at: datetime
    hidden_because: str | None
    climbed: int | None

    @property
    def login(self) -> str:
        """The logins of all of the entrant, for staff."""
        return ", ".join(self.logins)

    @property
    def is_hidden(self) -> bool:
        """Whether staff took it off the board."""
        return self.hidden_because is not None


def as_entries(
    ladder: Ladder, rows: Sequence[Row], ranks: Mapping[int, int], *, today: date | None
) -> list[Entry]:
    """Return standings as lines; those that *ranks* names have a rank."""
    members = members_of(
        ladder.competition, {row.team_id for row in rows if row.team_id is not None}
    )
    reasons = _reasons(ladder.competition, rows)
    return [
        _entry(
            ladder,
            row,
            rank=ranks.get(row.pk),
            members=members.get(row.team_id, ()),
            reason=reasons.get(row.enrollment_id),
            today=today,
        )
        for row in rows
    ]


def baselines(ladder: Ladder) -> list[Entry]:
    """Return the competition's baselines, the best first. One query.

    What stands for a submission has its present score; a private board has only those.
    """
    split = F(f"submission__score__{ladder.score}")
    score = Coalesce(split, "public") if ladder.score == "public" else split
    rows = Baseline.objects.filter(competition=ladder.competition).annotate(now=score)
    sign = 1 if ladder.minimize else -1
    found = [_baseline(row, row.now) for row in rows if row.now is not None]
    return sorted(found, key=lambda one: (sign * one.score, one.name))


def members_of(
    competition: Competition, teams: Collection[int]
) -> Mapping[int | None, Sequence[Member]]:
    """Return the active members of *teams*, by login; one query, none without teams.

    Who is in a team of this very component acts there, not in one of the course.
    """
    if not teams:
        return {}
    elsewhere = TeamMember.objects.filter(
        enrollment=OuterRef("enrollment"), team__component=competition.component
    )
    places = TeamMember.objects.filter(
        Q(team__component__isnull=False) | ~Exists(elsewhere),
        team__in=teams,
        enrollment__status=Status.ACTIVE,
    ).select_related("enrollment__user")
    found: dict[int | None, list[Member]] = defaultdict(list)
    for place in places:
        found[place.team_id].append(_member(place.enrollment))
    return {
        team: sorted(members, key=lambda one: one.login)
        for team, members in found.items()
    }


def _member(enrollment: Enrollment) -> Member:
    return Member(name=enrollment.public_name, login=enrollment.user.login)


def _reasons(competition: Competition, rows: Iterable[Row]) -> Mapping[int, str]:
    """Return why the hidden of *rows* are hidden; one query, none without any."""
    keys = [row.enrollment_id for row in rows if row.is_hidden]
    if not keys:
        return {}
    hidden = HiddenEntry.objects.filter(competition=competition, enrollment__in=keys)
    return dict(hidden.values_list("enrollment", "reason"))


def _entry(
    ladder: Ladder,
    row: Row,
    *,
    rank: int | None,
    members: Sequence[Member],
    reason: str | None,
    today: date | None,
) -> Entry:
    enrollment = row.enrollment
    former = getattr(row, "day_rank", None) if _is_of(row, today) else None
    return Entry(
        rank=rank,
        kind="student" if enrollment.is_student else "staff",
        enrollment_id=enrollment.pk,
        submission_id=row.submission_id,
        logins=[one.login for one in members] or [enrollment.user.login],
        name=row.team.name if row.team else enrollment.public_name,
        team=row.team.name if row.team else "",
        members=members,
        score=ladder.key(row).score,
        entries=row.entries,
        achieved_at=row.achieved_at,
        hidden_because=(reason or "") if row.is_hidden else None,
        climbed=former - rank if former is not None and rank is not None else None,
    )


def _is_of(row: Row, today: date | None) -> bool:
    return today is not None and getattr(row, "day", None) == today


def _baseline(row: Baseline, score: float) -> Entry:
    return Entry(
        rank=None,
        kind="baseline",
        enrollment_id=None,
        submission_id=row.submission_id,
        logins=(),
        name=row.title,
        team="",
        members=(),
        score=score,
        entries=1,
        achieved_at=row.at,
        hidden_because=None,
        climbed=None,
    )
