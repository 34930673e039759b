"""What a file of scores would change in a component, as it is shown and applied."""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum, auto

from courseops.models import Component


class What(StrEnum):
    """What becomes of a student's score."""

    ADDED = auto()
    REPLACED = auto()
    CLEARED = auto()
    UNCHANGED = auto()


@dataclass(frozen=True, kw_only=True)
class Scored:
    """A score and when it was received; no time: on time."""

    score: float
    received_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class Change:
    """One student of the file; ``before`` and ``after`` are None for no score."""

    line: int
    enrollment: int
    login: str
    name: str
    before: Scored | None
    after: Scored | None

    @property
    def what(self) -> What:
        """What this change does."""
        if self.before == self.after:
            return What.UNCHANGED
        if self.after is None:
            return What.CLEARED
        return What.ADDED if self.before is None else What.REPLACED


@dataclass(frozen=True, kw_only=True)
class Stranger:
    """Somebody of another system's export who is nobody here, or might be several.

    ``known_as`` is what names them on ``site``, for staff to say who that is.
    ``problem`` is the reason with line and column.
    """

    line: int
    name: str
    known_as: str
    site: str
    reason: str
    problem: str

    @property
    def field(self) -> str:
        """What a form calls the login of this person; a line may hold several."""
        return f"who-{self.line}-{self.known_as}"

    @property
    def told(self) -> str:
        """The problem, with the name that the export gives."""
        return f"{self.problem} ({self.name})" if self.name else self.problem


@dataclass(frozen=True, kw_only=True)
class Plan:
    """The changes of a file in its order, whom it means to nobody, and notes.

    ``column`` is the one that was read of several; ``others`` are the components that
    the remaining ones are called like, none for some. ``downloaded`` is when the file
    was made, where it says so.
    """

    format: str
    changes: list[Change]
    notes: list[str]
    strangers: list[Stranger] = field(default_factory=list)
    column: str = ""
    others: Mapping[str, Sequence[Component]] = field(default_factory=dict)
    downloaded: datetime | None = None

    @property
    def counts(self) -> Counter[What]:
        """How many students there are of each kind of change."""
        return Counter(change.what for change in self.changes)

    @property
    def counted(self) -> str:
        """The counts in words; strangers where there are any."""
        counts = ", ".join(f"{self.counts[what]} {what}" for what in What)
        unknown = len(self.strangers)
        return f"{counts}, {unknown} unknown" if unknown else counts

    @property
    def applied(self) -> list[Change]:
        """The changes that change something."""
        return [one for one in self.changes if one.what != What.UNCHANGED]

    @property
    def unmatched(self) -> list[str]:
        """The columns that are called like no component."""
        return [column for column, components in self.others.items() if not components]

    @property
    def fingerprint(self) -> str:
        """The same for the same changes of the same scores, and only then."""
        told = [(one.login, one.before, one.after) for one in self.changes]
        return hashlib.sha256(repr(told).encode()).hexdigest()
