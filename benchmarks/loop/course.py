"""A course file as plain data: deadlines as epoch seconds, defaults written out."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

Json = Any

MARKS = {"A": 100, "B": 80, "C": 60, "D": 40, "F": 0}
LOWER_IS_BETTER = (
    "log_loss", "rmse", "rmsle", "mae", "weighted_mae", "levenshtein",
    "levenshtein_normalised", "cer", "wer", "eer",
)  # fmt: skip
DEADLINES = ("early", "on_time", "late", "code")
SPENDING = ("slack_or_late", "free_days")
POLICY = {
    "kind": "refuse",
    "early_factor": 0.9,
    "late_factor": 0.9,
    "per_extra_day": 0.25,
    "of": "possible",
    "floor": 0,
    "max_days": None,
}


def resolved(document: Json) -> Json:
    """Return what the loop reads of a course file, as YAML gives it."""
    zone = ZoneInfo(document["course"]["time_zone"])
    keeps = {
        quiz["component"]: quiz.get("attempts", {}).get("keep", "best")
        for quiz in document.get("quizzes") or []
    }
    slack = document.get("slack")
    assignments = [
        _assignment(one, zone, keeps, bool(slack)) for one in document["assignments"]
    ]
    return {
        "zone": zone,
        "budget": slack["days"] if slack else None,
        "strategy": (slack or {}).get("strategy", "chronological"),
        "tracks": {
            track["slug"]: track.get("without") or []
            for track in document.get("tracks") or []
        },
        "completion": document.get("completion") or {},
        "scale": (document.get("letters") or {}).get("scale"),
        "pass_at": (document.get("letters") or {}).get("pass_at"),
        "curve": document.get("curve"),
        "categories": document["categories"],
        "assignments": assignments,
        "components": [one for entry in assignments for one in entry["components"]],
    }


def deadline(text: Json, zone: ZoneInfo) -> int:
    """Return the epoch second of a deadline as a course file writes it (section 1)."""
    if isinstance(text, datetime):
        return epoch(text, zone)
    if isinstance(text, date):
        return epoch(datetime.combine(text, time(23, 59, 59)), zone)
    day, _, clock = text.replace("T", " ").partition(" ")
    clock = {0: "23:59:59", 5: f"{clock}:59", 8: clock}[len(clock)]
    return epoch(datetime.fromisoformat(f"{day} {clock}"), zone)


def epoch(local: datetime, zone: ZoneInfo) -> int:
    """Return the instant of a local time: the second of two, else as fold=0 has it."""
    second = local.replace(tzinfo=zone, fold=1)
    exists = second.astimezone(UTC).astimezone(zone).replace(tzinfo=None) == local
    return int((second if exists else local.replace(tzinfo=zone)).timestamp())


def moved(instant: int, days: int, zone: ZoneInfo) -> int:
    """Return the instant *days* of the calendar later, at the same clock time."""
    local = datetime.fromtimestamp(instant, zone).replace(tzinfo=None, fold=0)
    return epoch(local + timedelta(days=days), zone)


def lacks(course: Json, track: str, *slugs: str) -> bool:
    """Tell whether a track goes without a category, assignment or component."""
    without = course["tracks"].get(track) or []
    return any(slug in without for slug in slugs)


def _assignment(entry: Json, zone: ZoneInfo, keeps: Json, has_slack: bool) -> Json:
    components = [
        _component(one, entry, zone, keeps, has_slack) for one in entry["components"]
    ]
    own = sum(
        one.get("points", 0) + sum(row["points"] for row in one.get("criteria") or [])
        for one in components
    )
    return {
        **entry,
        "weight": entry.get("weight", 1),
        "points": entry.get("points", own),
        "is_extra": "extra_credit" in entry,
        "required": entry.get("required", False),
        "components": components,
    }


def _component(
    one: Json, entry: Json, zone: ZoneInfo, keeps: Json, has_slack: bool
) -> Json:
    policy = {**POLICY, **(one.get("late_policy") or {})}
    metric = one.get("metric")
    inner = metric if isinstance(metric, dict) else {"name": metric}
    natural = "minimize" if inner["name"] in LOWER_IS_BETTER else "maximize"
    spends = policy["kind"] in SPENDING and one.get("slack", True) and has_slack
    return {
        **one,
        "category": entry["category"],
        "assignment": entry["slug"],
        "weight": one.get("weight", 1),
        "bonus": one.get("bonus", 0),
        "marks": one.get("marks") or MARKS,
        "minimize": (one.get("direction") or inner.get("direction") or natural)
        == "minimize",
        "selection": one.get("selection", "best"),
        "keep": keeps.get(one["slug"], "best"),
        "policy": policy,
        "spends": spends,
        "for_teams": (one.get("team") or {}).get("max", 1) > 1,
        **{
            name: deadline(one[name], zone) if one.get(name) is not None else None
            for name in DEADLINES
        },
    }
