"""Whose work is read, up to when."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from courseops.models import Role

# By component, for each enrollment in a team the enrollments of that team.
Teams = Mapping[int, Mapping[int, tuple[int, ...]]]


@dataclass(frozen=True, kw_only=True)
class Scope:
    """All students, or those whose keys are given, and what came up to ``until``."""

    until: datetime
    enrollments: Collection[int] | None
    teams: Teams

    def members(self, component: int, enrollment: int) -> tuple[int, ...]:
        """Return who hands in with *enrollment*, that one included."""
        return self.teams.get(component, {}).get(enrollment, (enrollment,))

    def whose(self, name: str = "enrollment") -> Q:
        """Choose the rows whose *name* is one of the students."""
        students = Q(**{f"{name}__role": Role.STUDENT})
        if self.enrollments is None:
            return students
        return students & Q(**{f"{name}__in": self.enrollments})
