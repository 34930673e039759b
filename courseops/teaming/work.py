"""What a change of teams asks of the work that they hand in."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from courseops.models import Component, Enrollment, User


class Work(Protocol):
    """The hand-ins of the components for which teams are formed, of whatever kind."""

    def lock(self) -> None:
        """Let nobody else write what follows from hand-ins until this transaction ends."""

    def begun(self, people: Collection[Enrollment]) -> Collection[int]:
        """Return the keys of those of *people* who handed something in."""

    def check_together(self, people: Collection[Enrollment], *, at: datetime) -> None:
        """Raise TeamRefusedError where what *people* handed in may not be one team's."""

    def settle(
        self, people: Collection[Enrollment], *, actor: User | None, at: datetime
    ) -> Sequence[str]:
        """Bring up to date what follows from whom *people* hand in with.

        Returns sentences to tell about it.
        """


@dataclass(frozen=True, kw_only=True)
class Change:
    """Who changes the teams of which component, and when; None is a command."""

    component: Component
    work: Work
    actor: User | None
    at: datetime
    why: str = ""
