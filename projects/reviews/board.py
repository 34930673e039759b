"""What staff see of reviews: each reviewer's, and each paper's."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import fsum

from courseops.models import Component, Enrollment
from projects.agreeing import Judgement, difference, mean
from projects.models import HandIn, PaperMark, Review
from projects.reviews.papers import by_member, is_here, papers, reviewed


@dataclass(frozen=True, kw_only=True)
class Reviewer:
    """A student with the reviews that they are to write, in their order."""

    student: Enrollment
    reviews: Sequence[Review]

    @property
    def done(self) -> int:
        return sum(one.received_at is not None for one in self.reviews)

    @property
    def begun(self) -> int:
        return sum(one.changed_at is not None for one in self.reviews)

    @property
    def given(self) -> float:
        """How many whole reviews they are given for what they handed in."""
        return fsum(one.worth for one in self.reviews if one.received_at is not None)

    @property
    def dropped(self) -> bool:
        return not is_here(self.student)


@dataclass(frozen=True, kw_only=True)
class Reviewed:
    """A paper with its reviews; without ``handin`` nothing of its authors counts."""

    members: Sequence[Enrollment]
    author: Enrollment
    reviews: Sequence[Review]
    mark: PaperMark | None
    handin: HandIn | None = None

    @property
    def is_gone(self) -> bool:
        return self.handin is None

    @property
    def done(self) -> Sequence[Review]:
        return [one for one in self.reviews if one.received_at is not None]

    @property
    def mean(self) -> float | None:
        """The mean of what is handed in, by the weights."""
        return mean(_judgements(self.done))

    @property
    def spread(self) -> float | None:
        """By how many points the reviews that count are apart."""
        counting = [one for one in self.done if one.weight > 0]
        return difference(_judgements(counting)) if counting else None


def reviews_of(component: Component) -> list[Review]:
    """Return all reviews with their people. One query."""
    rows = Review.objects.filter(component=component).select_related(
        "reviewer__user", "author__user"
    )
    return list(rows)


def reviewer_rows(component: Component) -> list[Reviewer]:
    """Return who reviews, by name. One query."""
    found: defaultdict[Enrollment, list[Review]] = defaultdict(list)
    for one in reviews_of(component):
        found[one.reviewer].append(one)
    rows = [
        Reviewer(student=student, reviews=sorted(own, key=lambda one: one.number))
        for student, own in found.items()
    ]
    return sorted(rows, key=lambda one: _name(one.student))


def paper_rows(component: Component) -> list[Reviewed]:
    """Return every paper, those that are gone last. A fixed number of queries."""
    found = papers(reviewed(component))
    whose = by_member(found)
    reviews: defaultdict[int, list[Review]] = defaultdict(list)
    for one in reviews_of(component):
        reviews[whose.get(one.author_id, -one.author_id)].append(one)
    marks = _marks(component, whose)
    rows = [
        Reviewed(
            members=paper.members,
            author=paper.author,
            reviews=_shown(reviews.pop(at, [])),
            mark=marks.get(at),
            handin=paper.handin,
        )
        for at, paper in enumerate(found)
    ]
    gone = [
        Reviewed(
            members=[own[0].author],
            author=own[0].author,
            reviews=_shown(own),
            mark=marks.get(at),
        )
        for at, own in reviews.items()
    ]
    return [*sorted(rows, key=lambda one: _name(one.author)), *gone]


REVIEWERS: Mapping[str, Callable[[Reviewer], bool]] = {
    "open": lambda one: one.done < len(one.reviews),
    "none": lambda one: one.begun == 0,
    "done": lambda one: one.done == len(one.reviews),
    "dropped": lambda one: one.dropped,
}
PAPERS: Mapping[str, Callable[[Reviewed], bool]] = {
    "open": lambda one: len(one.done) < len(one.reviews),
    "none": lambda one: not one.done,
    "set": lambda one: one.mark is not None,
    "staff": lambda one: any(review.for_staff for review in one.done),
    "gone": lambda one: one.is_gone,
}


def has_word(people: Sequence[Enrollment], word: str) -> bool:
    """Tell whether *word* is part of somebody's name or login."""
    folded = word.strip().casefold()
    return any(
        folded in one.user.login.casefold() or folded in str(one.user).casefold()
        for one in people
    )


def _marks(component: Component, whose: Mapping[int, int]) -> dict[int, PaperMark]:
    """Return what staff set, by the paper's place. One query."""
    rows = PaperMark.objects.filter(component=component).order_by("at", "pk")
    return {whose.get(one.author_id, -one.author_id): one for one in rows}


def _shown(reviews: Sequence[Review]) -> list[Review]:
    return sorted(reviews, key=lambda one: (one.shown_as, one.pk))


def _judgements(reviews: Sequence[Review]) -> list[Judgement]:
    return [
        Judgement(points=one.points, weight=one.weight)
        for one in reviews
        if one.points is not None
    ]


def _name(enrollment: Enrollment) -> tuple[str, str]:
    return str(enrollment.user).casefold(), enrollment.user.login
