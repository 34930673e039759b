"""What people gave a work: their verdicts, what they come to, what staff adjusted."""

from collections.abc import Iterator, Sequence

from grading.derivation.steps import Step, exact, listed
from grading.policy.plan import COMPLETION, GIVEN, RECEIVED, ComponentPlan
from grading.policy.selection import Made, Submissions, Verdict

_UNTIMED = ", entered without a time and so on time"


def steps(component: ComponentPlan, made: Made, *, possible: float) -> Iterator[Step]:
    """Go from the verdicts to what the student's work was given.

    Members of a team share the verdicts; an adjustment is the student's own.
    """
    if component.judged == COMPLETION:
        yield Step(
            rule="completion",
            text="Whatever is handed in earns the whole mark.",
            out=made.before,
        )
    elif made.verdicts:
        yield _verdicts(component, made)
    if made.adjusted:
        yield _adjustment(made, possible)


def called(component: ComponentPlan, found: Submissions, row: int) -> str:
    """Return what a sentence calls the result in *row*."""
    made = found.made_of(row)
    if component.judged == GIVEN:
        return "what was written by the review"
    if component.judged == RECEIVED and made is not None and made.verdicts:
        return "what the reviews of the paper gave"
    by = found.by.get((int(found.student[row]), int(found.reference[row])))
    if not found.reference[row]:
        return "the result"
    return "the hand-in" if by is None else f"the hand-in (by {by})"


def untimed(component: ComponentPlan, found: Submissions, row: int) -> str:
    """Return what is said of a result that came without a time."""
    made = found.made_of(row)
    is_reviewed = component.judged == RECEIVED and made is not None and made.verdicts
    return "" if is_reviewed else _UNTIMED


def _verdicts(component: ComponentPlan, made: Made) -> Step:
    noun = "review" if component.judged == RECEIVED else "grading"
    inputs = {
        "verdicts": [
            {"points": one.points, "weight": one.weight} for one in made.verdicts
        ]
    }
    given = listed([exact(one.points) for one in made.verdicts])
    if not any(one.weight for one in made.verdicts):
        text = f"The reviews gave {given}; the staff set {exact(made.before)} in their place."
    elif made.verdicts[0].settles:
        text = f"Graders differed; the staff settled on {exact(made.before)}."
    elif len(made.verdicts) == 1:
        text = f"1 {noun} gave {exact(made.before)}."
    else:
        mean = _mean(made.verdicts)
        text = (
            f"{len(made.verdicts)} {noun}s gave {given}: {mean} = {exact(made.before)}."
        )
    return Step(rule=f"{noun}s", text=text, inputs=inputs, out=made.before)


def _mean(verdicts: Sequence[Verdict]) -> str:
    """Write the mean with its weights, where they differ."""
    if len({one.weight for one in verdicts}) == 1:
        total = " + ".join(exact(one.points) for one in verdicts)
        return f"the mean of them is ({total}) / {len(verdicts)}"
    total = " + ".join(f"{exact(one.weight)} × {exact(one.points)}" for one in verdicts)
    weights = " + ".join(exact(one.weight) for one in verdicts)
    return f"their mean by weight is ({total}) / ({weights})"


def _adjustment(made: Made, possible: float) -> Step:
    moved = made.before + made.adjusted
    after = min(max(moved, 0.0), possible)
    sign = "+" if made.adjusted > 0 else "−"
    sum_ = f"{exact(made.before)} {sign} {exact(abs(made.adjusted))} = {exact(moved)}"
    held = "" if after == moved else f", held at {exact(after)}"
    return Step(
        rule="adjustment",
        text=f"The staff adjusted what you get: {sum_}{held}. Their reason: {made.why}",
        inputs={
            "before": made.before,
            "adjustment": made.adjusted,
            "possible": possible,
            "why": made.why,
        },
        out=after,
    )
