"""Everybody who may take a quiz, and how far each of them is."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime

from django.db.models import Q

from courseops.deadlines import own_among
from courseops.models import Component, Course, Enrollment, Role, Status
from quizzes.accommodations import Allowance, effective_for
from quizzes.models import Attempt, Quiz
from quizzes.seat import Seat


def roll(*, quiz: Quiz, course: Course, at: datetime) -> list[Seat]:
    """Return the active students, and whoever else took the quiz, by login.

    ``quiz.component`` is read. Four queries, however many students there are.
    """
    component = quiz.component
    active = Q(role=Role.STUDENT, status=Status.ACTIVE)
    people = list(
        Enrollment.objects.filter(active | Q(attempts__component=component))
        .filter(course=course)
        .select_related("user")
        .order_by("user__login")
        .distinct()
    )
    owns = own_among(component, course=course, enrollments=people)
    allowances = effective_for(component=component)
    attempts = _attempts(component)
    return [
        Seat(
            quiz=quiz,
            enrollment=one,
            own=owns[one.pk],
            allowance=allowances.get(one.pk, Allowance()),
            attempts=attempts.get(one.pk, ()),
            at=at,
        )
        for one in people
    ]


def _attempts(component: Component) -> Mapping[int, list[Attempt]]:
    rows = Attempt.objects.filter(component=component)
    found: defaultdict[int, list[Attempt]] = defaultdict(list)
    for row in rows.order_by("number", "received_at", "pk"):
        found[row.enrollment_id].append(row)
    return found
