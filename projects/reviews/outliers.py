"""Reviews that are far from the others, and reviewers who lean one way. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import fsum

# A review is far from the others when it is apart by this share of all points.
FAR = 0.25
# A reviewer leans when that is the mean over so many reviews, at least.
LEANS = 0.15
LEAST_REVIEWS = 2
# A paper's reviews are wide apart at this share.
WIDE = 0.4
# What a sum of shares may be off.
TOLERANCE = 1e-9


@dataclass(frozen=True, kw_only=True)
class Scored:
    """The points of one review; all else are keys."""

    review: int
    reviewer: int
    paper: int
    points: float


@dataclass(frozen=True, kw_only=True)
class Apart:
    """A review and how far above the mean of the others it is, below with a minus.

    ``share`` is that as a share of all points.
    """

    scored: Scored
    others: float
    share: float

    @property
    def is_far(self) -> bool:
        return abs(self.share) >= FAR - TOLERANCE


@dataclass(frozen=True, kw_only=True)
class Leaning:
    """By which share of all points a reviewer is above others, over ``count`` reviews."""

    reviewer: int
    share: float
    count: int

    @property
    def leans(self) -> bool:
        return self.count >= LEAST_REVIEWS and abs(self.share) >= LEANS - TOLERANCE


@dataclass(frozen=True, kw_only=True)
class Spread:
    """The reviews of a paper from the lowest to the highest."""

    paper: int
    points: Sequence[float]
    mean: float
    share: float

    @property
    def is_wide(self) -> bool:
        return self.share >= WIDE - TOLERANCE


def apart(scored: Iterable[Scored], *, most: float) -> list[Apart]:
    """Return each review that has others of its paper beside it, the farthest first.

    *most* is the most points that a review gives.
    """
    found = []
    for of_paper in _by_paper(scored).values():
        total = fsum(one.points for one in of_paper)
        for one in of_paper if len(of_paper) > 1 else ():
            others = (total - one.points) / (len(of_paper) - 1)
            share = (one.points - others) / most
            found.append(Apart(scored=one, others=others, share=share))
    return sorted(found, key=lambda one: (-abs(one.share), one.scored.review))


def leanings(scored: Iterable[Scored], *, most: float) -> list[Leaning]:
    """Return how each reviewer leans, the strongest first."""
    shares: defaultdict[int, list[float]] = defaultdict(list)
    for one in apart(scored, most=most):
        shares[one.scored.reviewer].append(one.share)
    found = [
        Leaning(reviewer=reviewer, share=fsum(own) / len(own), count=len(own))
        for reviewer, own in shares.items()
    ]
    return sorted(found, key=lambda one: (-abs(one.share), one.reviewer))


def spreads(scored: Iterable[Scored], *, most: float) -> list[Spread]:
    """Return the reviews of each paper, the widest apart first."""
    found = []
    for paper, of_paper in _by_paper(scored).items():
        points = sorted(one.points for one in of_paper)
        share = (points[-1] - points[0]) / most
        mean = fsum(points) / len(points)
        found.append(Spread(paper=paper, points=points, mean=mean, share=share))
    return sorted(found, key=lambda one: (-one.share, one.paper))


def _by_paper(scored: Iterable[Scored]) -> dict[int, list[Scored]]:
    found: defaultdict[int, list[Scored]] = defaultdict(list)
    for one in scored:
        found[one.paper].append(one)
    return found
