"""How the demo's class took the quizzes of the site: papers, answers, some still at it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from courseops.demo.answers import answer
from courseops.demo.coursework import is_there
from courseops.demo.histories import dice, skill_of
from courseops.models import Component, Course, Enrollment
from quizzes.closing import time_limit
from quizzes.marking import is_right, tally
from quizzes.models import Answer, Attempt, Quiz
from quizzes.paper import draw, laid_out
from quizzes.questions import Question, Rules, rules_of

# Opens while the class looks at the demo: some are through, some at it, most to come.
NOW_OPEN = "checkpoint"
_THROUGH, _AT_IT = 0.3, 0.38
_TAKES, _AGAIN, _RUNS_OUT = 0.93, 0.4, 0.05
# She has taken every quiz but this one.
_NOT_YET = ("alice",)


@dataclass(frozen=True, kw_only=True)
class _Sitting:
    """When an attempt began and was handed in (None: not), and until when it answers."""

    number: int
    started: datetime
    handed_in: datetime | None
    answers_until: datetime


def sit(
    course: Course, places: Mapping[str, Enrollment], *, seed: int, at: datetime
) -> int:
    """Store the attempts at quizzes with questions that began by *at*; return how many."""
    rows = Quiz.objects.filter(component__course=course, component__released__lte=at)
    made: list[tuple[Attempt, list[Answer]]] = []
    for quiz in rows.select_related("component").order_by("component__released"):
        rules = rules_of(quiz.definition)
        for login, place in places.items():
            if is_there(place, quiz.component):
                rng = dice(seed, f"{quiz.component.slug}-here", login)
                skill = skill_of(login, seed=seed)
                made += [
                    _attempt(quiz, rules, place, one, rng, skill)
                    for one in _sittings(rng, quiz.component, rules, login, at)
                ]
    Attempt.objects.bulk_create([attempt for attempt, _ in made])
    Answer.objects.bulk_create([one for _, answers in made for one in answers])
    return len(made)


def _sittings(
    rng: Random, component: Component, rules: Rules, login: str, at: datetime
) -> Iterator[_Sitting]:
    opens, closes = component.released, component.on_time
    skips = rng.random() > _TAKES and login not in _NOT_YET
    if opens is None or closes is None or skips:
        return
    limit = time_limit(rules.time_limit_min) or timedelta(minutes=40)
    if component.slug == NOW_OPEN:
        yield from _while_open(rng, login, opens, limit, at)
        return
    started = opens + (closes - opens - 2 * limit) * rng.betavariate(2, 1.2)
    for number in range(
        1, 1 + (2 if rules.attempts > 1 and rng.random() < _AGAIN else 1)
    ):
        started = _second(started)
        took = limit * rng.betavariate(4, 2)
        ran_out = rules.time_limit_min is not None and rng.random() < _RUNS_OUT
        yield _Sitting(
            number=number,
            started=started,
            handed_in=None if ran_out else _second(started + took),
            answers_until=started + took,
        )
        started += limit


def _while_open(
    rng: Random, login: str, opens: datetime, limit: timedelta, at: datetime
) -> Iterator[_Sitting]:
    turn = rng.random()
    if login in _NOT_YET or turn > _AT_IT:
        return
    if turn > _THROUGH:
        started = _second(at - limit * rng.uniform(0.2, 0.7))
        yield _Sitting(number=1, started=started, handed_in=None, answers_until=at)
        return
    started = _second(opens + (at - opens - limit) * rng.random())
    done = _second(started + limit * rng.uniform(0.4, 0.9))
    yield _Sitting(number=1, started=started, handed_in=done, answers_until=done)


def _attempt(
    quiz: Quiz,
    rules: Rules,
    place: Enrollment,
    sitting: _Sitting,
    rng: Random,
    skill: float,
) -> tuple[Attempt, list[Answer]]:
    """Return an attempt with its answers, given one after the other, unsaved."""
    paper = draw(rules, seed=f"{quiz.pk}:{place.pk}:{sitting.number}")
    asked = [one.question for one in laid_out(paper, rules.by_slug())]
    limit = time_limit(rules.time_limit_min)
    attempt = Attempt(
        component_id=quiz.pk,
        enrollment=place,
        number=sitting.number,
        paper=paper,
        started_at=sitting.started,
        ends_at=None if limit is None else sitting.started + limit,
        received_at=sitting.handed_in,
    )
    reached = asked
    if sitting.handed_in is None:
        reached = asked[: 1 + round(len(asked) * rng.uniform(0.3, 0.8))]
    values = {one.slug: _value(one, rng, skill) for one in reached}
    attempt.correct, attempt.questions = tally(asked, values)
    pause = (sitting.answers_until - sitting.started) / (len(reached) + 1)
    answers = [
        Answer(
            attempt=attempt,
            question=question.slug,
            value=values[question.slug],
            is_right=is_right(question, values[question.slug]),
            saved_at=_second(sitting.started + pause * (place_of + 1)),
        )
        for place_of, question in enumerate(reached)
        if values[question.slug] is not None
    ]
    return attempt, answers


def _value(question: Question, rng: Random, skill: float) -> object:
    """Answer by skill; each question is as hard for everybody."""
    hard = dice(0, "difficulty", question.slug).uniform(-0.25, 0.3)
    chance = min(0.97, max(0.05, 0.62 + 1.5 * (skill - 0.62) - hard))
    return answer(question, rng, right=rng.random() < chance)


def _second(moment: datetime) -> datetime:
    return moment.replace(microsecond=0)
