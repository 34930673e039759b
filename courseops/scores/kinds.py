"""Which components take scores, and what a score counts there (course-file.md)."""

import math

from courseops.models import Component, Kind

REFUSED = {
    Kind.COMPETITION: "is a competition: importresults takes its scores",
    Kind.QUIZ: "is a quiz: importattempts takes its attempts",
    Kind.PEER_REVIEW: "is a peer review: its marks come from the reviews",
}
# Where a score is a percentage whatever the maximum of another system.
PERCENT = (Kind.FILES, Kind.ATTENDANCE)


def refusal(component: Component) -> str:
    """Return why *component* takes no scores from a file; empty where it does."""
    reason = REFUSED.get(Kind(component.kind))
    return f"{component.slug} {reason}." if reason else ""


def highest(component: Component) -> float:
    """Return the highest score that *component* takes; infinite for tiers."""
    details = component.details
    if component.kind == Kind.PARTS:
        return float(details["parts"])
    if component.kind == Kind.POINTS:
        return float(details["points"])
    if component.kind == Kind.RUBRIC:
        return math.fsum(one["points"] for one in details["criteria"])
    return 100.0 if component.kind in PERCENT else math.inf


def unit(component: Component) -> str:
    """Return what a score counts, in the plural."""
    if component.kind == Kind.PARTS:
        return "parts correct"
    if component.kind in (Kind.POINTS, Kind.RUBRIC):
        return "points"
    return "percent" if component.kind in PERCENT else "the value ranked"
