"""Students choose the lectures in which they are on call; staff put it right.

A choice can be changed by the student until ``choose_by`` of the course file, and up to
the day before the lecture: on that day staff know whom they will call on. In a lecture
are at most ``places`` students of one component, and nobody for two components.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from courseops import audit, written_times
from courseops.instants import in_words
from courseops.models import Component, Enrollment, Result, Status, User
from participation import sessions
from participation.lectures import Lecture, lectures
from participation.models import OnCall


class OnCallRefusedError(ValueError):
    """The choice stays as it is; the text is a sentence that says why."""


@dataclass(frozen=True, kw_only=True)
class Rules:
    """What the course file says: ``places`` in a lecture, None is any number.

    ``closes`` is the last instant at which students choose; None is no end.
    """

    places: int | None
    closes: datetime | None

    def is_over(self, at: datetime) -> bool:
        """Tell whether students choose no more."""
        return self.closes is not None and at > self.closes


def rules_of(component: Component) -> Rules:
    """Return the rules of a component with ``on_call``; its course is read."""
    given = component.details["on_call"]
    closes = given.get("choose_by")
    return Rules(
        places=given.get("places"),
        closes=closes
        and written_times.instant(closes, deadline=True, zone=component.course.zone),
    )


@transaction.atomic
def choose(
    *, component: Component, student: Enrollment, lecture: str, at: datetime
) -> Lecture | None:
    """Let *student* be on call in a lecture, by its key; empty: in none any more.

    Safe against two who want the last place at once. Raises OnCallRefusedError where
    the choice is not open, the lecture is none, past or full, or is the student's for
    another component.
    """
    _lock(component, student)
    rules, every = rules_of(component), lectures(component.course)
    today = sessions.today(component.course, at=at)
    if rules.closes is not None and rules.is_over(at):
        then = in_words(rules.closes, zone=component.course.zone)
        raise OnCallRefusedError(f"Lectures could be chosen until {then}.")
    now = _current(component, student)
    _check_to_come(_called(every, now.lecture) if now else None, today, "is yours")
    wanted = _called(every, lecture)
    if lecture and wanted is None:
        raise OnCallRefusedError("There is no such lecture.")
    _check_to_come(wanted, today, "can be chosen")
    if wanted is not None:
        _check_free(component, student, wanted, rules)
    _set(component, student, wanted, actor=student.user, at=at)
    return wanted


@transaction.atomic
def place(
    *,
    component: Component,
    student: Enrollment,
    lecture: str,
    actor: User | None,
    at: datetime,
) -> Lecture | None:
    """Put *student* into a lecture, or with an empty key into none.

    Staff are bound by the places and by one component in a lecture, by no date. Raises
    OnCallRefusedError.
    """
    _lock(component, student)
    wanted = _called(lectures(component.course), lecture)
    if lecture and wanted is None:
        raise OnCallRefusedError("There is no such lecture.")
    if wanted is not None:
        _check_free(component, student, wanted, rules_of(component))
    _set(component, student, wanted, actor=actor, at=at)
    return wanted


def taken(component: Component) -> list[str]:
    """Return the key of the lecture of each student who is still in the course."""
    rows = OnCall.objects.filter(component=component, enrollment__status=Status.ACTIVE)
    return list(rows.values_list("lecture", flat=True))


def points_of(
    components: Sequence[Component], student: Enrollment | None = None
) -> Mapping[tuple[int, int], float]:
    """Return the points entered, by the keys of component and enrolment. One query."""
    rows = Result.objects.filter(component__in=components)
    if student is not None:
        rows = rows.filter(enrollment=student)
    return {
        (component, enrollment): score
        for component, enrollment, score in rows.values_list(
            "component_id", "enrollment_id", "score"
        )
    }


def _lock(component: Component, student: Enrollment) -> None:
    """Let one transaction at a time choose for the component, and one for the student.

    Only PostgreSQL needs the rows' locks; SQLite's transaction excludes all writers.
    """
    Component.objects.select_for_update(no_key=True).get(pk=component.pk)
    Enrollment.objects.select_for_update(no_key=True).get(pk=student.pk)


def _current(component: Component, student: Enrollment) -> OnCall | None:
    return OnCall.objects.filter(component=component, enrollment=student).first()


def _called(every: Sequence[Lecture], key: str) -> Lecture | None:
    return next((one for one in every if one.key == key), None)


def _check_to_come(lecture: Lecture | None, today: date, what: str) -> None:
    if lecture is not None and lecture.day <= today:
        day = f"{lecture.day:%a} {lecture.day.day} {lecture.day:%b}"
        raise OnCallRefusedError(
            f"The lecture of {day} {what} up to the day before; ask the staff."
        )


def _check_free(
    component: Component, student: Enrollment, wanted: Lecture, rules: Rules
) -> None:
    others = OnCall.objects.filter(
        component__course=component.course, lecture=wanted.key
    )
    own = others.filter(enrollment=student).exclude(component=component)
    if twice := own.select_related("component__assignment").first():
        raise OnCallRefusedError(
            f"{twice.component.display_title} is in that lecture already; take another."
        )
    beside = others.filter(component=component, enrollment__status=Status.ACTIVE)
    number = beside.exclude(enrollment=student).count()
    if rules.places is not None and number >= rules.places:
        raise OnCallRefusedError("That lecture has no free place any more.")


def _set(
    component: Component,
    student: Enrollment,
    wanted: Lecture | None,
    *,
    actor: User | None,
    at: datetime,
) -> None:
    before = _current(component, student)
    if wanted is not None:
        OnCall.objects.update_or_create(
            component=component,
            enrollment=student,
            defaults={"lecture": wanted.key, "chosen_at": at},
        )
    elif before is not None:
        OnCall.objects.filter(pk=before.pk).delete()
    audit.record(
        course=component.course,
        actor=actor,
        verb="on_call.choose",
        target=f"{component.slug} of {student.user.login}",
        before={"lecture": before.lecture} if before else None,
        after={"lecture": wanted.key} if wanted else None,
        at=at,
    )
