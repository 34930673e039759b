"""Follows printed explanations by hand: with the sentences and their data, no rule.

Everything here knows an exported student (course-file.md) and school arithmetic, and
nothing of the product.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

NEAR = 1e-9
Step = Mapping[str, Any]
Marks = dict[str, float | None]

_NUMBER = r"-?\d+(?:\.\d+)?(?:e[-+]?\d+)?"
_FORMULA = re.compile(
    r"(?<![\w.])((?:max\(|min\(|[-(\d])(?:max|min|[-\d.e+()/ ×−,])*) = ("
    + _NUMBER
    + ")"
)
# Their ``out`` counts things; it is no mark.
_COUNTS = ("window", "drops", "sessions", "gradings", "reviews", "adjustment")


def same(one: float | None, other: float | None) -> bool:
    """Tell whether two marks are equal, to 1e-9."""
    if one is None or other is None:
        return one is other
    return abs(one - other) <= NEAR


def said(step: Step) -> list[tuple[float, float]]:
    """Return what each formula of a sentence comes to, and what it is said to."""
    allowed = {"__builtins__": {}, "max": max, "min": min}
    return [
        (eval(left.replace("×", "*").replace("−", "-"), allowed), float(right))
        for left, right in _FORMULA.findall(step["text"])
    ]


def numbers(text: str) -> list[float]:
    """Return every number that stands in a sentence."""
    return [float(one) for one in re.findall(_NUMBER, text.replace("−", "-"))]


def check_sentences(steps: Sequence[Step]) -> None:
    """Check each formula, and that a sentence that moves the mark says where to."""
    before = None
    for step in steps:
        for computed, printed in said(step):
            assert same(computed, printed), step["text"]
        if step["rule"] in _COUNTS or step["out"] is None:
            continue
        if step["out"] != before:
            assert step["out"] in numbers(step["text"]), step
        before = step["out"]


def component(steps: Sequence[Step]) -> float | None:
    """Return the mark that a component's steps lead to, each from the one before."""
    raw = value = None
    for step in steps:
        rule, data = step["rule"], step["in"]
        if rule in _RAWS:
            raw = _RAWS[rule](step)
            assert same(step["out"], raw), step
        elif rule in _BASES:
            assert same(data["raw"], raw), step
            value = _BASES[rule](data)
        elif rule == "bonus":
            value += _bonus(data, raw)
        elif rule in _CHANGES:
            assert same(data[_BEFORE[rule]], value), step
            value = _CHANGES[rule](step, value)
        else:
            assert rule in _SILENT, step
            value = 0.0 if rule == "missing" else value
        if rule not in (*_COUNTS, *_RAWS):
            assert same(step["out"], value), step
    return value


def _attended(step: Step) -> float:
    """Return how many sessions count: those attended, of which no more than needed."""
    data = step["in"]
    needed = data["held"] - data["excused"] - data["may_be_missed"]
    assert step["out"] == min(data["attended"], needed), step
    return float(step["out"])


def _judged(step: Step) -> float:
    """Return what verdicts come to; where none weighs, or one settles, what is said."""
    verdicts = step["in"]["verdicts"]
    weight = sum(one["weight"] for one in verdicts)
    if len(verdicts) < 2 or not weight:
        return float(step["out"])
    return float(sum(one["points"] * one["weight"] for one in verdicts) / weight)


def _adjusted(step: Step) -> float:
    """Return the points with the adjustment, between none and all."""
    data = step["in"]
    return float(min(max(data["before"] + data["adjustment"], 0.0), data["possible"]))


# How the result itself is come to.
_RAWS: Mapping[str, Callable[[Step], float]] = {
    "selection": lambda step: float(step["out"]),
    "completion": lambda step: float(step["out"]),
    "sessions": _attended,
    "gradings": _judged,
    "reviews": _judged,
    "adjustment": _adjusted,
}


def _after_lateness(step: Step, value: float) -> float:
    data = step["in"]
    assert data["slack_after"] == data["slack_before"] - data["slack_used"]
    return said(step)[-1][0] if said(step) else value


_SILENT = ("window", "candidate", "pending", "excused", "missing")
_BEFORE = {
    "late": "mark",
    "early": "before",
    "withheld": "before",
    "override": "computed",
}
_CHANGES: Mapping[str, Callable[[Step, float], float]] = {
    "late": _after_lateness,
    "early": lambda step, value: value * step["in"]["factor"],
    "withheld": lambda step, value: 0.0,
    "override": lambda step, value: numbers(step["text"])[0],
}


def _interpolated(data: Mapping[str, Any]) -> float:
    if "cutoff" in data:
        return float(data["cutoff"]["mark"])
    low, high = data["lower"], data["upper"]
    part = (data["raw"] - low["score"]) / (high["score"] - low["score"])
    return float(low["mark"] + part * (high["mark"] - low["mark"]))


def _by_tier(data: Mapping[str, Any]) -> float:
    share = data["better"] / max(data["of"], 1)
    points = next(
        tier["points"]
        for tier in data["tiers"]
        if share < tier["share"] - 1e-12 or tier["share"] == 1
    )
    assert points == data["points"]
    return float(100 * points / data["possible"])


_BASES = {
    "cutoffs": _interpolated,
    "share": lambda data: 100 * data["raw"] / data["possible"],
    "tiers": _by_tier,
}


def _bonus(data: Mapping[str, Any], raw: float) -> float:
    """Return the bonus on the way from A (0) to the top on-time score (all of it)."""
    top, cutoff = data["top"], data["cutoff"]
    if not data["earned"]:
        return 0.0
    return float(data["bonus"] * min((raw - cutoff) / (top - cutoff), 1.0))


def level(steps: Sequence[Step], below: Marks) -> float | None:
    """Return the mark that a level's steps lead to from the marks *below* it."""
    value, dropped, by_mark = None, [], True
    for step in steps:
        data = step["in"]
        match step["rule"]:
            case "drops":
                dropped = data["dropped"]
                by_mark = "spent anew" not in step["text"]
                keep = data["keep_best"]
                assert keep is None or step["out"] == keep
                continue
            case "weights" | "points":
                value = _mean(data, below)
                if step["rule"] == "weights" and by_mark:
                    _check_drops(data, [below[slug] for slug in dropped])
            case "extra_credit":
                assert same(data["before"], value)
                assert same(data["mark"], below[data["item"]])
                value = _with_extra(data)
            case "override":
                assert same(data["computed"], value)
                value = numbers(step["text"])[0]
            case rule:
                assert rule == "weights_not_set", step
        assert same(step["out"], value), step
    return value


def _mean(data: Mapping[str, Any], below: Marks) -> float | None:
    items = data["items"]
    for item in items:
        assert same(item["mark"], below[item["slug"]]), item
    assert all(below.get(slug) is None for slug in data["left_out"])
    if not items:
        return None
    whole = sum(item["weight"] for item in items)
    return float(sum(item["weight"] * item["mark"] for item in items) / whole)


def _check_drops(data: Mapping[str, Any], dropped: Sequence[float | None]) -> None:
    """Check that nothing was dropped that is better than what stayed."""
    kept = [item["mark"] for item in data["items"]]
    assert all(mark is not None and mark <= min(kept) + NEAR for mark in dropped)


def _with_extra(data: Mapping[str, Any]) -> float | None:
    before = data["before"]
    if before is None or data["mark"] is None or data["points"] is None:
        return before
    cap = float("inf") if data["cap"] is None else data["cap"]
    return max(before, min(cap, before + data["points"] * data["mark"] / 100))


def student(form: Mapping[str, Any]) -> dict[str, Marks]:
    """Return all marks of an exported student, worked out from the bottom up."""
    steps = form["steps"]
    components = {
        slug: component(one["steps"]) for slug, one in form["components"].items()
    }
    assignments = {
        slug: level(own, components) for slug, own in steps["assignments"].items()
    }
    categories = {
        slug: level(own, assignments) for slug, own in steps["categories"].items()
    }
    return {
        "components": components,
        "assignments": assignments,
        "categories": categories,
        "course": {
            "total": level(steps["total"], categories),
            "final": _final(steps, components, assignments, categories),
        },
    }


def _final(
    steps: Mapping[str, Any], components: Marks, assignments: Marks, categories: Marks
) -> float | None:
    """Go on from the marks of the total with what is otherwise at the end of term."""
    components, assignments, categories = (
        dict(marks) for marks in (components, assignments, categories)
    )
    course = []
    groups: dict[tuple[str, str], list[Step]] = {}
    for step in steps["final"]:
        if step["rule"] == "at_the_end":
            components |= step["in"]["marks"]
            assignments |= _alone(steps["assignments"], step["in"]["marks"])
        elif kind := next(
            (k for k in ("assignment", "category") if k in step["in"]), ""
        ):
            groups.setdefault((kind, step["in"][kind]), []).append(step)
        else:
            course.append(step)
    for (kind, slug), own in groups.items():
        if kind == "assignment":
            assignments[slug] = level(own, components)
        else:
            categories[slug] = level(own, assignments)
    return level(course, categories)


def _alone(assignments: Mapping[str, Sequence[Step]], marks: Marks) -> Marks:
    """Return the marks of assignments that are one component, and not set by staff."""
    found = {}
    for slug, own in assignments.items():
        parts = [item["slug"] for item in own[0]["in"]["items"]]
        parts += own[0]["in"]["left_out"]
        if len(parts) == 1 and parts[0] in marks and own[-1]["rule"] != "override":
            found[slug] = marks[parts[0]]
    return found


def slack_left(form: Mapping[str, Any], *, budget: int) -> int:
    """Go through the slack days in the order of the on-time deadlines."""
    late = [
        (first["in"]["on_time"], step["in"])
        for one in form["components"].values()
        for first in one["steps"][:1]
        for step in one["steps"]
        if step["rule"] == "late" and step["in"]["slack_used"]
    ]
    left = budget
    for _, data in sorted(late, key=lambda pair: pair[0]):
        assert data["slack_before"] == left
        left = int(data["slack_after"])
    return left


def lists_of_steps(form: Mapping[str, Any]) -> Iterator[Sequence[Step]]:
    """Go through the explanations of an exported student, at every level."""
    for one in form["components"].values():
        yield one["steps"]
    for own in form["steps"].values():
        yield from own.values() if isinstance(own, dict) else [own]


def wrong(form: Mapping[str, Any]) -> list[str]:
    """Return which marks of an exported student their explanations do not give."""
    worked_out = student(form)
    shown = {
        "components": {slug: one["mark"] for slug, one in form["components"].items()},
        "assignments": form["assignments"],
        "categories": form["categories"],
        "course": {name: form[name] for name in ("total", "final")},
    }
    return [
        f"{form['login']}: {slug} is {mark}, by hand {worked_out[name][slug]}"
        for name, marks in shown.items()
        for slug, mark in marks.items()
        if not same(mark, worked_out[name][slug])
    ]
