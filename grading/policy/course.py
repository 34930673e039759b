"""A whole course: slack days spent, components marked, rolled up to two numbers."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from grading.policy import returning
from grading.policy.columns import Bools, ComponentColumns, Floats, at_the_end
from grading.policy.component import Prepared
from grading.policy.optimal import optimally
from grading.policy.plan import CoursePlan
from grading.policy.returning import DropsOf
from grading.policy.spending import allowed, chronologically
from grading.policy.tree import Tree, roll_up


@dataclass(frozen=True, kw_only=True)
class Graded:
    """The components as ``total`` has them, and the two trees."""

    components: Mapping[str, ComponentColumns]
    total: Tree
    final: Tree


@dataclass(frozen=True, kw_only=True)
class Class:
    """What the components of a class rest on, and the marks that staff set above."""

    plan: CoursePlan
    prepared: Mapping[str, Prepared]
    overrides: Mapping[str, Floats]
    size: int

    def grade(self) -> Graded:
        """Return everything that is graded, slack days spent by the course's strategy."""
        caps = self._caps()
        total_drops = self._drops("total", caps)
        final_drops = self._drops("final", caps)
        total = self._spent(caps, total_drops)
        final = total
        if total_drops or final_drops:
            final = self._spent(caps, final_drops)
        return Graded(
            components={
                slug: one.columns(*total[slug]) for slug, one in self.prepared.items()
            },
            total=self._tree("total", total, total_drops),
            final=self._tree("final", final, final_drops),
        )

    @property
    def _budget(self) -> float:
        return float(self.plan.slack_days or 0)

    @property
    def _is_optimal(self) -> bool:
        # Without weights there is no final to be raised.
        return self.plan.slack_strategy == "optimal" and self.plan.has_weights

    def _caps(self) -> Mapping[str, Floats]:
        """Return the most days that each component may take."""
        if self._is_optimal:
            return optimally(
                self.plan,
                self.prepared,
                budget=self._budget,
                overrides=self.overrides,
                size=self.size,
            )
        return {slug: one.facts.cap for slug, one in self.prepared.items()}

    def _drops(self, name: str, caps: Mapping[str, Floats]) -> DropsOf:
        nothing = not self.size or not returning.any_returns(self.plan)
        if self._is_optimal or nothing:
            return {}
        pools = returning.pools(self.plan, self._tree(name, self._spent(caps, {}), {}))
        return returning.best_drops(
            pools,
            lambda dropped: self._tree(name, self._spent(caps, dropped), dropped),
            size=self.size,
        )

    def _spent(
        self, caps: Mapping[str, Floats], dropped: DropsOf
    ) -> dict[str, tuple[Floats, Floats]]:
        """Return, per component, the days at hand and those that may go there."""
        takes_none: Mapping[str, Bools] = returning.components_of(self.plan, dropped)
        spenders = {slug: one for slug, one in self.prepared.items() if one.spends}
        at_hand = chronologically(
            {slug: one.options for slug, one in spenders.items()},
            on_time={slug: one.deadlines.on_time for slug, one in spenders.items()},
            caps=caps,
            takes_none=takes_none,
            budget=self._budget,
            size=self.size,
        )
        none = np.zeros(self.size)
        return {
            slug: (
                at_hand.get(slug, none),
                allowed(
                    at_hand.get(slug, none),
                    cap=caps.get(slug),
                    takes_none=takes_none.get(slug),
                ),
            )
            for slug in self.prepared
        }

    def _tree(
        self, name: str, spent: Mapping[str, tuple[Floats, Floats]], dropped: DropsOf
    ) -> Tree:
        return roll_up(
            self.plan,
            {
                slug: self._mark(one, name, spent[slug][1])
                for slug, one in self.prepared.items()
            },
            name=name,
            size=self.size,
            overrides=self.overrides,
            drops_of=dropped,
        )

    def _mark(self, one: Prepared, name: str, days: Floats) -> Floats:
        mark = one.marks(one.options.at(days).value)
        applies = one.applies
        if name == "final":
            return at_the_end(mark, left_out=one.left_out, applies=applies)
        return np.where(applies, mark, np.nan)
