"""The record of each component once its candidate is chosen (sections 3 and 7)."""

from benchmarks.loop.course import Json
from benchmarks.loop.lateness import days_late
from benchmarks.loop.raw import better

NOTHING = {
    "mark": None, "raw": None, "window": None, "days_late": None, "slack_used": None,
    "early_met": None, "bonus": None, "factors": [], "submission": None,
}  # fmt: skip


def records(works: list[Json], chosen: Json) -> Json:
    """Return what the export says of each component, drops aside."""
    return {work["slug"]: _record(work, chosen[work["slug"]]) for work in works}


def entering(works: list[Json], found: Json, *, at_end: bool) -> Json:
    """Return the mark with which each component enters the tree.

    At the end what is pending counts as 0, unless its cutoffs are not posted.
    """
    marks = {}
    for work in works:
        record = found[work["slug"]]
        counts_zero = at_end and record["state"] == "pending" and work["is_posted"]
        marks[work["slug"]] = 0.0 if counts_zero else record["mark"]
    return marks


def is_withheld(work: Json, candidate: Json | None) -> bool:
    """Tell whether code is owed for what counts (section 3.7)."""
    return bool(work["no_code"] and candidate is not None)


def _record(work: Json, candidate: Json | None) -> Json:
    record = _computed(work, candidate)
    if work["override"] is not None:
        return {**record, "state": "overridden", "mark": work["override"]}
    return record


def _computed(work: Json, candidate: Json | None) -> Json:
    if work["excused"]:
        return {"state": "excused", **NOTHING}
    if not work["is_posted"]:
        return {"state": "pending", **NOTHING, **_shown(work)}
    if candidate is None and work["without"] == "pending":
        return {"state": "pending", **NOTHING}
    if candidate is None:
        return {
            "state": "missing", **NOTHING, "mark": 0.0, "window": "none",
            "slack_used": 0, "bonus": 0.0, "early_met": work["early_met"],
        }  # fmt: skip
    factors, mark = list(candidate["factors"]), candidate["value"]
    if work["early_met"] is False:
        factors.append(work["component"]["policy"]["early_factor"])
        mark *= factors[-1]
    return {
        "state": "withheld" if is_withheld(work, candidate) else "graded",
        "mark": 0.0 if is_withheld(work, candidate) else mark,
        "raw": candidate["raw"],
        "window": candidate["window"],
        "days_late": candidate["days_late"],
        "slack_used": candidate["slack_used"],
        "early_met": work["early_met"],
        "bonus": candidate["bonus"],
        "factors": factors,
        "submission": candidate["submission"],
    }


def _shown(work: Json) -> Json:
    """Return the best score so far of a competition whose cutoffs are not posted."""
    best: Json = None
    for piece in work["selected"]:
        if best is None or better(work["component"], piece["raw"], best["raw"]):
            best = piece
    if best is None:
        return {}
    days = days_late(best["received"], work["own"]["on_time"])
    return {
        "raw": best["raw"],
        "submission": best["submission"],
        "window": "late" if days else "on_time",
        "days_late": days,
    }
