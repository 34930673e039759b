"""The demo's work beside the competitions: quizzes elsewhere, parts passed, forum posts."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from random import Random

from courseops.demo.histories import dice, skill_of
from courseops.models import Component, Course, Enrollment, Kind, Result, Status
from quizzes.models import Attempt

# What a quiz asks that is taken elsewhere.
_QUESTIONS = 10
_DAY = timedelta(days=1)
_TAKES_QUIZ, _TAKES_PARTS, _POSTS = 0.93, 0.95, 0.7
_AFTER_THE_DEADLINE = 0.02
_PARTS_OUT = timedelta(days=14)


def attempts(
    course: Course, places: Mapping[str, Enrollment], *, seed: int, at: datetime
) -> list[Attempt]:
    """Return the attempts at the quizzes without questions here by *at*, unsaved.

    Some skip one, a few are late.
    """
    quizzes = course.components.filter(kind=Kind.QUIZ, quiz=None)
    made = [
        attempt
        for quiz in quizzes
        for login, place in places.items()
        if is_there(place, quiz)
        for attempt in _attempts(dice(seed, quiz.slug, login), quiz, place, login, seed)
    ]
    return [one for one in made if one.received_at and one.received_at <= at]


def results(
    course: Course, places: Mapping[str, Enrollment], *, seed: int, at: datetime
) -> list[Result]:
    """Return what is recorded by *at* of autograded parts and of the forum, unsaved."""
    made: list[Result] = []
    for component in course.components.filter(kind__in=[Kind.PARTS, Kind.TIERS]):
        for login, place in places.items():
            rng, skill = dice(seed, component.slug, login), skill_of(login, seed=seed)
            if not is_there(place, component):
                continue
            if component.kind == Kind.TIERS:
                made += _posts(rng, component, place, skill)
            else:
                made += _parts(rng, component, place, skill)
    return [one for one in made if one.received_at is None or one.received_at <= at]


def is_there(place: Enrollment, component: Component) -> bool:
    """Tell whether a student has not left before *component* is due.

    Who dropped the course did so after its first week.
    """
    if not place.is_student:
        return False
    if place.status != Status.DROPPED:
        return True
    first, due = component.course.starts, component.on_time
    return first is not None and due is not None and due.date() <= first + 7 * _DAY


def _attempts(
    rng: Random, quiz: Component, place: Enrollment, login: str, seed: int
) -> Iterator[Attempt]:
    skill = skill_of(login, seed=seed)
    if quiz.released is None or quiz.on_time is None or rng.random() > _TAKES_QUIZ:
        return
    received = quiz.on_time - (quiz.on_time - quiz.released) * rng.betavariate(1.2, 2)
    if rng.random() < _AFTER_THE_DEADLINE:
        received = quiz.on_time + timedelta(minutes=rng.uniform(1, 90))
    right = sum(rng.random() < 0.45 + 0.5 * skill for _ in range(_QUESTIONS))
    yield Attempt(
        component=quiz,
        enrollment=place,
        correct=right,
        questions=_QUESTIONS,
        received_at=received.replace(microsecond=0),
    )


def _parts(
    rng: Random, component: Component, place: Enrollment, skill: float
) -> Iterator[Result]:
    """Give the last result of the autograder; half parts exist, and late ones do."""
    count = int(component.details["parts"])
    if component.on_time is None or rng.random() > _TAKES_PARTS:
        return
    before = rng.betavariate(1, 3) * _PARTS_OUT
    if rng.random() < _AFTER_THE_DEADLINE:
        before = -timedelta(hours=rng.uniform(0.1, 9))
    done = sum(rng.random() < 0.6 + 0.45 * skill for _ in range(2 * count)) / 2
    yield Result(
        component=component,
        enrollment=place,
        score=done,
        received_at=(component.on_time - before).replace(microsecond=0),
    )


def _posts(
    rng: Random, component: Component, place: Enrollment, skill: float
) -> Iterator[Result]:
    """Give what the forum counts: many wrote something, few wrote a lot."""
    if rng.random() < _POSTS:
        score = round(rng.expovariate(1 / (4 + 14 * skill)))
        yield Result(component=component, enrollment=place, score=score)
