"""How a component's mark came about."""

from collections.abc import Iterator

import numpy as np

from grading.derivation.steps import Step, exact, iso, words
from grading.policy import cutoffs
from grading.policy.book import Gradebook
from grading.policy.columns import ComponentColumns, State, Why
from grading.policy.cutoffs import Cutoffs
from grading.policy.plan import ComponentPlan, ScoreRule
from grading.policy.selection import Submissions

_REASONS = {
    Why.NO_RESULT: "No result has been recorded",
    Why.NOT_DUE: "Nothing that counts has been received yet, and there is still time",
    Why.SCORING: "A submission received in time waits for its score",
    Why.NO_CUTOFFS: "The cutoffs are not posted yet",
    Why.CONCEALED: "The mark rests on private scores that are not revealed yet",
}
_ROWS_OF = {"public": " on the public rows", "private": " on the private rows"}


def component_steps(book: Gradebook, component: ComponentPlan, row: int) -> list[Step]:
    """Return the steps that lead to one student's mark for *component*."""
    columns = book.components[component.slug]
    if not columns.applies[row]:
        return [Step(rule="absent", text="Your track does not have this component.")]
    steps = list(_of_submissions(book, component, columns, row))
    if columns.why[row] != Why.SETTLED:
        return [*steps, _pending(book, component, columns, row)]
    if columns.state[row] == State.MISSING:
        return [*steps, _missing(book, component, row)]
    return steps


def _of_submissions(
    book: Gradebook, component: ComponentPlan, columns: ComponentColumns, row: int
) -> Iterator[Step]:
    rule = component.score_rule
    if rule is None or columns.why[row] == Why.CONCEALED or not columns.scored[row]:
        return
    yield _window(book, component, columns, row)
    chosen = int(columns.submission[row])
    if chosen < 0:
        return
    yield _selection(book, component.slug, rule, chosen)
    if component.cutoffs is not None:
        mark = float(columns.by_cutoffs[row])
        yield _cutoffs(component.cutoffs, float(columns.raw[row]), mark)


def _window(
    book: Gradebook, component: ComponentPlan, columns: ComponentColumns, row: int
) -> Step:
    scored, in_time = int(columns.scored[row]), int(columns.in_time[row])
    on_time = float(book.deadlines[component.slug].on_time[row])
    text = f"{_submissions(scored)} scored"
    if np.isinf(on_time):
        text += "; there is no deadline."
    else:
        deadline = words(on_time, book.plan.time_zone)
        text += f", {_how_many(in_time, scored)} by {deadline}."
    if scored > in_time:
        text += " What came later counts for nothing."
    return Step(
        rule="window",
        text=text,
        inputs={"scored": scored, "in_time": in_time, "on_time": iso(on_time)},
        out=float(in_time),
    )


def _submissions(count: int) -> str:
    return "1 submission was" if count == 1 else f"{count} submissions were"


def _how_many(in_time: int, scored: int) -> str:
    if in_time == scored:
        return "received" if scored == 1 else "all of them received"
    return f"{in_time or 'none'} of them received"


def _selection(book: Gradebook, slug: str, rule: ScoreRule, chosen: int) -> Step:
    submissions: Submissions = book.submissions[slug]
    raw = float(submissions.raw[chosen])
    received = float(submissions.received[chosen])
    reference = str(submissions.reference[chosen])
    how = {"latest": "The latest of these counts"}.get(
        rule.selection, "The best of these counts, the earlier of equal marks"
    )
    return Step(
        rule="selection",
        text=(
            f"{how}: submission {reference} of {words(received, book.plan.time_zone)},"
            f" with the score {exact(raw)}{_ROWS_OF.get(rule.basis, '')}."
        ),
        inputs={
            "selection": rule.selection,
            "submission": reference,
            "received_at": iso(received),
            "basis": rule.basis,
        },
        out=raw,
    )


def _cutoffs(table: Cutoffs, raw: float, mark: float) -> Step:
    place = int(cutoffs.rungs(np.array([raw]), table)[0])
    top = len(table.letters) - 1
    if place >= top or place < 0 or raw == table.scores[0]:
        end = top if place >= top else 0
        side = "better" if place >= top else "worse"
        letter = table.letters[end]
        return Step(
            rule="cutoffs",
            text=(
                f"{exact(raw)} is at the cutoff of {letter}, {exact(table.scores[end])},"
                f" or {side}: the mark is {exact(mark)}."
            ),
            inputs={"raw": raw, "cutoff": _cutoff(table, end)},
            out=mark,
        )
    return Step(
        rule="cutoffs",
        text=_interpolation(table, place, raw, mark),
        inputs={
            "raw": raw,
            "lower": _cutoff(table, place),
            "upper": _cutoff(table, place + 1),
        },
        out=mark,
    )


def _interpolation(table: Cutoffs, place: int, raw: float, mark: float) -> str:
    (low_letter, low, low_mark), (high_letter, high, high_mark) = (
        (table.letters[at], exact(table.scores[at]), exact(table.marks[at]))
        for at in (place, place + 1)
    )
    return (
        f"{exact(raw)} lies between the cutoffs of {low_letter} ({low}) and"
        f" {high_letter} ({high}): {low_mark} + ({exact(raw)} − {low})"
        f" / ({high} − {low}) × ({high_mark} − {low_mark}) = {exact(mark)}"
    )


def _cutoff(table: Cutoffs, place: int) -> dict[str, object]:
    return {
        "letter": table.letters[place],
        "score": table.scores[place],
        "mark": table.marks[place],
    }


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
    why = Why(int(columns.why[row]))
    return Step(
        rule="pending",
        text=f"{_REASONS[why]}: the mark is pending.",
        inputs={"why": why.name.lower(), "last_deadline": iso(last)},
    )
