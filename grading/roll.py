"""The students of a course as rows of a table, and whose work is whose."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from courseops.models import Basis, Course, Enrollment, Role, Status
from courseops.teams import Keys, Named
from grading.policy.book import Students
from grading.policy.columns import Bools, Ints

# They are no part of any class statistic (policies.md section 3, point 10).
RANKED_BASES = (Basis.LETTER, Basis.PASS_FAIL)


@dataclass(frozen=True, kw_only=True)
class Roll:
    """Rows of a table by enrollment key, and which of them a class statistic counts.

    ``track`` is each row's. ``teams`` holds by component whom each hands in with, where
    there are teams; ``named`` how they are called, where that will be told.
    """

    key: Ints
    ranked: Bools
    track: Sequence[str | None]
    teams: Mapping[int, Mapping[int, Keys]]
    named: Named

    def __len__(self) -> int:
        return len(self.key)

    def rows(self, enrollment: NDArray[np.int64]) -> Ints:
        """Return the table row of each enrollment key, -1 where it is not in it."""
        if not len(self.key):
            return np.full(len(enrollment), -1, dtype=np.int64)
        order = np.argsort(self.key)
        place = np.searchsorted(self.key, enrollment, sorter=order)
        row = order[np.minimum(place, len(order) - 1)]
        return np.where(self.key[row] == enrollment, row, -1)

    def in_tracks(self, tracks: frozenset[str]) -> Bools:
        """Tell which rows are of one of the tracks."""
        return np.array([track in tracks for track in self.track], dtype=np.bool_)

    def shared(
        self, component: int, enrollment: NDArray[np.int64]
    ) -> tuple[Ints, Ints]:
        """Return whose each fact is, as (place of the fact, table row) pairs.

        What one member of a team hands in is every member's.
        """
        teams = self.teams.get(component)
        if not teams:
            rows = self.rows(enrollment)
            found = np.flatnonzero(rows >= 0)
            return found, rows[found]
        pairs = [
            (place, one)
            for place, key in enumerate(enrollment.tolist())
            for one in teams.get(key, (key,))
        ]
        table = np.array(pairs, dtype=np.int64).reshape(-1, 2)
        rows = self.rows(table[:, 1])
        return table[rows >= 0, 0], rows[rows >= 0]

    def makers(
        self, component: int, made_by: Ints, student: Ints, keys: Ints
    ) -> Mapping[tuple[int, int], str]:
        """Return who handed in for whom, by row and key, where they are not the same.

        Nothing where members are not named.
        """
        if not self.named or not self.teams.get(component):
            return {}
        return {
            (int(student[one]), int(keys[one])): told
            for one in np.flatnonzero(made_by != self.key[student])
            if (told := self.speaks_of(component, int(made_by[one])))
        }

    def speaks_of(self, component: int, member: int) -> str | None:
        """Return what a derivation calls a member of a team, with the team."""
        found = self.named.get((component, member)) or self.named.get((None, member))
        return f"{found[0]} for your team “{found[1]}”" if found else None


def students(course: Course, enrollment: Enrollment | None) -> Students:
    """Return the students of a course by login, or the one that is given."""
    rows = Enrollment.objects.filter(course=course, role=Role.STUDENT)
    if enrollment is not None:
        rows = rows.filter(pk=enrollment.pk)
    # Databases order text differently, so the order is made here.
    people = sorted(
        rows.select_related("user", "track"), key=lambda one: one.user.login
    )
    return Students(
        key=np.array([one.pk for one in people], dtype=np.int64),
        login=[one.user.login for one in people],
        name=[one.user.name for one in people],
        email=[one.user.email for one in people],
        track=[one.track.slug if one.track else None for one in people],
        basis=[one.basis for one in people],
        status=[one.status for one in people],
    )


def roll(of: Students, teams: Mapping[int, Mapping[int, Keys]], named: Named) -> Roll:
    """Return the roll of the students of a table."""
    return Roll(
        key=of.key,
        ranked=np.array(
            [
                status == Status.ACTIVE and basis in RANKED_BASES
                for status, basis in zip(of.status, of.basis, strict=True)
            ],
            dtype=np.bool_,
        ),
        track=of.track,
        teams=teams,
        named=named,
    )


def whole_roll(course: Course, teams: Mapping[int, Mapping[int, Keys]]) -> Roll:
    """Return the roll of all students of the course."""
    rows = list(
        Enrollment.objects.filter(course=course, role=Role.STUDENT)
        .order_by("pk")
        .values_list("pk", "status", "basis", "track__slug")
    )
    return Roll(
        key=np.array([row[0] for row in rows], dtype=np.int64),
        ranked=np.array(
            [row[1] == Status.ACTIVE and row[2] in RANKED_BASES for row in rows],
            dtype=np.bool_,
        ),
        track=[row[3] for row in rows],
        teams=teams,
        named={},
    )
