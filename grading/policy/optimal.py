"""Slack days where they raise the final most (policies.md section 3, point 5)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from grading.policy import selection
from grading.policy.columns import EQUAL, Floats, Ints, at_the_end
from grading.policy.component import Prepared
from grading.policy.plan import CoursePlan
from grading.policy.tree import roll_up

# So many spendings are weighed at once; more only take more memory.
_AT_ONCE = 50_000


@dataclass(frozen=True, kw_only=True)
class _Spendings:
    """Ways to spend, a row each: whose, and the days of each component (columns)."""

    student: Ints
    days: Ints


def optimally(
    plan: CoursePlan,
    prepared: Mapping[str, Prepared],
    *,
    budget: float,
    overrides: Mapping[str, Floats],
    size: int,
) -> dict[str, Floats]:
    """Return, per component and student, the days that the best spending gives it.

    The best has the greatest ``final``; then the fewest days in all; then the more days
    on the earlier components, in the order of the student's own on-time deadlines.
    """
    spenders = {
        slug: one
        for slug, one in prepared.items()
        if one.spends and len(one.options.takers)
    }
    best = {slug: np.zeros(size) for slug in prepared}
    for rows in _chunks(spenders, budget=int(budget), size=size):
        final = _finals(plan, prepared, list(spenders), rows, overrides)
        picked = _pick(
            rows, final, [one.deadlines.on_time for one in spenders.values()]
        )
        for column, slug in enumerate(spenders):
            best[slug][rows.student[picked]] = rows.days[picked, column]
    return best


def _chunks(
    spenders: Mapping[str, Prepared], *, budget: int, size: int
) -> Iterator[_Spendings]:
    """Go through all spendings worth weighing; a student's are never parted."""
    prices = _prices(spenders, budget=budget)
    students: list[int] = []
    days: list[tuple[int, ...]] = []
    for student in sorted(prices):
        ways = list(_ways(prices[student], budget))
        if len(ways) == 1:
            continue
        students += [student] * len(ways)
        days += ways
        if len(days) >= _AT_ONCE:
            yield _as_rows(students, days)
            students, days = [], []
    if days:
        yield _as_rows(students, days)


def _as_rows(students: list[int], days: list[tuple[int, ...]]) -> _Spendings:
    return _Spendings(
        student=np.array(students, dtype=np.int64), days=np.array(days, dtype=np.int64)
    )


def _prices(
    spenders: Mapping[str, Prepared], *, budget: int
) -> dict[int, list[list[int]]]:
    """Return, by student, for each component the numbers of days that buy something."""
    prices: dict[int, list[list[int]]] = {}
    for column, one in enumerate(spenders.values()):
        takers = one.options.takers
        table = one.options.table
        marks = np.stack([one.marks(value, takers) for value in table.value])
        most = np.minimum(one.facts.cap[takers], budget)
        for place, student in enumerate(takers.tolist()):
            worthwhile = _rising(marks[:, place], table.cost[:, place], most[place])
            prices.setdefault(student, [[0] for _ in spenders])[column] = worthwhile
    return prices


def _rising(marks: Floats, cost: Floats, most: float) -> list[int]:
    """Return the numbers of days up to *most* that each raise the mark."""
    reached, days = marks[0], [0]
    for mark, price in zip(marks[1:].tolist(), cost[1:].tolist(), strict=True):
        if price <= most and mark > reached + EQUAL:
            reached = mark
            days.append(int(price))
    return days


def _ways(prices: Sequence[list[int]], budget: int) -> Iterator[tuple[int, ...]]:
    """Go through the ways to pay one price of each component within the budget."""
    if not prices:
        yield ()
        return
    for price in prices[0]:
        if price <= budget:
            for rest in _ways(prices[1:], budget - price):
                yield (price, *rest)


def _finals(
    plan: CoursePlan,
    prepared: Mapping[str, Prepared],
    spending: list[str],
    rows: _Spendings,
    overrides: Mapping[str, Floats],
) -> Floats:
    student = rows.student
    marks = {}
    for slug, one in prepared.items():
        value = one.options.plain.value[student]
        if slug in spending:
            days = rows.days[:, spending.index(slug)]
            value = _values(one, student, days)
        marks[slug] = at_the_end(
            one.marks(value, student),
            left_out=one.left_out[student],
            applies=one.applies[student],
        )
    theirs = {target: values[student] for target, values in overrides.items()}
    tree = roll_up(plan, marks, name="final", size=len(student), overrides=theirs)
    # What staff set in its place leaves the rest to be worth as much as it can.
    return np.nan_to_num(tree.computed, nan=-np.inf)


def _values(one: Prepared, student: Ints, days: Ints) -> Floats:
    """Return what the component is worth to each *student* with so many *days*."""
    options = one.options
    values = options.plain.value[student]
    place = np.minimum(
        np.searchsorted(options.takers, student), len(options.takers) - 1
    )
    takes = options.takers[place] == student
    level = np.minimum(days[takes], options.most)
    values[takes] = options.table.value[level, place[takes]]
    return values


def _pick(rows: _Spendings, final: Floats, on_time: Sequence[Floats]) -> Ints:
    """Return the best spending of each student, as a row of *rows*."""
    starts = np.flatnonzero(selection.begins(rows.student))
    greatest = np.maximum.reduceat(final, starts)
    lengths = np.diff(np.append(starts, len(final)))
    near = np.flatnonzero(final >= np.repeat(greatest, lengths) - EQUAL)
    student, days = rows.student[near], rows.days[near]
    order = np.argsort(
        np.stack([deadline[student] for deadline in on_time], axis=1),
        axis=1,
        kind="stable",
    )
    by_time = np.take_along_axis(days, order, axis=1)
    keys = [-column for column in by_time.T[::-1]]
    sequence = np.lexsort((*keys, days.sum(axis=1), student))
    near = near[sequence]
    return near[selection.begins(rows.student[near])]
