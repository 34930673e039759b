"""The gradebook of a course: every column from results to letters, and who they are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from grading.policy.columns import ComponentColumns, Floats, Ints
from grading.policy.curves import Curved
from grading.policy.plan import CoursePlan
from grading.policy.published import Publication, Standing
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


@dataclass(frozen=True, kw_only=True)
class Gradebook:
    """Everything that is shown of a course's grades at the instant ``at``.

    ``total`` leaves pending items out, ``final`` counts them as 0; ``result`` follows
    ``final``. ``states`` are the components' with drops seen, ``slack_left`` is None in
    a course without slack, ``caps`` the most days that students let components take, ``unmet`` lists what a student has to hand in and has not.
    ``letter`` and ``final_letter`` are as published, where they are. ``curved`` tells how
    they were computed, ``letters_now`` what would be published and ``is_stale`` whether
    that differs from ``published`` (grading.lettering tells where they are empty).
    ``changed_at`` is the instant of the last change shown, None while nothing happened.
    """

    plan: CoursePlan
    students: Students
    at: float
    deadlines: Mapping[str, Deadlines]
    submissions: Mapping[str, Submissions]
    caps: Mapping[str, Floats]
    components: Mapping[str, ComponentColumns]
    total: Tree
    final: Tree
    letter: Sequence[str | None]
    final_letter: Sequence[str | None]
    curved: Mapping[str, Curved]
    letters_now: Mapping[int, Standing]
    published: Publication | None
    is_stale: bool
    result: Sequence[str | None]
    states: Mapping[str, Ints]
    slack_left: Floats | None
    unmet: Sequence[Sequence[str]]
    changed_at: float | None

    def __len__(self) -> int:
        return len(self.students)

    @property
    def waits_for_class(self) -> bool:
        """Whether letters need a curve over the class, which is not here."""
        has_curve = self.plan.curve is not None and self.plan.scale is not None
        return has_curve and not self.curved
