"""Letters from numbers: by the scale or by a curve (policies.md section 8)."""

from math import sqrt

from benchmarks.loop.course import Json

SLIP = 1e-9
SHARE_SLIP = 1e-12


def letter_of(course: Json, number: float, population: list[float]) -> str:
    """Return the letter of *number* among the numbers of the population.

    Where nobody is in the population the plain scale holds.
    """
    scale, curve = course["scale"], course["curve"] or {"method": "scale"}
    plain = by_thresholds(scale, number)
    if not population:
        return plain
    found = _METHODS[curve["method"]](curve, scale, number, population)
    if curve.get("floor") != "scale":
        return found
    return min(found, plain, key=list(scale).index)


def by_thresholds(thresholds: dict[str, float], number: float) -> str:
    """Return the first letter whose threshold is reached, else the last."""
    for letter, least in thresholds.items():
        if number >= least - SLIP:
            return letter
    return list(thresholds)[-1]


def _scale(curve: Json, scale: Json, number: float, population: list[float]) -> str:
    return by_thresholds(scale, number)


def _quantile(curve: Json, scale: Json, number: float, population: list[float]) -> str:
    before = sum(1 for other in population if other > number + SLIP)
    percentile = before / len(population)
    for letter, share in curve["shares"].items():
        if percentile < share - SHARE_SLIP:
            return letter
    return list(curve["shares"])[-1]


def _zscore(curve: Json, scale: Json, number: float, population: list[float]) -> str:
    mean = sum(population) / len(population)
    sd = sqrt(sum((one - mean) ** 2 for one in population) / len(population))
    z = (number - mean) / sd if sd > SLIP else 0.0
    for letter, least in curve["thresholds"].items():
        if z >= least - SLIP:
            return letter
    return list(scale)[-1]


def _linear(curve: Json, scale: Json, number: float, population: list[float]) -> str:
    ordered = sorted(population)
    half = len(ordered) // 2
    median = ordered[half]
    if len(ordered) % 2 == 0:
        median = (ordered[half - 1] + ordered[half]) / 2
    most = ordered[-1]
    if most - median <= SLIP:
        return by_thresholds(scale, number + curve["max_to"] - most)
    rise = (curve["max_to"] - curve["median_to"]) / (most - median)
    return by_thresholds(scale, curve["median_to"] + (number - median) * rise)


def _add(curve: Json, scale: Json, number: float, population: list[float]) -> str:
    k = curve["mean_to"] - sum(population) / len(population)
    cap = curve.get("cap", 100)
    raised = max(number, min(cap, number + k)) if k > 0 else number + k
    return by_thresholds(scale, raised)


_METHODS = {
    "scale": _scale,
    "quantile": _quantile,
    "zscore": _zscore,
    "linear": _linear,
    "add": _add,
}
