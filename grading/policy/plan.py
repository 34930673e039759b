"""The graded work of a course as plain data: what the rules read of a course file.

Sequences are in the order of the course file. Slugs name things everywhere.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from grading.policy.cutoffs import Cutoffs
from grading.policy.when import NEVER


@dataclass(frozen=True, kw_only=True)
class Bonus:
    """Extra credit: up to ``points`` on the parent (None: not set), up to ``cap``.

    ``cap`` is ``inf`` for "none" (policies.md section 7).
    """

    points: float | None
    cap: float


@dataclass(frozen=True, kw_only=True)
class ScoreRule:
    """How a competition's score becomes a mark.

    ``basis`` is the split that the mark rests on: public, private or all.
    ``conceals`` tells that students do not see that split's scores yet.
    """

    maximize: bool
    basis: str
    selection: str
    conceals: bool


@dataclass(frozen=True, kw_only=True)
class ComponentPlan:
    """The smallest graded thing. ``score_rule`` is set for competitions only."""

    slug: str
    title: str
    kind: str
    weight: float = 1.0
    points: float = 0.0
    on_time: float = NEVER
    late: float = NEVER
    cutoffs: Cutoffs | None = None
    score_rule: ScoreRule | None = None


@dataclass(frozen=True, kw_only=True)
class AssignmentPlan:
    """Components that make one mark. ``extra_credit`` takes it out of the weights."""

    slug: str
    title: str
    components: tuple[ComponentPlan, ...]
    weight: float = 1.0
    points: float | None = None
    required: bool = False
    extra_credit: Bonus | None = None

    @property
    def worth(self) -> float:
        """Its points, else the sum of its components' (policies.md section 7)."""
        if self.points is not None:
            return self.points
        return sum(component.points for component in self.components)


@dataclass(frozen=True, kw_only=True)
class CategoryPlan:
    """Assignments that make one mark; ``weight`` None with no extra credit: not set."""

    slug: str
    title: str
    assignments: tuple[AssignmentPlan, ...]
    weight: float | None = None
    by_points: bool = False
    keep_best: int | None = None
    drop_lowest: int | None = None
    extra_credit: Bonus | None = None

    @property
    def lacks_weight(self) -> bool:
        """Whether this category leaves the course's weights unset (section 7)."""
        return self.weight is None and self.extra_credit is None

    def weight_of(self, assignment: AssignmentPlan) -> float:
        """Return an assignment's weight among the others; 0 takes it out of pools."""
        if self.by_points and assignment.weight > 0:
            return assignment.worth
        return assignment.weight


@dataclass(frozen=True, kw_only=True)
class CoursePlan:
    """Everything that the rules need to know about a course.

    ``without`` maps a track to the slugs that it lacks; ``completion`` a basis to the
    categories to be handed in whole; ``scale`` letters to thresholds.
    """

    slug: str
    title: str
    time_zone: str
    categories: tuple[CategoryPlan, ...]
    policy_version: str = ""
    without: Mapping[str, frozenset[str]] = field(default_factory=dict)
    completion: Mapping[str, frozenset[str]] = field(default_factory=dict)
    slack_days: int | None = None
    scale: Mapping[str, float] | None = None
    pass_at: str | None = None

    @property
    def has_weights(self) -> bool:
        """Whether every category has a weight or is extra credit."""
        return not any(category.lacks_weight for category in self.categories)

    def assignments(self) -> Iterator[tuple[CategoryPlan, AssignmentPlan]]:
        """Go through the assignments in the order of the categories."""
        for category in self.categories:
            for assignment in category.assignments:
                yield category, assignment

    def components(
        self,
    ) -> Iterator[tuple[CategoryPlan, AssignmentPlan, ComponentPlan]]:
        """Go through the components, each with what it belongs to."""
        for category, assignment in self.assignments():
            for component in assignment.components:
                yield category, assignment, component
