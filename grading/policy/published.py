"""Letters as they were published, and how the present ones differ (section 8)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from grading.policy.columns import EQUAL


class Standing(NamedTuple):
    """A student's final and letter."""

    final: float | None
    letter: str | None


@dataclass(frozen=True, kw_only=True)
class Publication:
    """A snapshot of a class's letters; ``letters`` is by the enrollment's primary key.

    ``actor`` is who published it, empty for a command; ``curve`` and ``scale`` are what
    the course file said then.
    """

    key: int
    at: datetime
    actor: str
    curve: Mapping[str, Any] | None
    scale: Mapping[str, float]
    policy_version: str
    letters: Mapping[int, Standing]


@dataclass(frozen=True, kw_only=True)
class Difference:
    """A student who was published otherwise; None is who is not in that snapshot."""

    key: int
    before: Standing | None
    after: Standing | None

    @property
    def letter_changes(self) -> bool:
        """Whether the letter differs, not the final alone."""
        before = self.before.letter if self.before else None
        return before != (self.after.letter if self.after else None)


def differences(
    before: Mapping[int, Standing], after: Mapping[int, Standing]
) -> list[Difference]:
    """Return who differs: in the letter, by over 1e-9 in the final, or by being there.

    Keys are the students' primary keys; the order is that of *after*, then *before*.
    """
    return [
        Difference(key=key, before=before.get(key), after=after.get(key))
        for key in {**after, **before}
        if not _same(before.get(key), after.get(key))
    ]


def is_stale(published: Mapping[int, Standing], now: Mapping[int, Standing]) -> bool:
    """Tell whether what was published is not what would be published *now*."""
    return bool(differences(published, now))


def _same(before: Standing | None, after: Standing | None) -> bool:
    if before is None or after is None:
        return before is after
    if before.letter != after.letter:
        return False
    if before.final is None or after.final is None:
        return before.final is after.final
    return abs(before.final - after.final) <= EQUAL
