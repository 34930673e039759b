"""A stored report with the names and times it is about, as pages and files show it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from courseops.models import Enrollment
from leaderboard.models import SimilarityReport, Submission
from leaderboard.similarity import wording
from leaderboard.similarity.histogram import Drawing, draw


@dataclass(frozen=True, kw_only=True)
class ShownPair:
    """Two students, what was found, and the submissions to look at."""

    one: Enrollment
    other: Enrollment
    kind: str
    title: str
    sentences: Sequence[str]
    strength: float | None
    chance: str
    circle: int
    evidence: Mapping[str, Any]
    submissions: Sequence[tuple[Submission, Submission]]


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A report to show; ``more`` are the pairs that are too many to show."""

    kind: str
    rows: int
    items: int
    students: int
    submissions: int
    compared: int | None
    threshold: float | None
    pairs: Sequence[ShownPair]
    more: int
    left_aside: Sequence[tuple[int, str]]
    drawing: Drawing | None


def shown(report: SimilarityReport) -> Shown | None:
    """Return the newest result with names; None before there is one. Two queries."""
    result = report.result
    if result is None:
        return None
    pairs = result["pairs"]
    people = Enrollment.objects.select_related("user").in_bulk(
        {pair[side] for pair in pairs for side in ("one", "other")}
    )
    submissions = Submission.objects.select_related("score").in_bulk(
        {key for pair in pairs for two in pair["submissions"] for key in two}
    )
    histogram = result["histogram"]
    return Shown(
        kind=result["kind"],
        rows=result["rows"],
        items=result["items"],
        students=result["students"],
        submissions=result["submissions"],
        compared=result["compared"],
        threshold=result["threshold"],
        pairs=[
            _pair(pair, result["kind"], people, submissions)
            for pair in pairs
            # Somebody may have been taken out of the course since.
            if pair["one"] in people and pair["other"] in people
        ],
        more=result["cut"],
        left_aside=wording.left_aside(result["left_aside"]),
        drawing=histogram and draw(histogram, threshold=result["threshold"]),
    )


def _pair(
    pair: Mapping[str, Any],
    kind: str,
    people: Mapping[int, Enrollment],
    submissions: Mapping[int, Submission],
) -> ShownPair:
    return ShownPair(
        one=people[pair["one"]],
        other=people[pair["other"]],
        kind=pair["kind"],
        title=wording.title(pair),
        sentences=wording.sentences(pair, kind=kind),
        strength=pair["strength"],
        chance=wording.chance(pair),
        circle=pair["circle"],
        evidence=pair["evidence"],
        submissions=[
            (submissions[one], submissions[other])
            for one, other in pair["submissions"]
            if one in submissions and other in submissions
        ],
    )
