"""A component's late policy in sentences (policies.md sections 3, 4 and 4a)."""

from collections.abc import Mapping
from typing import Any

DEFAULT_FACTOR = 0.9
DEFAULT_PER_EXTRA_DAY = 0.25


def sentences(
    *, late_policy: Mapping[str, Any] | None, has_early: bool, bonus: float | None
) -> list[str]:
    """Return what happens before and after the deadlines, one sentence per rule."""
    policy = late_policy or {"kind": "refuse"}
    told = [_AFTER[policy["kind"]](policy)]
    if has_early:
        factor = policy.get("early_factor", DEFAULT_FACTOR)
        told.append(
            f"Without a scored submission by the early deadline the mark is multiplied by {factor:g}."
        )
    if bonus:
        told.append(
            f"The best on-time score of the class earns {bonus:g} points on top of 100; "
            "between it and the A cutoff the bonus grows in a straight line."
        )
    return told


def _refuse(policy: Mapping[str, Any]) -> str:
    return "Nothing counts after the deadline."


def _slack_or_late(policy: Mapping[str, Any]) -> str:
    factor = policy.get("late_factor", DEFAULT_FACTOR)
    return (
        "After the on-time deadline a submission keeps its mark if you have slack days for it, "
        f"or counts × {factor:g} as late; whatever is best for you is taken."
    )


def _free_days(policy: Mapping[str, Any]) -> str:
    return (
        "Late days are taken from your free days; each further day costs "
        f"{policy.get('per_extra_day', DEFAULT_PER_EXTRA_DAY):.0%} of the mark."
    )


def _percent_per_day(policy: Mapping[str, Any]) -> str:
    of = "the mark" if policy.get("of") == "mark" else "the possible mark"
    told = f"Each day after the deadline costs {policy['per_day']:.0%} of {of}"
    if policy.get("max_days") is not None:
        told += f", for at most {policy['max_days']} days"
    if policy.get("floor"):
        told += f", never below {policy['floor']:g} for lateness alone"
    return f"{told}."


def _no_penalty(policy: Mapping[str, Any]) -> str:
    return "Handing in after the deadline costs nothing."


_AFTER = {
    "refuse": _refuse,
    "slack_or_late": _slack_or_late,
    "free_days": _free_days,
    "percent_per_day": _percent_per_day,
    "none": _no_penalty,
}
