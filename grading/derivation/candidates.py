"""What would have counted otherwise, and why it lost (policies.md section 3)."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from grading.derivation.lateness import days, formula, verdict, why_no_slack
from grading.derivation.steps import Step, exact, words
from grading.policy import late, when, worth
from grading.policy.bonus import bonus
from grading.policy.book import Gradebook
from grading.policy.columns import EQUAL, ComponentColumns, Floats, Ints, Window
from grading.policy.plan import ComponentPlan
from grading.policy.selection import Submissions, may_be_graded


def lost(
    book: Gradebook, component: ComponentPlan, columns: ComponentColumns, row: int
) -> Iterator[Step]:
    """Go through the best received in time and the best received late that lost."""
    of = _Mine(book=book, component=component, columns=columns, row=row)
    chosen, in_time = int(columns.choice.row[row]), int(columns.on_time.row[row])
    if in_time >= 0 and in_time != chosen:
        yield of.in_time(in_time)
    behind = of.behind()
    behind = behind[behind != chosen]
    if len(behind):
        yield of.after(int(behind[np.argmax(of.base(behind))]))


@dataclass(frozen=True, kw_only=True)
class _Mine:
    """One student's submissions to one component."""

    book: Gradebook
    component: ComponentPlan
    columns: ComponentColumns
    row: int

    @property
    def _all(self) -> Submissions:
        return self.book.submissions[self.component.slug]

    @property
    def _ours(self) -> float:
        return float(self.columns.choice.value[self.row])

    def base(self, places: Ints) -> Floats:
        """Return the marks of some submissions before bonus and lateness."""
        return worth.marks(
            self.component, self._all.of(places), ranked=self.columns.ranked
        )

    def behind(self) -> Ints:
        """Return the places of what came late and may count."""
        places = np.flatnonzero(self._all.student == self.row)
        mine = self._all.of(places)
        own = self.book.deadlines[self.component.slug]
        on_time, last = own.on_time[self.row], own.late[self.row]
        is_late = mine.received > on_time
        may = is_late & late.may_count(
            self.component.late_rule,
            received=mine.received,
            days=when.days_late(mine.received, np.full(len(places), on_time)),
            on_time=np.full(len(places), on_time),
            late=np.full(len(places), last),
        )
        counted = may_be_graded(
            mine, may | ~is_late, self.component.selection, size=len(self.book)
        )
        found: Ints = places[counted & is_late]
        return found

    def in_time(self, place: int) -> Step:
        """Return the step of the best on time, which something late beat."""
        mark = float(self.base(np.array([place]))[0])
        value = float(self.columns.on_time.value[self.row])
        gives, extra = exact(value), self._bonus(place)
        if extra:
            gives = f"with its bonus: {exact(mark)} + {exact(extra)} = {gives} in all"
        return Step(
            rule="candidate",
            text=f"The best on time, {self._name(place)}, would give {gives},"
            f" {verdict(value, self._ours)}.",
            inputs=self._inputs(place, Window.ON_TIME, mark, value),
            out=self._ours,
        )

    def after(self, place: int) -> Step:
        """Return the step of the best after the deadline that does not count."""
        rule = self.component.late_rule
        mark = float(self.base(np.array([place]))[0])
        late_days = self._days_late(place)
        cover = self._cover(late_days)
        value = float(
            late.late_mark(
                rule,
                mark=np.array([mark]),
                days=np.array([float(late_days)]),
                slack=np.array([float(cover)]),
            )[0]
        )
        text = f"The best after the deadline, {self._name(place)}, came"
        text += f" {days(late_days)} late and would give"
        told, slack = formula(rule, mark, days=late_days - cover), ","
        if told != exact(value):
            text, slack = f"{text}: {told} =", " in all,"
        text += f" {exact(value)}"
        if rule.kind == "slack_or_late":
            value, slack = self._with_slack(mark, value, late_days)
        return Step(
            rule="candidate",
            text=f"{text}{slack} {verdict(value, self._ours)}.",
            inputs={
                **self._inputs(place, Window.LATE, mark, value),
                "days_late": late_days,
            },
            out=self._ours,
        )

    def _cover(self, late_days: int) -> int:
        """Return how many free days would go to something so late."""
        if self.component.late_rule.kind != "free_days" or not self.component.slack:
            return 0
        cap = self.book.caps[self.component.slug][self.row]
        return int(min(late_days, cap, self.columns.slack_before[self.row]))

    def _with_slack(
        self, mark: float, value: float, late_days: int
    ) -> tuple[float, str]:
        """Return the better of late and slack where slack can cover it, and say so."""
        why = why_no_slack(self.book, self.component, self.columns, self.row, late_days)
        if why is not None:
            return value, f" as late, and slack cannot cover it ({why}): it is"
        best = mark if mark > value + EQUAL else value
        return best, f" as late or {exact(mark)} with {days(late_days)} of slack:"

    def _days_late(self, place: int) -> int:
        on_time = self.book.deadlines[self.component.slug].on_time[[self.row]]
        return int(when.days_late(self._all.received[[place]], on_time)[0])

    def _bonus(self, place: int) -> float:
        table = self.component.cutoffs
        if table is None or not self.component.bonus:
            return 0.0
        raw = self._all.raw[[place]]
        return float(
            bonus(raw, table, top=self.columns.top, most=self.component.bonus)[0]
        )

    def _name(self, place: int) -> str:
        when_ = words(float(self._all.received[place]), self.book.plan.time_zone)
        raw = exact(float(self._all.raw[place]))
        if self.component.kind == "competition":
            return f"{self._all.called(place)} with the score {raw}"
        thing = "attempt" if self.component.kind == "quiz" else "result"
        return f"the {thing} of {when_} with {raw}"

    def _inputs(
        self, place: int, window: Window, mark: float, value: float
    ) -> dict[str, object]:
        named = self.component.kind == "competition"
        return {
            "window": window.name.lower(),
            "submission": self._all.name(place) if named else None,
            "raw": float(self._all.raw[place]),
            "mark": mark,
            "value": value,
        }
