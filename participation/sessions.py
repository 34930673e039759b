"""The days on which an attendance component is counted."""

from datetime import date, datetime

from courseops.models import Component, Course


def days(component: Component) -> list[date]:
    """Return the days of the component's sessions, in order."""
    return sorted({date.fromisoformat(one) for one in component.details["sessions"]})


def held(component: Component, *, today: date) -> list[date]:
    """Return the days of the sessions held up to *today*, that day included."""
    return [day for day in days(component) if day <= today]


def today(course: Course, *, at: datetime) -> date:
    """Return the day that the course's clocks show at *at*."""
    return at.astimezone(course.zone).date()


def allowed(component: Component) -> int:
    """Return how many sessions a student may miss at no cost."""
    return int(component.details.get("allow_missed", 0))
