"""The gradebook of a course: every column from results to letters, and who they are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from grading.policy.columns import Bools, ComponentColumns, Ints, State
from grading.policy.plan import CoursePlan
from grading.policy.selection import Submissions
from grading.policy.tree import Tree
from grading.policy.when import Deadlines


@dataclass(frozen=True, kw_only=True)
class Students:
    """Who is graded: a row each, by login. ``key`` is the enrollment's primary key."""

    key: Ints
    login: Sequence[str]
    name: Sequence[str]
    email: Sequence[str]
    track: Sequence[str | None]
    basis: Sequence[str]
    status: Sequence[str]

    def __len__(self) -> int:
        return len(self.login)

    def row_of(self, login: str) -> int:
        """Return the row of a login; raises ValueError where there is none."""
        return list(self.login).index(login)


@dataclass(frozen=True, kw_only=True)
class Gradebook:
    """Everything that is shown of a course's grades at the instant ``at``.

    ``total`` leaves pending items out, ``final`` counts them as 0; ``result``
    follows ``final``. ``unmet`` lists, per student, what has to be handed in and is not.
    ``changed_at`` is the instant of the last change shown, None while nothing happened.
    """

    plan: CoursePlan
    students: Students
    at: float
    deadlines: Mapping[str, Deadlines]
    submissions: Mapping[str, Submissions]
    components: Mapping[str, ComponentColumns]
    total: Tree
    final: Tree
    letter: Sequence[str | None]
    final_letter: Sequence[str | None]
    result: Sequence[str | None]
    unmet: Sequence[Sequence[str]]
    changed_at: float | None

    def __len__(self) -> int:
        return len(self.students)

    def dropped(self, assignment: str) -> Bools:
        """Tell for whom an assignment is dropped from its category."""
        for category in self.total.categories.values():
            if assignment in category.dropped:
                return category.dropped[assignment]
        return np.zeros(len(self), dtype=np.bool_)

    def state(self, component: str, assignment: str) -> Ints:
        """Return each student's state of a component, drops included."""
        own = self.components[component].state
        return np.where(self.dropped(assignment), State.DROPPED, own)
