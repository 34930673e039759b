"""Posted cutoffs as pages show them: in order, between ranks, and the next one ahead."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

# policies.md section 2
DEFAULT_MARKS: Mapping[str, float] = {"A": 100, "B": 80, "C": 60, "D": 40, "F": 0}


@dataclass(frozen=True, kw_only=True)
class Cutoff:
    """A letter, the score that reaches it and what it is worth."""

    letter: str
    score: float
    mark: float

    def reached_by(self, score: float, *, minimize: bool) -> bool:
        """Tell whether *score* is at the cutoff or better."""
        return score <= self.score if minimize else score >= self.score


@dataclass(frozen=True, kw_only=True)
class NextLetter:
    """The cutoff ahead of a score, and how far it is (always positive)."""

    letter: str
    gap: float


def in_order(
    cutoffs: Mapping[str, float] | None,
    *,
    marks: Mapping[str, float] | None,
    minimize: bool,
) -> list[Cutoff]:
    """Return a posted table from the best letter to the worst; nothing if not posted.

    A database may lose the order of the letters, so the scores tell it.
    """
    worth = {**DEFAULT_MARKS, **(marks or {})}
    rows = [
        Cutoff(letter=letter, score=score, mark=worth.get(letter, 0))
        for letter, score in (cutoffs or {}).items()
    ]
    return sorted(rows, key=lambda row: row.score, reverse=not minimize)


def lines(cutoffs: Sequence[Cutoff]) -> Sequence[Cutoff]:
    """Return the cutoffs that are lines to cross: all but the last, which all reach."""
    return cutoffs[:-1]


def next_letter(
    score: float, *, cutoffs: Sequence[Cutoff], minimize: bool
) -> NextLetter | None:
    """Return the nearest cutoff that *score* has not reached; None at the best."""
    ahead = [row for row in cutoffs if not row.reached_by(score, minimize=minimize)]
    if not ahead:
        return None
    nearest = ahead[-1]
    return NextLetter(letter=nearest.letter, gap=abs(nearest.score - score))


def places(
    scores: Sequence[float],
    *,
    cutoffs: Sequence[Cutoff],
    minimize: bool,
    is_first: bool,
    following: float | None,
) -> list[list[Cutoff]]:
    """Return which lines to draw before each of the ranked *scores* and after the last.

    The result is one longer than *scores*. A page of a longer board draws a line above
    its first score only if *is_first*, and one below its last only if the *following*
    page does not begin with a score that reaches it too; so each line is drawn once.
    """
    drawn: list[list[Cutoff]] = [[] for _ in range(len(scores) + 1)]
    for row in lines(cutoffs):
        reached = sum(row.reached_by(score, minimize=minimize) for score in scores)
        goes_on = following is not None and row.reached_by(following, minimize=minimize)
        is_before = reached == 0 and not is_first
        if not is_before and not (reached == len(scores) and goes_on):
            drawn[reached].append(row)
    return drawn
