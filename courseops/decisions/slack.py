"""A student's cap on the slack days that a component may take (policies.md section 3)."""

from datetime import datetime

from django.db import transaction

from courseops import audit
from courseops.models import Component, Enrollment, SlackCap, User

MOST_DAYS = 1000
_SPENDING = ("slack_or_late", "free_days")


class SlackCapRefusedError(ValueError):
    """The cap cannot be set; the text says why."""


def takes_slack(component: Component) -> bool:
    """Tell whether slack days can be spent on *component*."""
    kind = (component.late_policy or {}).get("kind")
    has_budget = bool(component.course.slack)
    return has_budget and kind in _SPENDING and component.slack is not False


def closes(component: Component) -> datetime | None:
    """Return until when a student may change the cap, by the student's own deadlines.

    That is the late deadline; without one, the on-time one where nothing counts after
    it. None is no end.
    """
    if component.late is None and (component.late_policy or {}).get("kind") != (
        "free_days"
    ):
        return component.on_time
    return component.late


@transaction.atomic
def cap_slack(
    *,
    component: Component,
    student: Enrollment,
    days: int | None,
    actor: User | None,
    at: datetime,
) -> None:
    """Let *component* take at most *days* slack days of *student*; None: as many as help.

    Raises SlackCapRefusedError for a number that is none, or in a course without slack.
    """
    if not component.course.slack:
        raise SlackCapRefusedError(f"{component.course.slug} has no slack days")
    if days is not None and not 0 <= days <= MOST_DAYS:
        raise SlackCapRefusedError(
            f"{days} days: expected a whole number from 0 to {MOST_DAYS}"
        )
    row = SlackCap.objects.filter(component=component, enrollment=student).first()
    before = row.days if row else None
    if days is None:
        SlackCap.objects.filter(component=component, enrollment=student).delete()
    else:
        SlackCap.objects.update_or_create(
            component=component,
            enrollment=student,
            defaults={"days": days, "at": at},
        )
    audit.record(
        course=component.course,
        actor=actor,
        verb="slack.cap",
        target=f"{component.slug} of {student.user.login}",
        before={"days": before},
        after={"days": days},
        at=at,
    )


def cap_own_slack(
    *, component: Component, student: Enrollment, days: int | None, at: datetime
) -> None:
    """Set the cap as the student themself does: while the late deadline has not passed.

    *component* carries the student's own deadlines. Raises SlackCapRefusedError after them,
    and where slack days cannot be spent.
    """
    if not takes_slack(component):
        raise SlackCapRefusedError(f"{component.display_title} takes no slack days")
    end = closes(component)
    if end is not None and at > end:
        raise SlackCapRefusedError(
            "The last deadline has passed; what it takes stands now."
        )
    cap_slack(
        component=component, student=student, days=days, actor=student.user, at=at
    )
