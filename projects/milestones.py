"""All the work of a course that people judge, on one page."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max

from courseops import teams
from courseops.asking import is_asked
from courseops.deadlines import Own, last, own
from courseops.models import Component, Course, Kind, Role
from courseops.navigation import has_work_page
from courseops.permissions import Access
from projects.accepting import is_completion, takes_files
from projects.models import HandIn, Review, ShownGrades
from projects.selectors.graded import graded
from projects.selectors.scope import Scope, Teams

# A component, and for whom something is there, by keys.
_Facts = Mapping[tuple[int, int], datetime]


@dataclass(frozen=True, kw_only=True)
class Milestone:
    """One piece of work as a student has it; ``own`` has their dates.

    ``handed_in`` is when the last version of the team came, ``is_graded`` that its
    grades are shown. Of reviews ``written`` of ``asked`` are handed in.
    """

    own: Own
    at: datetime
    handed_in: datetime | None
    is_graded: bool
    written: int
    asked: int

    @property
    def component(self) -> Component:
        return self.own.component

    @property
    def is_review(self) -> bool:
        return self.component.kind == Kind.PEER_REVIEW

    @property
    def opens(self) -> datetime | None:
        """When it opens, where that is still to come."""
        released = self.component.released
        return released if released and released > self.at else None

    @property
    def is_over(self) -> bool:
        """Whether nothing that comes now counts."""
        end = last(self.component)
        return end is not None and end < self.at

    @property
    def is_done(self) -> bool:
        """Whether there is nothing left to hand in."""
        if self.is_review:
            return self.asked > 0 and self.written == self.asked
        return self.handed_in is not None


@dataclass(frozen=True, kw_only=True)
class Progress:
    """One piece of work as the staff have it, counted in teams and single students.

    Of reviews ``handed_in`` are written of ``asked``.
    """

    component: Component
    handed_in: int
    graded: int
    is_shown: bool
    asked: int

    @property
    def is_review(self) -> bool:
        return self.component.kind == Kind.PEER_REVIEW

    @property
    def takes_files(self) -> bool:
        return takes_files(self.component.kind, self.component.details)

    @property
    def is_graded_by_staff(self) -> bool:
        """Whether it waits for graders: reviews, and what is complete handed in, do not."""
        part = self.component
        return not self.is_review and not is_completion(part.kind, part.details)

    @property
    def to_grade(self) -> int:
        """Of how many teams and students what they handed in waits for graders."""
        return max(0, self.handed_in - self.graded) if self.is_graded_by_staff else 0

    def waits(self, at: datetime) -> bool:
        """Tell whether graders have something to do, the last deadline being over *at*."""
        end = last(self.component)
        return self.to_grade > 0 and (end is None or end < at)


def judged(course: Course) -> list[Component]:
    """Return the work of a course that people judge, in its order. One query."""
    rows = Component.objects.filter(
        course=course,
        archived=False,
        assignment__archived=False,
        assignment__category__archived=False,
    ).select_related("assignment__category")
    return [
        one
        for one in rows.order_by("assignment__position", "position")
        if one.kind == Kind.PEER_REVIEW or has_work_page(one)
    ]


def milestones(found: Access, *, at: datetime) -> list[Milestone]:
    """Return a student's work, in the order of the course, in nine queries."""
    course, me = found.course, found.enrollment
    assert me is not None  # noqa: S101 only students have milestones
    asked = [one for one in judged(course) if is_asked(one, me)]
    of = teams.team_of_component(course)
    mates = {
        component: set(mine.get(me.pk, (me.pk,))) for component, mine in of.items()
    }
    everybody = {key for keys in mates.values() for key in keys}
    came = _handed_in(asked, everybody)
    done = _graded(asked, everybody, of, at=at)
    shown = _shown(asked)
    reviews = _reviews(asked, reviewers=[me.pk])
    return [
        Milestone(
            own=one,
            at=at,
            handed_in=_latest(came, one.component.pk, mates[one.component.pk]),
            is_graded=one.component.pk in shown
            and any((one.component.pk, key) in done for key in mates[one.component.pk]),
            written=reviews[one.component.pk].written,
            asked=reviews[one.component.pk].asked,
        )
        for one in own(asked, course=course, enrollment=me)
    ]


def progress(course: Course, *, at: datetime) -> list[Progress]:
    """Return how far the class and its graders are, in eight queries."""
    components = judged(course)
    of = teams.team_of_component(course)
    came = _handed_in(components, None)
    done = _graded(components, None, of, at=at)
    shown = _shown(components)
    reviews = _reviews(components, reviewers=None)
    return [
        Progress(
            component=one,
            handed_in=reviews[one.pk].written
            if one.kind == Kind.PEER_REVIEW
            else _entrants(came, one.pk, of[one.pk]),
            graded=_entrants(done, one.pk, of[one.pk]),
            is_shown=one.pk in shown,
            asked=reviews[one.pk].asked,
        )
        for one in components
    ]


@dataclass(kw_only=True)
class _Reviews:
    written: int = 0
    asked: int = 0


def _handed_in(
    components: Sequence[Component], students: Collection[int] | None
) -> _Facts:
    rows = HandIn.objects.filter(
        component__in=components, enrollment__role=Role.STUDENT
    )
    if students is not None:
        rows = rows.filter(enrollment__in=students)
    found = rows.order_by().values_list("component", "enrollment")
    return {
        (component, student): at
        for component, student, at in found.annotate(at=Max("received_at"))
    }


def _graded(
    components: Sequence[Component],
    students: Collection[int] | None,
    of: Teams,
    *,
    at: datetime,
) -> frozenset[tuple[int, int]]:
    """Return whose work all its graders have graded, by component and student."""
    found = graded(Scope(until=at, enrollments=students, teams=of), components)
    pairs = zip(found.component.tolist(), found.enrollment.tolist(), strict=True)
    return frozenset(pairs)


def _shown(components: Sequence[Component]) -> frozenset[int]:
    rows = ShownGrades.objects.filter(component__in=components)
    return frozenset(rows.values_list("component", flat=True))


def _reviews(
    components: Iterable[Component], *, reviewers: Collection[int] | None
) -> Mapping[int, _Reviews]:
    rows = Review.objects.filter(component__in=list(components)).order_by()
    if reviewers is not None:
        rows = rows.filter(reviewer__in=reviewers)
    found: defaultdict[int, _Reviews] = defaultdict(_Reviews)
    for component, received in rows.values_list("component", "received_at"):
        found[component].asked += 1
        found[component].written += received is not None
    return found


def _latest(came: _Facts, component: int, members: Collection[int]) -> datetime | None:
    times = [came[component, key] for key in members if (component, key) in came]
    return max(times, default=None)


def _entrants(
    facts: Iterable[tuple[int, int]], component: int, of: Mapping[int, Sequence[int]]
) -> int:
    """Return of how many teams and single students there is something."""
    students = {student for here, student in facts if here == component}
    return len({tuple(of.get(one, (one,))) for one in students})
