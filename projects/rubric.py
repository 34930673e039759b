"""What a work is judged by: criteria with points, or one number of a maximum.

Pure: a rubric is read off a component's details.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import fsum, isfinite
from typing import Any

# The one criterion of a work that is graded as a whole.
WHOLE = ""
PERCENT = 100.0


class RubricError(ValueError):
    """Points that a rubric does not have; the text is a sentence that says why."""


@dataclass(frozen=True, kw_only=True)
class Criterion:
    """One thing to judge, up to ``points``; ``hints`` say what to look at."""

    slug: str
    title: str
    points: float
    hints: Sequence[str] = ()


@dataclass(frozen=True, kw_only=True)
class Rubric:
    """The criteria of a component; ``unit`` is what its numbers count."""

    criteria: Sequence[Criterion]
    unit: str

    @property
    def most(self) -> float:
        """The most points that there are."""
        return fsum(one.points for one in self.criteria)

    @property
    def is_whole(self) -> bool:
        """Whether there is only one number to give."""
        return [one.slug for one in self.criteria] == [WHOLE]

    def checked(self, by_criterion: Mapping[str, float]) -> dict[str, float]:
        """Return the points that were given, in the order of the criteria.

        Raises RubricError for a criterion that does not exist, and for points below 0
        or above the criterion's, or that are no number.
        """
        known = {one.slug: one for one in self.criteria}
        for slug, given in by_criterion.items():
            if slug not in known:
                raise RubricError(f"This rubric has no criterion “{slug}”.")
            most = known[slug].points
            if not isfinite(given) or not 0 <= given <= most:
                named = f"{known[slug].title}: " if known[slug].title else ""
                raise RubricError(
                    f"{named}{given:.15g} is not between 0 and {most:.15g} {self.unit}."
                )
        return {slug: by_criterion[slug] for slug in known if slug in by_criterion}

    def total(self, by_criterion: Mapping[str, float]) -> float | None:
        """Return the sum of all criteria's points, None while one has none."""
        given = [by_criterion.get(one.slug) for one in self.criteria]
        return None if None in given else fsum(x for x in given if x is not None)


def rubric_of(kind: str, details: Mapping[str, Any]) -> Rubric:
    """Return what a component of *kind* with *details* is judged by.

    Files are judged in percent, points by their number, all else by its criteria.
    """
    if "criteria" in details:
        criteria = tuple(
            Criterion(
                slug=one["slug"],
                title=one.get("title") or one["slug"],
                points=float(one["points"]),
                hints=tuple(one.get("hints") or ()),
            )
            for one in details["criteria"]
        )
        return Rubric(criteria=criteria, unit="points")
    most = float(details["points"]) if "points" in details else PERCENT
    unit = "points" if "points" in details else "percent"
    return Rubric(criteria=(Criterion(slug=WHOLE, title="", points=most),), unit=unit)
