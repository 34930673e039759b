"""The order of a board, public or private, and how many stand above a place in it.

The index of the standings is counted without looking at who they are of; those
without a rank (staff, hidden, dropped) are few, read once and taken off the count.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Exists, Manager, OuterRef, Q, QuerySet

from courseops.models import Enrollment, Role, Status, TeamMember
from leaderboard.cursors import Key
from leaderboard.models import Competition, HiddenEntry, PrivateStanding, Standing

Row = Any
_OWN = (
    "competition",
    "enrollment",
    "submission",
    "team",
    "achieved_at",
    "entries",
    "is_hidden",
)
_NAMES = (
    "enrollment__nickname",
    "enrollment__role",
    "enrollment__user__login",
    "enrollment__user__name",
    "team__name",
)


@dataclass(frozen=True, kw_only=True)
class Ladder:
    """The standings of a competition, the best first by the column *score*."""

    competition: Competition
    minimize: bool
    table: type[Standing | PrivateStanding]
    score: str

    def key(self, row: Row) -> Key:
        """Return where a standing is in the order."""
        return Key(getattr(row, self.score), row.achieved_at, row.submission_id)

    def rows(self) -> QuerySet[Any]:
        """Return every standing, in no order."""
        table: Manager[Any] = self.table.objects
        return table.filter(competition=self.competition)

    def present(self) -> QuerySet[Any]:
        """Return the standings of those who are in the course; of a team one suffices."""
        return self.rows().filter(
            Q(enrollment__status=Status.ACTIVE) | Exists(_active_members())
        )

    def named(self) -> QuerySet[Any]:
        """Return those present with what a line tells of them, and no more."""
        rows = self.present().select_related("enrollment__user", "team")
        morning = ("day", "day_rank") if self.table is Standing else ()
        return rows.only(self.score, *_OWN, *morning, *_NAMES)

    def order(self, *, reverse: bool = False) -> Sequence[str]:
        """Return the columns to sort by, the best first; *reverse* begins at the worst."""
        columns = [f"{'' if self.minimize else '-'}{self.score}"]
        columns += ["achieved_at", "submission_id"]
        return [_turned(one) for one in columns] if reverse else columns

    def above(self, key: Key) -> Q:
        """Tell what stands before *key*: better, or equal and earlier."""
        return self._beside(key, "lt", at_most=self._better)

    def below(self, key: Key) -> Q:
        """Tell what stands after *key*."""
        return self._beside(key, "gt", at_most=self._worse)

    def from_here(self, key: Key) -> Q:
        """Tell what stands at *key* and after it."""
        return self._beside(key, "gt", at_most=self._worse, at="e")

    def better_than(self, score: float) -> int:
        """Return how many with a rank are truly better than *score*."""
        better = self.rows().filter(**{f"{self.score}__{self._better}": score})
        return better.count() - sum(
            self._is_better(one.score, score) for one in self.unranked
        )

    def standing_above(self, key: Key) -> int:
        """Return how many with a rank stand before *key*."""
        above = self.rows().filter(self.above(key))
        return above.count() - sum(
            self._stands_above(one, key) for one in self.unranked
        )

    def ranked(self) -> int:
        """Return how many have a rank."""
        return self.rows().count() - len(self.unranked)

    def is_ranked(self, row: Row) -> bool:
        """Tell whether a standing that is shown has a rank."""
        return not row.is_hidden and row.enrollment.role == Role.STUDENT

    @cached_property
    def unranked(self) -> Sequence[Key]:
        """Where those stand who have no rank. At most four queries."""
        people = Enrollment.objects.filter(course=self.competition.component.course)
        others = people.exclude(role=Role.STUDENT, status=Status.ACTIVE)
        roles = dict(others.order_by().values_list("pk", "role"))
        hidden = HiddenEntry.objects.filter(competition=self.competition)
        among = {*roles, *hidden.values_list("enrollment", flat=True)}
        # By their keys, for a database would look through all people once more.
        found = list(
            self.rows()
            .filter(enrollment__in=among)
            .values_list(
                self.score,
                "achieved_at",
                "submission_id",
                "is_hidden",
                "enrollment_id",
                "team_id",
            )
        )
        active = _with_somebody_active({team for *_, team in found if team is not None})
        return [
            Key(*key)
            for *key, is_hidden, enrollment, team in found
            if is_hidden
            or (
                enrollment in roles
                and (team not in active or roles[enrollment] != Role.STUDENT)
            )
        ]

    @property
    def _better(self) -> str:
        return "lt" if self.minimize else "gt"

    @property
    def _worse(self) -> str:
        return "gt" if self.minimize else "lt"

    def _is_better(self, score: float, other: float) -> bool:
        return score < other if self.minimize else score > other

    def _stands_above(self, one: Key, key: Key) -> bool:
        if one.score != key.score:
            return self._is_better(one.score, key.score)
        return one[1:] < key[1:]

    def _beside(self, key: Key, side: str, *, at_most: str, at: str = "") -> Q:
        beyond = Q(**{f"{self.score}__{at_most}": key.score})
        sooner = Q(**{f"achieved_at__{side}": key.achieved_at})
        same = Q(
            achieved_at=key.achieved_at,
            **{f"submission_id__{side}{at}": key.submission},
        )
        # The first condition lets the database begin inside the index.
        within = Q(**{f"{self.score}__{at_most}e": key.score})
        return within & (beyond | sooner | same)


def public_ladder(competition: Competition) -> Ladder:
    """Return the order of the public board."""
    return Ladder(
        competition=competition,
        minimize=not competition.is_maximized,
        table=Standing,
        score="public",
    )


def private_ladder(competition: Competition) -> Ladder:
    """Return the order of the private board; reads private scores."""
    return Ladder(
        competition=competition,
        minimize=not competition.is_maximized,
        table=PrivateStanding,
        score="private",
    )


def _with_somebody_active(teams: Collection[int]) -> set[int]:
    """Return those of *teams* of which somebody is still in the course."""
    if not teams:
        return set()
    places = TeamMember.objects.filter(team__in=teams, enrollment__status=Status.ACTIVE)
    return set(places.values_list("team", flat=True))


def _active_members() -> QuerySet[TeamMember]:
    return TeamMember.objects.filter(
        team=OuterRef("team"), enrollment__status=Status.ACTIVE
    )


def _turned(column: str) -> str:
    return column.removeprefix("-") if column.startswith("-") else f"-{column}"
