"""Who of the demo's class was in which session, is on call when, and studies with whom."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta

from courseops.demo.histories import dice, skill_of
from courseops.models import Component, Course, Enrollment, Result, Status
from participation import grouprules, sessions, studygroups
from participation.codes import ALPHABET, LENGTH, MOST_MINUTES
from participation.lectures import lectures
from participation.models import OnCall, Presence, SessionCode
from participation.oncall import rules_of

_STARTS, _MINUTE = time(10, 2), timedelta(minutes=1)
_BEFORE_NOW = 40 * _MINUTE
# She has not entered today's code, nor chosen her lecture: that is for whoever looks.
_NOT_YET = "alice"
_GROUPS = {
    "Backprop breakfast": ("Tuesdays at eight, in the café.", 4),
    "Night owls": ("Online, after nine.", 3),
    "Proofs first": ("We go through the derivations.", 5),
    "Just ship it": ("Homework 2, together.", 2),
}
_POINTS = (1, 2, 2.5, 3, 3)


def fill(
    course: Course, places: Mapping[str, Enrollment], *, seed: int, at: datetime
) -> int:
    """Store check-ins, on-call lectures and study groups by *at*; return how many."""
    active = {
        login: place
        for login, place in places.items()
        if place.is_student and place.status == Status.ACTIVE
    }
    attendance, on_call = (
        course.components.get(slug=slug) for slug in ("attendance", "on-call")
    )
    attendance.course = on_call.course = course
    there = _check_ins(attendance, active, seed=seed, at=at)
    Presence.objects.bulk_create(there)
    choices = _choices(on_call, active, seed=seed, at=at)
    OnCall.objects.bulk_create(choices)
    _points(on_call, choices, seed=seed, at=at)
    return len(there) + len(choices) + _groups(course, active, seed=seed, at=at)


def _check_ins(
    component: Component, active: Mapping[str, Enrollment], *, seed: int, at: datetime
) -> list[Presence]:
    """Make a code of each session, the last one still open, and see who entered it."""
    today = sessions.today(component.course, at=at)
    codes = [
        _code(component, day, seed=seed, today=today, at=at)
        for day in sessions.held(component, today=today)
    ]
    SessionCode.objects.bulk_create(codes)
    return [
        presence
        for code in codes
        for login, place in active.items()
        if (presence := _presence(code, place, login, seed=seed, today=today, at=at))
    ]


def _code(
    component: Component, day: date, *, seed: int, today: date, at: datetime
) -> SessionCode:
    opens = datetime.combine(day, _STARTS, tzinfo=component.course.zone)
    minutes = 10
    if day == today:
        opens, minutes = at - _BEFORE_NOW, MOST_MINUTES
    letters = dice(seed, "code", day - (component.course.starts or day))
    return SessionCode(
        component=component,
        session=day,
        code="".join(letters.choice(ALPHABET) for _ in range(LENGTH)),
        opens_at=opens,
        expires_at=opens + minutes * _MINUTE,
    )


def _presence(
    code: SessionCode,
    place: Enrollment,
    login: str,
    *,
    seed: int,
    today: date,
    at: datetime,
) -> Presence | None:
    """Return how somebody was in the session: by its code, or by the video later."""
    rng = dice(seed, "there", code.session - (place.course.starts or today), login)
    turn, skill = rng.random(), skill_of(login, seed=seed)
    is_now = code.session == today
    if is_now and (login == _NOT_YET or turn > 0.4):
        return None
    received = code.opens_at + rng.uniform(0.2, 9) * _MINUTE
    source = Presence.Source.CODE
    if turn > 0.5 + 0.4 * skill:
        if is_now or turn > 0.6 + 0.4 * skill:
            return None
        source = Presence.Source.VIDEO
        received = min(received + timedelta(hours=rng.uniform(6, 60)), at)
    return Presence(
        component=code.component,
        enrollment=place,
        session=code.session,
        source=source,
        received_at=received.replace(microsecond=0),
    )


def _choices(
    component: Component, active: Mapping[str, Enrollment], *, seed: int, at: datetime
) -> list[OnCall]:
    """Let most choose a lecture that is not full."""
    places = rules_of(component).places or len(active)
    every = [one for one in lectures(component.course) for _ in range(places)]
    dice(seed, "on-call").shuffle(every)
    chosen_at = at - timedelta(days=40)
    return [
        OnCall(
            component=component,
            enrollment=place,
            lecture=lecture.key,
            chosen_at=chosen_at,
        )
        for (login, place), lecture in zip(active.items(), every, strict=False)
        if login != _NOT_YET and dice(seed, "chooses", login).random() < 0.85
    ]


def _points(
    component: Component, choices: list[OnCall], *, seed: int, at: datetime
) -> None:
    """Enter the points of the lectures that are over."""
    over = {one.key for one in lectures(component.course) if one.ends_at < at}
    Result.objects.bulk_create(
        Result(
            component=component,
            enrollment=one.enrollment,
            score=dice(seed, "points", one.enrollment.user.login).choice(_POINTS),
        )
        for one in choices
        if one.lecture in over
    )


def _groups(
    course: Course, active: Mapping[str, Enrollment], *, seed: int, at: datetime
) -> int:
    """Let some students meet; Alice is in the first group."""
    rules = grouprules.rules_of(course)
    if rules is None:
        return 0
    others = [place for login, place in active.items() if login != _NOT_YET]
    dice(seed, "groups").shuffle(others)
    people = iter([active[_NOT_YET], *others])
    met = at - timedelta(days=30)
    for name, (about, size) in _GROUPS.items():
        group = studygroups.make(
            rules=rules, student=_next(people, course), name=name, about=about, at=met
        )
        for _ in range(size - 1):
            student = _next(people, course)
            studygroups.join(rules=rules, student=student, group=group.pk, at=met)
    return sum(size for _, size in _GROUPS.values())


def _next(people: Iterator[Enrollment], course: Course) -> Enrollment:
    student = next(people)
    student.course = course
    return student
