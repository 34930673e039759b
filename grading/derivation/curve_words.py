"""A curve in words: the rule as a whole, and whom it looks at."""

from collections.abc import Callable, Mapping

from grading.derivation.steps import exact, listed
from grading.policy import letters
from grading.policy.columns import EQUAL
from grading.policy.curves import CurveRule


def curve_in_words(curve: CurveRule | None) -> str:
    """Say in a few sentences how letters are given."""
    if curve is None:
        return "By the plain scale."
    told = [_RULES[curve.method](curve)]
    if curve.per_track:
        told.append("Each track by itself.")
    if curve.floor:
        told.append("Never worse than by the plain scale.")
    return " ".join(told)


def around(curve: CurveRule) -> str:
    """Say whom a student is judged among."""
    of = " of the track" if curve.per_track else ""
    return f"students on letter basis{of}"


def by_scale(points: float, scale: Mapping[str, float]) -> str:
    """Say which letter of the plain scale so many *points* have."""
    order = letters.in_order(scale)
    for letter in order:
        if points + EQUAL >= scale[letter]:
            return f"{exact(points)} reaches {exact(scale[letter])}, that is {letter}."
    return f"{exact(points)} is below every threshold: {order[-1]}."


def _quantile(curve: CurveRule) -> str:
    shares = sorted(curve.shares.items(), key=lambda one: one[1])
    told = listed([f"{letter} below {exact(share)}" for letter, share in shares])
    return f"By the share of the class that is better: {told}."


def _zscore(curve: CurveRule) -> str:
    falling = sorted(curve.thresholds.items(), key=lambda one: one[1], reverse=True)
    told = listed([f"{letter} from {exact(z)}" for letter, z in falling])
    return f"By standard deviations above the mean: {told}."


def _linear(curve: CurveRule) -> str:
    return (
        f"The line that takes the median to {exact(curve.median_to)} and the maximum to"
        f" {exact(curve.max_to)}, then the scale."
    )


def _add(curve: CurveRule) -> str:
    return (
        f"The mean is moved to {exact(curve.mean_to)}, adding up to"
        f" {exact(curve.cap)} at most, then the scale."
    )


_RULES: Mapping[str, Callable[[CurveRule], str]] = {
    "scale": lambda _: "By the plain scale.",
    "quantile": _quantile,
    "zscore": _zscore,
    "linear": _linear,
    "add": _add,
}
