"""The graded work of a course as plain data: what the rules read of a course file.

Sequences are in the order of the course file. Slugs name things everywhere.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from grading.policy.curves import CurveRule
from grading.policy.cutoffs import Cutoffs
from grading.policy.late import LateRule
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
    """What a competition's scores mean.

    ``basis`` is the split that the mark rests on: public, private or all.
    """

    maximize: bool
    basis: str


@dataclass(frozen=True, kw_only=True)
class Tier:
    """The points of those of whom less than ``share`` of the class is better."""

    share: float
    points: float


# How people judge a work: staff grade it, handing it in is enough, peers review it, or the
# mark is for having reviewed.
GRADED, COMPLETION, RECEIVED, GIVEN = "graded", "completion", "received", "given"
# Kinds that students do by themselves: what is not there at the deadline is missing.
_SELF_SERVED = ("competition", "quiz")


@dataclass(frozen=True, kw_only=True)
class ComponentPlan:
    """The smallest graded thing. ``score_rule`` is set for competitions only.

    ``points`` weigh it where its category goes by points; ``possible`` is the most that
    can be received (NaN where each result says it, or where scores are marked by
    cutoffs). ``bonus`` is the most that being on time and better than A earns.
    ``slack`` tells that slack days may be spent here, ``conceals`` that who asks does
    not see yet what the mark rests on. ``judged`` is how people judge it, empty where
    they do not.
    """

    slug: str
    title: str
    kind: str
    weight: float = 1.0
    points: float = 0.0
    possible: float = float("nan")
    early: float = NEVER
    on_time: float = NEVER
    late: float = NEVER
    code: float = NEVER
    selection: str = "best"
    late_rule: LateRule = field(default_factory=LateRule)
    slack: bool = False
    bonus: float = 0.0
    tiers: tuple[Tier, ...] = ()
    cutoffs: Cutoffs | None = None
    score_rule: ScoreRule | None = None
    conceals: bool = False
    judged: str = ""

    @property
    def waits_for_staff(self) -> bool:
        """Whether it stays pending until the course has a first result in it."""
        return self.kind not in _SELF_SERVED

    @property
    def lacks_cutoffs(self) -> bool:
        """Whether its scores have no marks because no cutoffs are posted."""
        return self.score_rule is not None and self.cutoffs is None


@dataclass(frozen=True, kw_only=True)
class AssignmentPlan:
    """Components that make one mark. ``extra_credit`` takes it out of the weights.

    ``position`` is its place in the course file, where categories may mix.
    """

    slug: str
    title: str
    components: tuple[ComponentPlan, ...]
    position: int = 0
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

    @property
    def drops(self) -> bool:
        """Whether some of its results do not count."""
        return self.keep_best is not None or self.drop_lowest is not None

    def pooled(self) -> list[AssignmentPlan]:
        """Return the assignments that share the category's weight."""
        return [
            assignment
            for assignment in self.assignments
            if assignment.extra_credit is None and self.weight_of(assignment) > 0
        ]

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
    slack_strategy: str = "chronological"
    scale: Mapping[str, float] | None = None
    pass_at: str | None = None
    curve: CurveRule | None = None

    @property
    def has_weights(self) -> bool:
        """Whether every category has a weight or is extra credit."""
        return not any(category.lacks_weight for category in self.categories)

    def assignments(self) -> Iterator[tuple[CategoryPlan, AssignmentPlan]]:
        """Go through the assignments in the order of the course file."""
        found = [
            (category, assignment)
            for category in self.categories
            for assignment in category.assignments
        ]
        yield from sorted(found, key=lambda pair: pair[1].position)

    def components(
        self,
    ) -> Iterator[tuple[CategoryPlan, AssignmentPlan, ComponentPlan]]:
        """Go through the components, each with what it belongs to."""
        for category, assignment in self.assignments():
            for component in assignment.components:
                yield category, assignment, component

    def lacking(self) -> Mapping[str, frozenset[str]]:
        """Return, by component, the tracks that are without it."""
        return {
            component.slug: frozenset(
                track
                for track, without in self.without.items()
                if not without.isdisjoint(
                    (category.slug, assignment.slug, component.slug)
                )
            )
            for category, assignment, component in self.components()
        }
