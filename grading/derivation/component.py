"""How a component's mark came about."""

from collections.abc import Iterator

import numpy as np

from grading.derivation import candidates, judged, lateness, points
from grading.derivation.steps import Step, exact, iso, override, words
from grading.policy.book import Gradebook
from grading.policy.columns import ComponentColumns, State, Why, Window
from grading.policy.plan import COMPLETION, GIVEN, GRADED, RECEIVED, ComponentPlan

_REASONS = {
    Why.NO_RESULT: "No result has been recorded",
    Why.NOT_DUE: "Nothing that counts has been received yet, and there is still time",
    Why.SCORING: "A submission received in time waits for its score",
    Why.NO_CUTOFFS: "The cutoffs are not posted yet",
    Why.CONCEALED: "The mark rests on private scores that are not revealed yet",
}
_CONCEALED_QUIZ = "The results of the quiz are not shown yet"
_CONCEALED_WORK = "The grades are not shown yet"
# What a work waits for, by how people judge it.
_WAITS = {
    GRADED: "What was handed in waits for its graders",
    RECEIVED: "The reviews of the paper do not count yet",
    GIVEN: "No paper to review is assigned to you",
}
_ROWS_OF = {"public": " on the public rows", "private": " on the private rows"}
_THINGS = {
    "competition": ("submission", "scored"),
    "quiz": ("attempt", "received"),
    GRADED: ("hand-in", "graded"),
    COMPLETION: ("hand-in", "received"),
    GIVEN: ("review", "received"),
}
_RESULT = ("result", "recorded")
_BEST = "The best of these counts, of equal ones the earlier"
_BEST_OR_SLACK = (
    "The best of these counts, of equal ones that with fewer slack days, then the"
    " earlier"
)
_HOW = {
    "latest": "The latest of these counts",
    "first": "The first of these counts",
    "chosen": "Of what was chosen (else of all) the best counts",
}


def component_steps(book: Gradebook, component: ComponentPlan, row: int) -> list[Step]:
    """Return the steps that lead to one student's mark for *component*."""
    columns = book.components[component.slug]
    if not columns.applies[row]:
        return [Step(rule="absent", text="Your track does not have this component.")]
    steps = list(_computed(book, component, columns, row))
    if columns.state[row] == State.OVERRIDDEN:
        computed, mark = float(columns.computed[row]), float(columns.mark[row])
        steps.append(override(computed, mark))
    return steps


def _computed(
    book: Gradebook, component: ComponentPlan, columns: ComponentColumns, row: int
) -> Iterator[Step]:
    if columns.is_excused[row]:
        yield Step(
            rule="excused",
            text="This component is excused: it counts neither for nor against.",
        )
        return
    if columns.why[row] != Why.CONCEALED and columns.scored[row]:
        yield _window(book, component, columns, row)
    if columns.submission[row] >= 0:
        yield _selection(book, component, columns, row)
    if columns.pending_why[row] != Why.SETTLED:
        yield _pending(book, component, columns, row)
    elif columns.submission[row] < 0:
        yield _missing(book, component, row)
    else:
        yield from _marked(book, component, columns, row)


def _marked(
    book: Gradebook, component: ComponentPlan, columns: ComponentColumns, row: int
) -> Iterator[Step]:
    """Go from the result through bonus, lateness, early rule and code to the mark."""
    attended, place = book.submissions[component.slug].sessions, columns.submission[row]
    if attended is not None and attended.held[place]:
        yield points.sessions(attended, int(place))
    made = book.submissions[component.slug].made_of(int(place))
    if made is not None:
        yield from judged.steps(component, made, possible=float(columns.possible[row]))
    yield points.base(component, columns, row)
    value = float(columns.base[row])
    if component.bonus and columns.window[row] == Window.ON_TIME:
        step = points.bonus(component, columns, row)
        value = step.out if step.out is not None else value
        yield step
    if columns.window[row] in (Window.SLACK, Window.LATE):
        step = lateness.late(book, component, columns, row)
        value = float(columns.choice.value[row])
        yield step
    yield from candidates.lost(book, component, columns, row)
    if not np.isnan(columns.factors.early[row]):
        step = lateness.early(book, component, columns, row, value)
        yield step
    if columns.withheld[row]:
        yield Step(
            rule="withheld",
            text=(
                "The code was due by"
                f" {words(component.code, book.plan.time_zone)} and is not there: the"
                f" mark, which would be {exact(_unwithheld(columns, row))}, is withheld"
                " and counts 0 until the code is handed in."
            ),
            inputs={"code": iso(component.code), "before": _unwithheld(columns, row)},
            out=0.0,
        )


def _unwithheld(columns: ComponentColumns, row: int) -> float:
    """Return the mark that a student has as soon as the code is there."""
    early = columns.factors.early[row]
    return float(columns.choice.value[row] * (1.0 if np.isnan(early) else early))


def _window(
    book: Gradebook, component: ComponentPlan, columns: ComponentColumns, row: int
) -> Step:
    scored, counted = int(columns.scored[row]), int(columns.counted[row])
    deadlines = book.deadlines[component.slug]
    on_time, late = float(deadlines.on_time[row]), float(deadlines.late[row])
    thing, done = _thing(book, component, row)
    were = f"1 {thing} was" if scored == 1 else f"{scored} {thing}s were"
    text = f"{were} {done}"
    if np.isinf(on_time):
        text += "; there is no deadline."
    else:
        text += f"; on time is by {words(on_time, book.plan.time_zone)}"
        if on_time != component.on_time:
            text += f" ({_for_the_class(book, component)})"
        if component.late_rule.kind != "refuse" and not np.isinf(late):
            text += f", late by {words(late, book.plan.time_zone)}"
        text += f". {_how_many(counted, scored)}."
    if columns.early_met[row] == 1:
        early = float(deadlines.early[row])
        text += f" The early deadline, {words(early, book.plan.time_zone)}, was met."
    return Step(
        rule="window",
        text=text,
        inputs={
            "received": scored,
            "counted": counted,
            "early": iso(float(deadlines.early[row])),
            "on_time": iso(on_time),
            "late": iso(late),
        },
        out=float(counted),
    )


def _thing(book: Gradebook, component: ComponentPlan, row: int) -> tuple[str, str]:
    """Return what is counted, and what was done with it."""
    found = book.submissions[component.slug]
    judged_here = np.any(found.reference[found.student == row] > 0)
    if component.judged == GIVEN or judged_here:
        return _THINGS.get(component.judged or component.kind, _RESULT)
    return _THINGS.get(component.kind, _RESULT)


def _for_the_class(book: Gradebook, component: ComponentPlan) -> str:
    if np.isinf(component.on_time):
        return "there is none for the class"
    return f"for the class {words(component.on_time, book.plan.time_zone)}"


def _how_many(counted: int, scored: int) -> str:
    if counted == scored:
        return "It may count" if scored == 1 else "All of them may count"
    if counted == 0:
        came = "It came" if scored == 1 else "All of them came"
        return f"{came} too late to count"
    return f"{counted} of them may count"


def _selection(
    book: Gradebook, component: ComponentPlan, columns: ComponentColumns, row: int
) -> Step:
    submissions = book.submissions[component.slug]
    chosen = int(columns.submission[row])
    raw, received = float(columns.raw[row]), float(submissions.received[chosen])
    basis = component.score_rule.basis if component.score_rule else "all"
    if component.kind == "competition":
        what = submissions.called(chosen)
        worth = f"the score {exact(raw)}{_ROWS_OF.get(basis, '')}"
    elif component.kind == "quiz":
        what = "the attempt"
        worth = f"{exact(raw)} of {exact(columns.possible[row])} right"
    else:
        what, worth = judged.called(component, submissions, chosen), exact(raw)
    when = judged.untimed(component, submissions, chosen)
    if not np.isinf(received):
        when = f" of {words(received, book.plan.time_zone)}"
    spends = component.late_rule.spends and component.slack
    how = _HOW.get(component.selection, _BEST_OR_SLACK if spends else _BEST)
    start = f"{how}: {what}" if columns.counted[row] > 1 else f"What counts is {what}"
    return Step(
        rule="selection",
        text=f"{start}{when}, with {worth}.",
        inputs={
            "selection": component.selection,
            "submission": submissions.name(chosen)
            if component.kind == "competition"
            else None,
            "received_at": iso(received),
            "basis": basis,
        },
        out=raw,
    )


def _missing(book: Gradebook, component: ComponentPlan, row: int) -> Step:
    last = float(book.deadlines[component.slug].last[row])
    return Step(
        rule="missing",
        text=(
            "Nothing that counts was received by the last deadline,"
            f" {words(last, book.plan.time_zone)}: the mark is 0."
        ),
        inputs={"last_deadline": iso(last)},
        out=0.0,
    )


def _pending(
    book: Gradebook, component: ComponentPlan, columns: ComponentColumns, row: int
) -> Step:
    last = float(book.deadlines[component.slug].last[row])
    why = Why(int(columns.pending_why[row]))
    reason = _REASONS[why]
    if why == Why.SCORING:
        reason = _WAITS.get(component.judged, reason)
    if why == Why.CONCEALED and component.kind == "quiz":
        reason = _CONCEALED_QUIZ
    if why == Why.CONCEALED and component.judged:
        reason = _CONCEALED_WORK
    return Step(
        rule="pending",
        text=f"{reason}: the mark is pending.",
        inputs={"why": why.name.lower(), "last_deadline": iso(last)},
    )
