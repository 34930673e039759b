"""What a piece of work is worth when it came, and at which cost (sections 3 to 4a)."""

from math import ceil

from benchmarks.loop.course import Json
from benchmarks.loop.raw import bonus

DAY = 24 * 3600
SLIP = 1e-9


def days_late(received: float, on_time: int | None) -> int:
    """Return the started 24-hour chunks after a deadline."""
    if on_time is None or received <= on_time:
        return 0
    return ceil((received - on_time) / DAY)


def in_time(component: Json, piece: Json, own: Json) -> bool:
    """Tell whether a late policy lets a piece of work count at all."""
    policy = component["policy"]
    end = own["late"]
    if policy["kind"] == "refuse" or (
        policy["kind"] == "slack_or_late" and end is None
    ):
        end = own["on_time"]
    if end is not None and piece["received"] > end:
        return False
    if policy["kind"] == "percent_per_day" and policy["max_days"] is not None:
        return days_late(piece["received"], own["on_time"]) <= policy["max_days"]
    return True


def order(piece: Json) -> tuple[float, str, float]:
    """Return by what work is ordered in time."""
    return piece["received"], str(piece["submission"] or ""), piece["raw"]


def selected(
    component: Json, pieces: list[Json], own: Json, chosen: Json
) -> list[Json]:
    """Return the pieces of work from which candidates are made."""
    rule = component["selection"]
    if component["kind"] == "quiz":
        rule = component["keep"]
    mine = [piece for piece in pieces if piece["submission"] in (chosen or [])]
    if rule == "chosen" and mine:
        pieces = mine
    counting = sorted(
        (one for one in pieces if in_time(component, one, own)), key=order
    )
    if rule in ("latest", "last"):
        return counting[-1:]
    return counting[:1] if rule == "first" else counting


def candidates(
    component: Json, piece: Json, own: Json, top: float | None, covers: list[int] | None
) -> list[Json]:
    """Return what a piece of work can be worth; *covers*: days that may cover it.

    None for *covers* stands for every number of days from none to all.
    """
    days = days_late(piece["received"], own["on_time"])
    mark, policy = piece["mark"], component["policy"]
    found = {
        "piece": piece, "raw": piece["raw"], "submission": piece["submission"],
        "days_late": days, "slack_used": 0, "bonus": 0.0, "factors": [],
    }  # fmt: skip
    if not days:
        extra = bonus_of(component, piece, top)
        return [{**found, "window": "on_time", "value": mark + extra, "bonus": extra}]
    late = {**found, "window": "late"}
    if policy["kind"] == "slack_or_late":
        factor = policy["late_factor"]
        slack = {**found, "window": "slack", "value": mark, "slack_used": days}
        return [{**late, "value": factor * mark, "factors": [factor]}, slack]
    if policy["kind"] == "free_days":
        every = range(days + 1) if covers is None else covers
        return [_covered(component, found, cover) for cover in every if cover <= days]
    if policy["kind"] == "percent_per_day":
        return [{**late, **_less_per_day(policy, mark, days)}]
    return [{**late, "value": mark}]


def bonus_of(component: Json, piece: Json, top: float | None) -> float:
    """Return the on-time bonus of a piece of work: competitions alone have one."""
    if component["kind"] != "competition":
        return 0.0
    return bonus(component, piece["raw"], top)


def best(found: list[Json]) -> Json | None:
    """Return the candidate that holds (section 3.3)."""
    if not found:
        return None
    highest = max(one["value"] for one in found)
    equal = [one for one in found if one["value"] >= highest - SLIP]
    return min(equal, key=lambda one: (one["slack_used"], *order(one["piece"])))


def _covered(component: Json, found: Json, cover: int) -> Json:
    days = found["days_late"]
    mark = found["piece"]["mark"]
    if cover == days:
        return {**found, "window": "slack", "value": mark, "slack_used": cover}
    factor = max(0.0, 1 - component["policy"]["per_extra_day"] * (days - cover))
    return {
        **found, "window": "late", "value": mark * factor,
        "slack_used": cover, "factors": [factor],
    }  # fmt: skip


def _less_per_day(policy: Json, mark: float, days: int) -> Json:
    least = min(mark, policy["floor"])
    if policy["of"] == "possible":
        return {"value": max(least, mark - 100 * policy["per_day"] * days)}
    factor = max(0.0, 1 - policy["per_day"] * days)
    return {"value": max(least, mark * factor), "factors": [factor]}
