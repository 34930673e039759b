"""What a student has and may choose of the lectures to be on call in."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from courseops.models import Component, Course, Enrollment
from participation import sessions
from participation.lectures import Lecture, lectures
from participation.models import OnCall
from participation.oncall import Rules, points_of, rules_of, taken


@dataclass(frozen=True, kw_only=True)
class Place:
    """A lecture that a student may choose; ``free`` is None for any number."""

    lecture: Lecture
    free: int | None


@dataclass(frozen=True, kw_only=True)
class Choice:
    """What a student has and may choose for one component.

    ``is_fixed``: the lecture is today or past, or choosing is over.
    """

    component: Component
    rules: Rules
    lecture: Lecture | None
    points: float | None
    places: Sequence[Place]
    is_fixed: bool


def choices(
    components: Sequence[Component],
    *,
    course: Course,
    student: Enrollment,
    at: datetime,
) -> list[Choice]:
    """Return what *student* has and may choose, for each component."""
    every = lectures(course)
    today = sessions.today(course, at=at)
    own = dict(
        OnCall.objects.filter(component__in=components, enrollment=student).values_list(
            "component_id", "lecture"
        )
    )
    points = points_of(components, student)
    found = []
    for one in components:
        rules = rules_of(one)
        mine = next((x for x in every if x.key == own.get(one.pk)), None)
        elsewhere = {key for part, key in own.items() if part != one.pk}
        found.append(
            Choice(
                component=one,
                rules=rules,
                lecture=mine,
                points=points.get((one.pk, student.pk)),
                places=[
                    place
                    for place in _places(one, rules, every, today, mine)
                    if place.lecture.key not in elsewhere
                ],
                is_fixed=rules.is_over(at) or (mine is not None and mine.day <= today),
            )
        )
    return found


def _places(
    component: Component,
    rules: Rules,
    every: Sequence[Lecture],
    today: date,
    mine: Lecture | None,
) -> list[Place]:
    """Return the lectures to come with a free place, and the student's own."""
    seats = Counter(taken(component))
    coming = [one for one in every if one.day > today]
    if rules.places is None:
        return [Place(lecture=one, free=None) for one in coming]
    places = [
        Place(lecture=one, free=max(0, rules.places - seats[one.key])) for one in coming
    ]
    return [one for one in places if one.free or one.lecture == mine]
