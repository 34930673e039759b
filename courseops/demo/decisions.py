"""What the demo's staff and students decided: extensions, more time, a cap, and more."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from courseops.decisions.extending import Grant, grant_extension
from courseops.decisions.slack import cap_slack
from courseops.demo import latecomer
from courseops.demo.code import WAIVED
from courseops.models import Component, Course, Enrollment
from grading.services import set_override, waive
from quizzes.accommodating import accommodate
from quizzes.accommodations import Allowance


@dataclass(frozen=True, kw_only=True)
class _Granted:
    """An extension: who gave it, to whom, so long before the on-time deadline."""

    slug: str
    login: str
    grant: Grant
    reason: str
    actor: str
    before: timedelta


_EXTENSIONS = (
    _Granted(
        slug="hw1p2",
        login="sgallagher",
        grant=Grant(days=2),
        reason="Flu, with a note from the health centre.",
        actor="tom",
        before=timedelta(hours=31),
    ),
    _Granted(
        slug="hw1p2",
        login="tpapadakis",
        grant=Grant(excused=True),
        reason="In hospital for most of the homework.",
        actor="irene",
        before=timedelta(days=4),
    ),
    _Granted(
        slug="hw2p2",
        login="crestrepo",
        grant=Grant(days=3),
        reason="At a conference in the last week.",
        actor="irene",
        before=timedelta(days=10),
    ),
)


def decide(course: Course, places: Mapping[str, Enrollment], *, at: datetime) -> None:
    """Take the decisions that stand at the instant *at*, each on its day."""
    by_slug = {one.slug: one for one in course.components.select_related("assignment")}
    for one in _EXTENSIONS:
        component = by_slug[one.slug]
        component.course = course
        grant_extension(
            component=component,
            students=[places[one.login]],
            grant=one.grant,
            reason=one.reason,
            actor=places[one.actor].user,
            at=_before(component, one.before, at),
        )
    first = by_slug["hw1p2"]
    first.course = course
    # He would rather keep his slack days for homework 2.
    cap_slack(
        component=first,
        student=places[latecomer.LOGIN],
        days=0,
        actor=places[latecomer.LOGIN].user,
        at=_before(first, timedelta(days=-4), at),
    )
    waive(
        student=places[WAIVED],
        target="hw1p2/code",
        reason="Showed the code in the office hour; the laptop was stolen after that.",
        actor=places["tom"].user,
        at=_before(first, timedelta(days=-8), at),
    )
    accommodate(
        course=course,
        component=None,
        students=[places["crestrepo"]],
        allowance=Allowance(time_factor=1.5),
        reason="Letter of the accessibility office, for the whole term.",
        actor=places["irene"].user,
        at=_before(by_slug["quiz-1"], timedelta(days=9), at),
    )
    parts = by_slug["hw1p1"]
    set_override(
        student=places["hpark"],
        target="component:hw1p1",
        value="95",
        reason="The autograder ran out of memory on part 7; graded by hand.",
        actor=places["tom"].user,
        at=_before(parts, timedelta(days=-3), at),
    )


def _before(component: Component, time: timedelta, at: datetime) -> datetime:
    """Return an instant so long before the on-time deadline, and not after *at*."""
    return min((component.on_time or at) - time, at)
