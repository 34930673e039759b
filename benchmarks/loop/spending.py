"""Which candidate of each component holds, and the slack days that this takes."""

from benchmarks.loop import lateness
from benchmarks.loop.course import Json


def chronological(works: list[Json], budget: int | None, freed: set[str]) -> Json:
    """Return the chosen candidate of each component (section 3.5).

    Components of the assignments in *freed* take no days.
    """
    chosen = {}
    left = budget or 0
    for work in in_order(works):
        allowed = 0 if work["component"]["assignment"] in freed else most(work, left)
        found = lateness.best(affordable(work, allowed))
        if found is not None:
            left -= found["slack_used"]
        chosen[work["slug"]] = found
    return chosen


def in_order(works: list[Json]) -> list[Json]:
    """Return components by the student's own on-time deadlines, ties as in the file."""

    def when(work: Json) -> float:
        on_time = work["own"]["on_time"]
        return float("inf") if on_time is None else float(on_time)

    return sorted(works, key=when)


def most(work: Json, left: int) -> int:
    """Return the days that a component may take of those that are left."""
    if not work["component"]["spends"]:
        return 0
    return left if work["cap"] is None else min(left, work["cap"])


def affordable(work: Json, allowed: int) -> list[Json]:
    """Return a component's candidates when it may take *allowed* days."""
    if work["excused"] or not work["is_posted"]:
        return []
    found = []
    for piece in work["selected"]:
        days = lateness.days_late(piece["received"], work["own"]["on_time"])
        found += lateness.candidates(
            work["component"], piece, work["own"], work["top"], [min(days, allowed)]
        )
    return [one for one in found if one["slack_used"] <= allowed]


def spendings(works: list[Json], budget: int | None) -> list[Json]:
    """Return every way to spend a budget: chosen candidates, whatever they bring."""
    ways: list[tuple[Json, int]] = [({}, budget or 0)]
    for work in in_order(works):
        ways = [
            ({**chosen, work["slug"]: one}, left - (one["slack_used"] if one else 0))
            for chosen, left in ways
            for one in _by_days(work, most(work, left))
        ]
    return [chosen for chosen, _ in ways]


def _by_days(work: Json, allowed: int) -> list[Json | None]:
    """Return the best candidate for each number of days that one can cost."""
    if work["excused"] or not work["is_posted"]:
        return [None]
    every = [
        one
        for piece in work["selected"]
        for one in lateness.candidates(
            work["component"], piece, work["own"], work["top"], None
        )
        if one["slack_used"] <= allowed
    ]
    costs = sorted({one["slack_used"] for one in every})
    return [
        lateness.best([one for one in every if one["slack_used"] == cost])
        for cost in costs
    ] or [None]
