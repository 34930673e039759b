"""From a raw score to a mark before lateness (policies.md sections 2, 3.6, 3.8, 5)."""

from itertools import pairwise

from benchmarks.loop.course import Json

SHARE_SLIP = 1e-12


def counts_in_class(student: Json) -> bool:
    """Tell whether a student is part of class statistics, `top` and tiers."""
    return student["status"] == "active" and student["basis"] in ("letter", "pass_fail")


def better(component: Json, one: float, other: float) -> bool:
    """Tell whether raw score *one* beats *other*."""
    return one < other if component["minimize"] else one > other


def by_cutoffs(component: Json, score: float) -> float:
    """Return the mark that the table of cutoffs gives."""
    cutoffs, marks = component["cutoffs"], component["marks"]
    letters = [letter for letter in marks if letter in cutoffs]
    if not better(component, cutoffs["A"], score):
        return float(marks["A"])
    for upper, lower in pairwise(letters):
        if not better(component, cutoffs[lower], score):
            share = (score - cutoffs[lower]) / (cutoffs[upper] - cutoffs[lower])
            return float(marks[lower] + share * (marks[upper] - marks[lower]))
    return float(marks["F"])


def bonus(component: Json, score: float, top: float | None) -> float:
    """Return what an on-time score beyond the A cutoff earns on top."""
    best = (component.get("cutoffs") or {}).get("A")
    if not component["bonus"] or top is None or best is None:
        return 0.0
    if not better(component, top, best) or not better(component, score, best):
        return 0.0
    share = (score - best) / (top - best)
    return float(component["bonus"] * min(1.0, share))


def percent(component: Json, piece: Json, ranked: list[float]) -> float | None:
    """Return the mark of a piece of work; None while cutoffs are not posted."""
    raw, kind = piece["raw"], component["kind"]
    if kind == "competition":
        return by_cutoffs(component, raw) if component.get("cutoffs") else None
    if kind == "quiz":
        return float(100 * raw / piece["of"])
    if kind == "parts":
        return float(100 * raw / component["parts"])
    if kind == "points":
        return float(100 * raw / component["points"])
    if kind == "rubric":
        return float(100 * raw / sum(row["points"] for row in component["criteria"]))
    if kind == "tiers":
        return by_tiers(component, raw, ranked)
    return float(raw)


def by_tiers(component: Json, value: float, ranked: list[float]) -> float:
    """Return the mark of a value ranked among the class's (section 5)."""
    before = sum(1 for other in ranked if other > value)
    for tier in component["tiers"]:
        if ranked and before / len(ranked) < tier["share"] - SHARE_SLIP:
            return float(100 * tier["points"] / component["points"])
    last = component["tiers"][-1] if ranked else component["tiers"][0]
    return float(100 * last["points"] / component["points"])
