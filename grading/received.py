"""Loads what students handed in: scores, attempts and results, as rows of a table."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypedDict

import numpy as np
from numpy.typing import NDArray

from courseops.models import Component, Course, Kind
from courseops.results import ResultColumns, results
from courseops.teams import Keys
from grading import attended, judged
from grading.policy import late, selection
from grading.policy.columns import Bools, Floats, Ints
from grading.policy.plan import ComponentPlan
from grading.policy.selection import Submissions
from grading.policy.when import Deadlines
from grading.roll import Roll
from leaderboard.selectors import facts
from leaderboard.selectors.facts import CodeColumns, ScoreColumns, WaitingColumns
from participation.selectors import AttendanceColumns, attendance
from projects.selectors.columns import WorkFacts, nothing
from projects.selectors.facts import work
from quizzes.selectors import AttemptColumns, attempts


class _Asked(TypedDict):
    """What every selector of facts takes."""

    course: Course
    until: datetime
    enrollments: Collection[int] | None


@dataclass(frozen=True, kw_only=True)
class Received:
    """What was received up to some instant, of all students or of some.

    ``until`` is that instant in seconds; ``last_outdone`` is when the last of the
    submissions arrived that were left out. ``tells`` asks for what will be explained.
    """

    until: float
    scores: ScoreColumns
    last_outdone: float
    attempts: AttemptColumns
    results: ResultColumns
    attendance: AttendanceColumns
    work: WorkFacts
    tells: bool
    waiting: WaitingColumns
    code: CodeColumns

    def submissions(
        self,
        component: Component,
        plan: ComponentPlan,
        roll: Roll,
        deadlines: Deadlines,
    ) -> Submissions:
        """Return one component's submissions, sorted, as rows of the roll's table.

        *deadlines* are those of the roll's students.
        """
        if component.kind == Kind.COMPETITION:
            return selection.sort(_of_scores(self.scores, component, plan, roll))
        if component.kind == Kind.QUIZ:
            ends = late.end(plan.late_rule, deadlines)
            return selection.sort(
                _of_attempts(self.attempts, component, roll, ends, until=self.until)
            )
        entered = _of_results(self.results, component, plan, roll)
        if component.kind == Kind.ATTENDANCE:
            entered = attended.beside(entered, self.attendance, component, roll)
        return selection.sort(
            judged.beside(
                entered,
                self.work,
                component,
                plan,
                roll,
                deadlines,
                until=self.until,
                tells=self.tells,
            )
        )

    def arrivals(self, counted: Iterable[Submissions]) -> NDArray[np.float64]:
        """Return the instants at which anything was received.

        *counted* are the submissions made of this: of attempts that nobody handed in
        only they tell when their time was over.
        """
        every = (
            self.scores,
            self.results,
            self.attendance,
            self.waiting,
            self.code,
            self.work.handins,
            self.work.written,
        )
        handed_in = self.attempts.received
        return np.concatenate(
            [
                *(columns.received for columns in every),
                *(one.received for one in counted),
                handed_in[~np.isnan(handed_in)],
                [self.last_outdone],
            ]
        )

    def with_code(self, component: Component, roll: Roll) -> Bools:
        """Tell whose code for the component was handed in."""
        here = self.code.enrollment[self.code.component == component.pk]
        handed_in = np.zeros(len(roll), dtype=np.bool_)
        handed_in[roll.shared(component.pk, here)[1]] = True
        return handed_in

    def waiting_for(
        self, component: Component, plan: ComponentPlan, roll: Roll, *, of: int
    ) -> tuple[Ints, NDArray[np.float64]]:
        """Return who waits for a score or a judge in the component, and since when.

        ``of`` is the component whose work a peer review is about, else itself.
        """
        if plan.judged:
            return judged.waiting(self.work, component, plan, roll, of=of)
        here = np.flatnonzero(self.waiting.component == component.pk)
        place, row = roll.shared(component.pk, self.waiting.enrollment[here])
        return row, self.waiting.received[here[place]]


def received(
    *,
    course: Course,
    until: datetime,
    enrollments: Collection[int] | None,
    components: Sequence[Component],
    teams: Mapping[int, Mapping[int, Keys]],
    competitions: Mapping[int, bool],
    in_the_open: Collection[int] | None,
    tells: bool,
) -> Received:
    """Return what was received up to *until*, of all or of those with these keys.

    ``competitions`` tells by component where only those scores are needed that may be
    somebody's best. Unless ``in_the_open`` is None, only the public scores are read of
    the components that are not in it.
    """
    asked = _Asked(course=course, until=until, enrollments=enrollments)
    contenders_of = [key for key, only_best in competitions.items() if only_best]
    return Received(
        until=until.timestamp(),
        scores=facts.scores(
            **asked,
            components=[
                key for key, only_best in competitions.items() if not only_best
            ],
            contenders_of=contenders_of,
            in_the_open=in_the_open,
        ),
        last_outdone=facts.last_outdone(course=course, until=until)
        if contenders_of
        else -np.inf,
        attempts=attempts(**asked),
        results=results(**asked),
        attendance=attendance(**asked),
        work=work(**asked, components=components, teams=teams),
        tells=tells,
        waiting=facts.waiting(**asked),
        code=facts.code_handins(**asked),
    )


def compared(
    *,
    course: Course,
    until: datetime,
    scored: Collection[int],
    tiered: Collection[int],
    in_the_open: Collection[int] | None,
) -> Received:
    """Return what the class is compared by up to *until*, and nothing else.

    The scores that may be best in the components *scored*, the results in those
    *tiered*; ``in_the_open`` as in :func:`received`.
    """
    no_values = np.empty(0)
    no_keys = np.empty(0, dtype=np.int64)
    return Received(
        until=until.timestamp(),
        scores=facts.scores(
            course=course,
            until=until,
            components=(),
            contenders_of=scored,
            in_the_open=in_the_open,
        ),
        last_outdone=-np.inf,
        attempts=AttemptColumns(
            component=no_keys,
            enrollment=no_keys,
            attempt=no_keys,
            received=no_values,
            ends=no_values,
            correct=no_values,
            questions=no_values,
        ),
        results=results(course=course, until=until, components=tiered),
        attendance=attendance(course=course, until=until, enrollments=()),
        work=nothing(),
        tells=False,
        waiting=WaitingColumns(
            component=no_keys, enrollment=no_keys, received=no_values
        ),
        code=CodeColumns(component=no_keys, enrollment=no_keys, received=no_values),
    )


def _of_scores(
    found: ScoreColumns, component: Component, plan: ComponentPlan, roll: Roll
) -> Submissions:
    here = np.flatnonzero(found.component == component.pk)
    place, student = roll.shared(component.pk, found.enrollment[here])
    here = here[place]
    basis = plan.score_rule.basis if plan.score_rule else "all"
    keys = found.submission[here]
    return Submissions(
        student=student,
        received=found.received[here],
        raw=found.on(basis)[here],
        possible=np.full(len(here), np.nan),
        chosen=found.chosen[here],
        reference=keys,
        names=_names(found, here, keys),
        by=roll.makers(component.pk, found.enrollment[here], student, keys),
    )


def _names(found: ScoreColumns, here: Ints, keys: Ints) -> Mapping[int, str]:
    """Return what other systems call the imported ones, by key."""
    imported = found.imported[here]
    if not imported.any():
        return {}
    rows: Sequence[int] = here[imported].tolist()
    return {
        key: found.reference[row]
        for key, row in zip(keys[imported].tolist(), rows, strict=True)
    }


def _of_attempts(
    found: AttemptColumns,
    component: Component,
    roll: Roll,
    ends: Floats,
    *,
    until: float,
) -> Submissions:
    """Return the attempts that are over: handed in, or their time has run out.

    *ends* is when the quiz is over for each student.
    """
    here = np.flatnonzero(found.component == component.pk)
    row = roll.rows(found.enrollment[here])
    here, row = here[row >= 0], row[row >= 0]
    received = np.where(
        np.isnan(found.received[here]),
        np.minimum(found.ends[here], ends[row]),
        found.received[here],
    )
    over = ~np.isnan(found.received[here]) | (received < np.floor(until))
    here, row, received = here[over], row[over], received[over]
    return Submissions(
        student=row,
        received=received,
        raw=found.correct[here],
        possible=found.questions[here],
        chosen=np.zeros(len(here), dtype=np.bool_),
        reference=found.attempt[here],
    )


def _of_results(
    found: ResultColumns, component: Component, plan: ComponentPlan, roll: Roll
) -> Submissions:
    here = np.flatnonzero(found.component == component.pk)
    place, student = roll.shared(component.pk, found.enrollment[here])
    here = here[place]
    if roll.teams.get(component.pk):
        one = _own_or_first(student, found.enrollment[here], component, roll)
        here, student = here[one], student[one]
    return Submissions(
        student=student,
        received=found.received[here],
        raw=found.score[here],
        possible=np.full(len(here), plan.possible),
        chosen=np.zeros(len(here), dtype=np.bool_),
        reference=np.zeros(len(here), dtype=np.int64),
    )


def _own_or_first(
    student: Ints, enrollment: NDArray[np.int64], component: Component, roll: Roll
) -> list[int]:
    """Return one result of each student: the own one, else the team's first member's."""
    teams = roll.teams[component.pk]
    best: dict[int, tuple[int, int]] = {}
    for place, (row, key) in enumerate(
        zip(student.tolist(), enrollment.tolist(), strict=True)
    ):
        own = int(roll.key[row])
        rank = -1 if key == own else teams[own].index(key)
        best[row] = min(best.get(row, (rank, place)), (rank, place))
    return [place for _, place in best.values()]
