"""What a drawing of reviewers comes to, for a class as it is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from courseops.asking import is_asked
from courseops.models import Basis, Component, Enrollment, Extension, Role, Status
from projects.models import Review, ReviewConflict
from projects.reviews import drawing
from projects.reviews.drawing import DrawingError, Numbers, Pair
from projects.reviews.papers import Paper, by_member, papers, reviewed


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What a drawing adds, removes and keeps.

    ``counts`` are the reviews of each paper, the fewest first. ``short`` are those for
    whom there are fewer papers than they need, with how many; nothing is drawn while
    there are some.
    """

    seed: int
    everybody: bool
    reviewers: Sequence[Enrollment]
    papers: Sequence[Paper]
    added: Sequence[tuple[Enrollment, Paper, Numbers]]
    removed: Sequence[Review]
    kept: int
    counts: Sequence[int]
    short: Sequence[tuple[Enrollment, int]]


def prepared(component: Component, *, seed: int, everybody: bool) -> Plan:
    """Return what drawing reviewers by *seed* would do.

    Reviewers are the students who have a paper, or *everybody* who is no auditor. The
    component's course is read. A fixed number of queries.
    """
    found = papers(reviewed(component))
    here = reviewers(component, found, everybody=everybody)
    return _Room(component, found, here).plan(seed=seed, everybody=everybody)


def replacement(
    component: Component, reviewer: Enrollment, *, seed: int
) -> tuple[Enrollment, Paper, Numbers] | None:
    """Return another paper for a reviewer who lost one; None: there is none left.

    What everybody has stays theirs.
    """
    found = papers(reviewed(component))
    room = _Room(component, found, [reviewer], all_kept=True)
    added = room.plan(seed=seed, everybody=False).added
    return added[0] if added else None


def reviewers(
    component: Component, found: Sequence[Paper], *, everybody: bool
) -> list[Enrollment]:
    """Return who is to review, by login: nobody who is excused from it. Two queries."""
    with_paper = by_member(found)
    excused = set(
        Extension.objects.filter(component=component, excused=True).values_list(
            "enrollment", flat=True
        )
    )
    students = Enrollment.objects.filter(
        course=component.course, role=Role.STUDENT, status=Status.ACTIVE
    ).select_related("user", "track")
    here = [
        one
        for one in students
        if one.pk not in excused
        and is_asked(component, one)
        and (one.pk in with_paper or (everybody and one.basis != Basis.AUDIT))
    ]
    return sorted(here, key=lambda one: one.user.login)


def needed(component: Component) -> int:
    """Return how many reviews everybody writes."""
    return int(component.details["reviews"])


class _Room:
    """A class about to be drawn. Places by login stand for people and papers.

    So the same class gives the same by the same seed in any database.
    """

    def __init__(
        self,
        component: Component,
        found: Sequence[Paper],
        here: Sequence[Enrollment],
        *,
        all_kept: bool = False,
    ) -> None:
        self.component, self.papers, self.here = component, found, here
        self.k = needed(component)
        rows = Review.objects.filter(component=component)
        self.rows = list(rows.select_related("reviewer__user", "author__user"))
        known = {one.pk: one for one in here} | {
            one.reviewer_id: one.reviewer for one in self.rows
        }
        self.people = sorted(known.values(), key=lambda one: one.user.login)
        self.place = {one.pk: at for at, one in enumerate(self.people)}
        self.whose = by_member(found)
        self.pairs = self._pairs()
        drawn = {one.pk for one in here}
        self.kept = {
            one.pk
            for one in self.rows
            if all_kept
            or (one.changed_at and (one.reviewer_id in drawn or one.received_at))
        }
        self.movable = {
            one.pk
            for one in self.rows
            if one.pk not in self.kept
            and one.changed_at is None
            and one.reviewer_id in drawn
        }

    def plan(self, *, seed: int, everybody: bool) -> Plan:
        kept = {self.pairs[one] for one in self.kept}
        try:
            pairs = drawing.draw(
                [self.place[one.pk] for one in self.here],
                range(len(self.papers)),
                k=self.k,
                seed=seed,
                forbidden=self._forbidden(),
                kept=kept,
                now=[self.pairs[one] for one in self.movable],
            )
            short: Mapping[int, int] = {}
        except DrawingError as refused:
            pairs, short = sorted(kept), refused.left
        return self._told(pairs, short, seed=seed, everybody=everybody)

    def _told(
        self,
        pairs: Sequence[Pair],
        short: Mapping[int, int],
        *,
        seed: int,
        everybody: bool,
    ) -> Plan:
        wanted = set(pairs)
        stays = {
            self.pairs[one.pk]: Numbers(number=one.number, shown_as=one.shown_as)
            for one in self.rows
            if self.pairs[one.pk] in wanted
        }
        numbers = drawing.numbered(pairs, seed=seed, known=stays)
        counts = [0] * len(self.papers)
        for _, paper in pairs:
            if 0 <= paper < len(counts):
                counts[paper] += 1
        return Plan(
            seed=seed,
            everybody=everybody,
            reviewers=self.here,
            papers=self.papers,
            added=[
                (self.people[one], self.papers[paper], numbers[one, paper])
                for one, paper in pairs
                if (one, paper) not in stays
            ],
            removed=[
                one
                for one in self.rows
                if one.changed_at is None and self.pairs[one.pk] not in wanted
            ],
            kept=len(stays),
            counts=sorted(counts),
            short=[(self.people[one], left) for one, left in short.items()],
        )

    def _pairs(self) -> Mapping[int, Pair]:
        """Return who reviews what as places, by the review's key.

        A paper that is none any more, or that somebody reviews a second time, since
        teams merged, has a place of its own below 0.
        """
        found: dict[int, Pair] = {}
        seen: set[Pair] = set()
        for one in sorted(self.rows, key=lambda one: (one.changed_at is None, one.pk)):
            paper = self.whose.get(one.author_id, -one.author_id)
            pair = (self.place[one.reviewer_id], paper)
            if pair in seen:
                pair = (pair[0], -one.author_id)
            seen.add(pair)
            found[one.pk] = pair
        return found

    def _forbidden(self) -> list[Pair]:
        own = [
            (self.place[one.pk], at)
            for at, paper in enumerate(self.papers)
            for one in paper.members
            if one.pk in self.place
        ]
        conflicts = ReviewConflict.objects.filter(component=self.component)
        return own + [
            (self.place[reviewer], self.whose[author])
            for reviewer, author in conflicts.values_list("reviewer", "author")
            if reviewer in self.place and author in self.whose
        ]
