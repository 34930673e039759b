"""What the grade pages show of one student, top down, read off the gradebook."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from math import isinf, isnan

from grading import derivation
from grading.counting import Counting, counting
from grading.derivation import Step
from grading.derivation.steps import none_if_nan
from grading.ledger import Ledger, ledger
from grading.policy.book import Gradebook
from grading.policy.columns import State, Why, Window
from grading.policy.cutoffs import Cutoffs
from grading.policy.plan import AssignmentPlan, Bonus, CategoryPlan, ComponentPlan


@dataclass(frozen=True, kw_only=True)
class ComponentLine:
    """A component: ``why`` is a Why in lower case, ``deadline`` the last one.

    Deadlines are the student's own. ``window`` and ``days_late`` tell how what counts
    was received, ``slack_used`` what it took; ``override`` that staff set the mark.
    """

    slug: str
    title: str
    kind: str
    weight: float
    state: str
    why: str
    mark: float | None
    raw: float | None
    possible: float | None
    window: str
    days_late: int
    slack_used: int
    bonus: float
    is_early_missed: bool
    basis: str
    on_time: datetime | None
    deadline: datetime | None
    received_at: datetime | None
    submission: str | None
    cutoffs: Cutoffs | None
    steps: Sequence[Step]


@dataclass(frozen=True, kw_only=True)
class AssignmentLine:
    """An assignment with its components; ``extra`` is set for extra credit."""

    slug: str
    title: str
    weight: float
    extra: Bonus | None
    mark: float | None
    is_dropped: bool
    is_unmet: bool
    components: Sequence[ComponentLine]
    steps: Sequence[Step]


@dataclass(frozen=True, kw_only=True)
class CategoryLine:
    """A category; ``share`` is its part of the total, None where it has none.

    ``weights_differ`` tells that its assignments do not all count the same. ``counting``
    tells which results count, where some are dropped or required.
    """

    slug: str
    title: str
    share: float | None
    extra: Bonus | None
    keep_best: int | None
    drop_lowest: int | None
    by_points: bool
    weights_differ: bool
    mark: float | None
    counting: Counting | None
    assignments: Sequence[AssignmentLine]
    steps: Sequence[Step]


@dataclass(frozen=True, kw_only=True)
class Report:
    """The grades of one student; ``unweighted`` names categories without a weight."""

    login: str
    name: str
    total: float | None
    final: float | None
    slack_days: int | None
    slack_left: int | None
    pending: int
    missing: int
    unweighted: Sequence[str]
    unmet: Sequence[str]
    ledger: Ledger | None
    categories: Sequence[CategoryLine]
    total_steps: Sequence[Step]
    final_steps: Sequence[Step]


def report(book: Gradebook, row: int) -> Report:
    """Return everything that the student in *row* is shown."""
    plan = book.plan
    categories = [
        category_line(book, category, row)
        for category in plan.categories
        if _has_anything(book, category, row)
    ]
    states = [
        component.state
        for category in categories
        for assignment in category.assignments
        for component in assignment.components
    ]
    titles = {one.slug: one.title for _, _, one in plan.components()}
    titles |= {one.slug: one.title for _, one in plan.assignments()}
    return Report(
        login=book.students.login[row],
        name=book.students.name[row] or book.students.login[row],
        total=none_if_nan(book.total.mark[row]),
        final=none_if_nan(book.final.mark[row]),
        slack_days=plan.slack_days,
        slack_left=None if book.slack_left is None else int(book.slack_left[row]),
        pending=states.count("pending"),
        missing=states.count("missing"),
        unweighted=[c.title for c in plan.categories if c.lacks_weight],
        unmet=[_unmet(titles, slug) for slug in book.unmet[row]],
        ledger=ledger(book, row),
        categories=categories,
        total_steps=derivation.total_steps(book, book.total, row),
        final_steps=derivation.total_steps(book, book.final, row),
    )


def _unmet(titles: Mapping[str, str], slug: str) -> str:
    """Name what is to be handed in: an assignment, or the code of a component."""
    name, slash, _ = slug.partition("/")
    return f"the code of {titles[name]}" if slash else titles[name]


def category_line(book: Gradebook, category: CategoryPlan, row: int) -> CategoryLine:
    """Return one category with its assignments."""
    weights = {
        category.weight_of(assignment)
        for assignment in category.assignments
        if assignment.extra_credit is None
    }
    return CategoryLine(
        slug=category.slug,
        title=category.title,
        share=_share(book, category, row),
        extra=category.extra_credit,
        keep_best=category.keep_best,
        drop_lowest=category.drop_lowest,
        by_points=category.by_points,
        weights_differ=len(weights - {0.0}) > 1,
        mark=none_if_nan(book.total.categories[category.slug].mark[row]),
        counting=counting(book, category, row) if _selects(category) else None,
        assignments=[
            assignment_line(book, category, assignment, row)
            for assignment in category.assignments
            if any(book.components[c.slug].applies[row] for c in assignment.components)
        ],
        steps=derivation.category_steps(book, category, book.total, row),
    )


def assignment_line(
    book: Gradebook, category: CategoryPlan, assignment: AssignmentPlan, row: int
) -> AssignmentLine:
    """Return one assignment with its components."""
    return AssignmentLine(
        slug=assignment.slug,
        title=assignment.title,
        weight=category.weight_of(assignment),
        extra=assignment.extra_credit,
        mark=none_if_nan(book.total.assignments[assignment.slug][row]),
        is_dropped=_is_dropped(book, category, assignment, row),
        is_unmet=assignment.slug in book.unmet[row],
        components=[
            component_line(book, component, row)
            for component in assignment.components
            if book.components[component.slug].applies[row]
        ],
        steps=derivation.assignment_steps(assignment, book.total, row),
    )


def component_line(
    book: Gradebook, component: ComponentPlan, row: int
) -> ComponentLine:
    """Return one component."""
    columns = book.components[component.slug]
    deadlines = book.deadlines[component.slug]
    chosen = int(columns.submission[row])
    rule = component.score_rule
    submissions = book.submissions.get(component.slug)
    found = submissions if chosen >= 0 else None
    return ComponentLine(
        slug=component.slug,
        title=component.title,
        kind=component.kind,
        weight=component.weight,
        state=State(int(book.states[component.slug][row])).name.lower(),
        why=Why(int(columns.why[row])).name.lower(),
        mark=none_if_nan(columns.mark[row]),
        raw=none_if_nan(columns.raw[row]),
        possible=none_if_nan(columns.possible[row]),
        window=Window(int(columns.window[row])).name.lower(),
        days_late=_whole(columns.days_late[row]),
        slack_used=_whole(columns.slack_used[row]),
        bonus=none_if_nan(columns.bonus[row]) or 0.0,
        is_early_missed=bool(columns.early_met[row] == 0),
        basis=rule.basis if rule else "",
        on_time=_moment(deadlines.on_time[row]),
        deadline=_moment(deadlines.last[row]),
        received_at=_moment(found.received[chosen]) if found else None,
        submission=found.name(chosen) if found else None,
        cutoffs=component.cutoffs,
        steps=derivation.component_steps(book, component, row),
    )


def _selects(category: CategoryPlan) -> bool:
    return category.drops or any(one.required for one in category.assignments)


def _is_dropped(
    book: Gradebook, category: CategoryPlan, assignment: AssignmentPlan, row: int
) -> bool:
    dropped = book.total.categories[category.slug].dropped.get(assignment.slug)
    return dropped is not None and bool(dropped[row])


def _has_anything(book: Gradebook, category: CategoryPlan, row: int) -> bool:
    return any(
        book.components[component.slug].applies[row]
        for assignment in category.assignments
        for component in assignment.components
    )


def _share(book: Gradebook, category: CategoryPlan, row: int) -> float | None:
    """Return the category's part of the total among those of the student's track."""
    if category.extra_credit is not None or not book.plan.has_weights:
        return None
    weights = {
        one.slug: one.weight or 0.0
        for one in book.plan.categories
        if one.extra_credit is None and _has_anything(book, one, row)
    }
    whole = sum(weights.values())
    return weights.get(category.slug, 0.0) / whole if whole else None


def _whole(number: float) -> int:
    return 0 if isnan(number) else int(number)


def _moment(seconds: float) -> datetime | None:
    return None if isinf(seconds) else datetime.fromtimestamp(seconds, UTC)
