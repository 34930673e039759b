"""What grading reads: hand-ins and what they were given, reviews, adjustments.

The number of queries is the same for one student and for a thousand.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from django.db.models import Q

from courseops.models import Component, Course, Kind, Role
from courseops.models.seconds import second_after
from projects.models import Grading, HandIn, Review, ShownGrades
from projects.over import over_since
from projects.selectors import graded, reviewed
from projects.selectors.columns import WorkFacts, nothing
from projects.selectors.scope import Scope, Teams

_JUDGED = (Kind.FILES, Kind.RUBRIC, Kind.POINTS)


def work(
    *,
    course: Course,
    components: Sequence[Component],
    until: datetime,
    enrollments: Collection[int] | None,
    teams: Teams,
) -> WorkFacts:
    """Return what is known of hand-ins, gradings and reviews up to *until*.

    Of all students, or of those whose keys are given; who hands in together is told by
    *teams*. No query in a course of whose work nothing is judged by people.
    """
    judged = [one for one in components if one.kind in _JUDGED]
    reviews = [one for one in components if one.kind == Kind.PEER_REVIEW]
    if not judged and not reviews:
        return nothing()
    scope = Scope(until=until, enrollments=enrollments, teams=teams)
    found = replace(
        nothing(),
        handins=graded.handins(scope, judged),
        graded=graded.graded(scope, judged),
        adjusted=graded.adjusted(scope, [*judged, *reviews]),
        begun=_begun(judged, until=until),
    )
    keys = {one.slug: one.pk for one in components}
    return _with_reviews(found, scope, reviews, course, keys) if reviews else found


def unshown(*, components: Iterable[Component]) -> frozenset[int]:
    """Return the components with gradings that students do not see yet. One query."""
    keys = [one.pk for one in components if one.kind in _JUDGED]
    if not keys:
        return frozenset()
    done = Grading.objects.filter(component__in=keys, done_at__isnull=False)
    shown = ShownGrades.objects.filter(component__in=keys).values("component")
    hidden = done.exclude(component__in=shown).order_by()
    return frozenset(hidden.values_list("component", flat=True).distinct())


def _with_reviews(
    found: WorkFacts,
    scope: Scope,
    reviews: Sequence[Component],
    course: Course,
    keys: Mapping[str, int],
) -> WorkFacts:
    """Return *found* with what peer reviews say; *keys* are those of all components."""
    of = {
        one.pk: keys[one.details["of"]] for one in reviews if one.details["of"] in keys
    }
    since = over_since(reviews, course=course, at=scope.until)
    over = [one for one in reviews if one.pk in of and since[one.pk] is not None]
    given = [one for one in reviews if one.details.get("mark") == "given"]
    wrote = Review.objects.filter(
        component__in=[*over, *given], received_at__lt=second_after(scope.until)
    ).order_by()
    begun = wrote.values_list("component_id", flat=True).distinct()
    return replace(
        found,
        reviewed=reviewed.reviewed(scope, over, of=of),
        written=reviewed.written(scope, reviews),
        begun=found.begun | frozenset(begun),
    )


def _begun(components: Sequence[Component], *, until: datetime) -> frozenset[int]:
    """Return those in which anybody's work is graded, or earned its mark handed in."""
    moment = second_after(until)
    done = Grading.objects.filter(
        Q(handin=None) | Q(handin__received_at__lt=moment),
        component__in=components,
        done_at__isnull=False,
        enrollment__role=Role.STUDENT,
    )
    complete = [one for one in components if one.details.get("graded") == "completion"]
    handed_in = HandIn.objects.filter(
        component__in=complete,
        received_at__lt=moment,
        enrollment__role=Role.STUDENT,
    )
    return frozenset(
        key
        for rows in (done, handed_in)
        for key in rows.order_by().values_list("component_id", flat=True).distinct()
    )
