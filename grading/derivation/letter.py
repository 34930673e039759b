"""How a letter came about (policies.md section 8), in sentences with the numbers."""

from collections.abc import Callable, Mapping

import numpy as np

from grading.derivation.curve_words import around, by_scale
from grading.derivation.steps import Step, exact
from grading.policy import letters
from grading.policy.curves import Curved, CurveRule


def letter_steps(
    made: Curved,
    row: int,
    *,
    value: float,
    scale: Mapping[str, float],
    curve: CurveRule | None,
) -> list[Step]:
    """Return the steps from a total or final, *value*, to the letter in *row*.

    Who has no letter has no steps.
    """
    rule = curve or CurveRule()
    if made.letter[row] is None:
        return []
    inputs = _inputs(made, row, value)
    if made.by_plain[row]:
        text = f"Nobody is there to curve by, so the plain scale holds. {by_scale(value, scale)}"
        return [Step(rule="scale", text=text, inputs=inputs)]
    text = _SENTENCES[rule.method](made, row, value, rule, scale)
    steps = [Step(rule=rule.method, text=text, inputs=inputs)]
    if made.floored[row]:
        text = (
            f"A curve never gives less than the plain scale: {by_scale(value, scale)}"
        )
        steps.append(Step(rule="floor", text=text, inputs={"value": value}))
    return steps


Sentence = Callable[[Curved, int, float, CurveRule, Mapping[str, float]], str]


def _scale(
    made: Curved, row: int, value: float, rule: CurveRule, scale: Mapping[str, float]
) -> str:
    return by_scale(value, scale)


def _quantile(
    made: Curved, row: int, value: float, rule: CurveRule, scale: Mapping[str, float]
) -> str:
    better, size = int(made.standing.better[row]), int(made.standing.size[row])
    letter = letters.in_order(scale)[int(made.by_curve[row])]
    has = "has" if better == 1 else "have"
    told = (
        f"{better} of the {size} {around(rule)} {has} more than {exact(value)}:"
        f" {better} / {size} = {exact(better / size)}"
    )
    share = rule.shares[letter]
    if better / size < share:
        return f"{told} is below {exact(share)}, the share of {letter}."
    return f"{told} is below no share, which leaves the last letter that has one, {letter}."


def _zscore(
    made: Curved, row: int, value: float, rule: CurveRule, scale: Mapping[str, float]
) -> str:
    among = made.standing
    letter = letters.in_order(scale)[int(made.by_curve[row])]
    mean, deviation = exact(among.mean[row]), exact(among.deviation[row])
    if among.deviation[row] == 0:
        told = f"All {around(rule)} have {mean}, so everybody is at 0"
    else:
        told = (
            f"The {around(rule)} have a mean of {mean} and a standard deviation of"
            f" {deviation}: ({exact(value)} − {mean}) / {deviation} = {exact(made.z[row])}"
        )
    if letter in rule.thresholds and made.z[row] + 1e-9 >= rule.thresholds[letter]:
        return (
            f"{told}, which reaches {exact(rule.thresholds[letter])}, that is {letter}."
        )
    return f"{told}, which reaches no threshold: {letter}."


def _linear(
    made: Curved, row: int, value: float, rule: CurveRule, scale: Mapping[str, float]
) -> str:
    median, highest = made.standing.median[row], made.standing.highest[row]
    points = made.points[row]
    if highest - median <= 1e-9:
        told = f"The {around(rule)} have their median at their maximum, {exact(highest)}, which becomes {exact(rule.max_to)}"
    else:
        told = (
            f"The median {exact(median)} of the {around(rule)} becomes"
            f" {exact(rule.median_to)} and their maximum {exact(highest)} becomes"
            f" {exact(rule.max_to)}"
        )
    return f"{told}; on that line {exact(value)} is {exact(points)}. {by_scale(points, scale)}"


def _add(
    made: Curved, row: int, value: float, rule: CurveRule, scale: Mapping[str, float]
) -> str:
    mean, points = made.standing.mean[row], made.points[row]
    more = rule.mean_to - mean
    told = (
        f"The mean {exact(mean)} of the {around(rule)} becomes {exact(rule.mean_to)}:"
        f" {exact(value)} + ({exact(more)}) = {exact(value + more)}."
    )
    if more > 0 and points != value + more:
        told += f" Adding stops at {exact(rule.cap)}, so it is {exact(points)}."
    return f"{told} {by_scale(points, scale)}"


_SENTENCES: Mapping[str, Sentence] = {
    "scale": _scale,
    "quantile": _quantile,
    "zscore": _zscore,
    "linear": _linear,
    "add": _add,
}


def _inputs(made: Curved, row: int, value: float) -> dict[str, float | int]:
    """Return what the sentence rests on; what the method does not know is left out."""
    among = made.standing
    numbers = {
        "value": value,
        "mean": among.mean[row],
        "deviation": among.deviation[row],
        "median": among.median[row],
        "highest": among.highest[row],
        "points": made.points[row],
        "z": made.z[row],
        "needed": made.needed[row],
    }
    known = {key: float(one) for key, one in numbers.items() if not np.isnan(one)}
    return known | {"better": int(among.better[row]), "size": int(among.size[row])}
