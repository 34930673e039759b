"""What a curve would do to the class, before anything is stored."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from courseops.models import Basis
from grading.derivation.steps import none_if_nan
from grading.histogram import Histogram, draw
from grading.policy import letters
from grading.policy.book import Gradebook
from grading.policy.boundaries import Boundary, boundaries
from grading.policy.class_letters import (
    class_letters,
    population,
    without_auditors,
)
from grading.policy.columns import EQUAL, Bools, Floats
from grading.policy.curves import CurveRule
from grading.policy.published import Standing

NEAR = 0.5


@dataclass(frozen=True, kw_only=True)
class Count:
    """How many of the population have a letter, now and by the curve tried."""

    letter: str
    before: int
    after: int

    @property
    def change(self) -> int:
        """How many more they are."""
        return self.after - self.before


@dataclass(frozen=True, kw_only=True)
class Moved:
    """Somebody whose letter would change; ``better`` tells in which direction."""

    login: str
    name: str
    basis: str
    final: float | None
    before: str | None
    after: str | None
    better: bool


@dataclass(frozen=True, kw_only=True)
class Near:
    """Somebody close to where ``letter`` begins; ``by`` is below 0 for who misses it."""

    login: str
    name: str
    final: float
    letter: str
    boundary: float
    by: float

    @property
    def by_words(self) -> str:
        """How far they are, and on which side."""
        side = "above" if self.by >= -EQUAL else "below"
        return f"{abs(self.by):.2f} {side}"


@dataclass(frozen=True, kw_only=True)
class Group:
    """A population: the class, or one track where each is by itself."""

    title: str
    size: int
    mean: float | None
    median: float | None
    deviation: float | None
    highest: float | None
    boundaries: Sequence[Boundary]
    histogram: Histogram | None


@dataclass(frozen=True, kw_only=True)
class Preview:
    """Everything that the studio shows of a curve."""

    groups: Sequence[Group]
    counts: Sequence[Count]
    most: int
    moved: Sequence[Moved]
    near: Sequence[Near]


def preview(
    book: Gradebook, *, scale: Mapping[str, float], curve: CurveRule | None
) -> Preview:
    """Return what *scale* and *curve* would make of the class.

    It is compared with the letters that were published, else with the present ones. A
    letter that staff set stays in both.
    """
    values = without_auditors(book.final.mark, book.students)
    made = class_letters(values, book.students, scale=scale, curve=curve).letter
    before = book.published.letters if book.published else book.letters_now
    rows = _rows(book, values, made, before)
    groups = _groups(book, values, scale, curve)
    inside = population(book.students)
    counts = _counts([row for row, one in zip(rows, inside, strict=True) if one], scale)
    return Preview(
        groups=[group for group, _ in groups],
        counts=counts,
        most=max((max(one.before, one.after) for one in counts), default=0),
        moved=_moved(rows, scale),
        near=_near(book, values, groups),
    )


@dataclass(frozen=True, kw_only=True)
class _Row:
    login: str
    name: str
    basis: str
    final: float | None
    before: str | None
    after: str | None


def _rows(
    book: Gradebook,
    values: Floats,
    made: Sequence[str | None],
    before: Mapping[int, Standing],
) -> list[_Row]:
    people = book.students
    computed = book.curved["final"].letter if "final" in book.curved else made
    rows = []
    for row, key in enumerate(people.key.tolist()):
        now = book.letters_now.get(key)
        # Where the present letter is not the computed one, staff set it.
        is_set = now is not None and now.letter != computed[row]
        rows.append(
            _Row(
                login=people.login[row],
                name=people.name[row] or people.login[row],
                basis=Basis(people.basis[row]).label,
                final=none_if_nan(values[row]),
                before=before[key].letter if key in before else None,
                after=now.letter if is_set and now is not None else made[row],
            )
        )
    return rows


def _counts(rows: Sequence[_Row], scale: Mapping[str, float]) -> list[Count]:
    before = Counter(row.before for row in rows)
    after = Counter(row.after for row in rows)
    return [
        Count(letter=letter, before=before[letter], after=after[letter])
        for letter in letters.in_order(scale)
    ]


def _moved(rows: Sequence[_Row], scale: Mapping[str, float]) -> list[Moved]:
    order = {letter: place for place, letter in enumerate(letters.in_order(scale))}

    def place(letter: str | None) -> int:
        return len(order) if letter is None else order.get(letter, len(order))

    changed = [row for row in rows if row.before != row.after]
    return [
        Moved(
            login=row.login,
            name=row.name,
            basis=row.basis,
            final=row.final,
            before=row.before,
            after=row.after,
            better=place(row.after) < place(row.before),
        )
        for row in sorted(changed, key=lambda row: (-(row.final or 0.0), row.login))
    ]


def _groups(
    book: Gradebook,
    values: Floats,
    scale: Mapping[str, float],
    curve: CurveRule | None,
) -> list[tuple[Group, Bools]]:
    """Return each population with whom it judges, outsiders too."""
    tracks = np.array([track or "" for track in book.students.track], dtype=object)
    by_itself = curve is not None and curve.per_track
    names: list[str | None] = sorted(set(tracks.tolist())) if by_itself else [None]
    groups = []
    for name in names:
        rows = np.ones(len(tracks), bool) if name is None else tracks == name
        among = values[rows & population(book.students) & ~np.isnan(values)]
        begin = boundaries(among, scale=scale, curve=curve)
        group = Group(
            title="The class" if name is None else name or "Without a track",
            size=among.size,
            mean=float(np.mean(among)) if among.size else None,
            median=float(np.median(among)) if among.size else None,
            deviation=float(np.std(among)) if among.size else None,
            highest=float(np.max(among)) if among.size else None,
            boundaries=begin,
            histogram=draw(among, begin),
        )
        groups.append((group, rows))
    return groups


def _near(
    book: Gradebook, values: Floats, groups: Sequence[tuple[Group, Bools]]
) -> list[Near]:
    found = []
    for group, rows in groups:
        for row in np.flatnonzero(rows & ~np.isnan(values)).tolist():
            for one in group.boundaries:
                by = float(values[row]) - one.value
                if abs(by) <= NEAR + EQUAL:
                    found.append(
                        Near(
                            login=book.students.login[row],
                            name=book.students.name[row] or book.students.login[row],
                            final=float(values[row]),
                            letter=one.letter,
                            boundary=one.value,
                            by=by,
                        )
                    )
    return sorted(found, key=lambda one: (-one.boundary, -one.final, one.login))
