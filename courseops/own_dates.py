"""What a component's page tells a student of their own: extension and slack cap."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from courseops.deadlines import Own
from courseops.decisions.forms import CapForm
from courseops.decisions.slack import closes, takes_slack
from courseops.models import Component, Enrollment, Extension, SlackCap

_ZERO = {
    "slack_or_late": "0: count as late instead",
    "free_days": "0: keep them for other work",
}


@dataclass(frozen=True, kw_only=True)
class OwnDates:
    """A student's extension, and the cap on slack days.

    ``moves`` has a label, the course's deadline and the student's own for each that
    moved. ``cap_form`` is None where slack days cannot be spent or the cap stands by
    now; ``cap`` is what is set, None for no cap.
    """

    extension: Extension | None
    moves: list[tuple[str, datetime | None, datetime]]
    spends: bool
    cap: int | None
    cap_form: CapForm | None
    closes: datetime | None


def own_dates(
    own: Own, *, enrollment: Enrollment | None, at: datetime
) -> OwnDates | None:
    """Return what *enrollment* is told; None for who is no student.

    One query where slack days can be spent, else none.
    """
    if enrollment is None or not enrollment.is_student:
        return None
    part = own.component
    spends, end = takes_slack(part), closes(part)
    caps = SlackCap.objects.filter(component=part, enrollment=enrollment)
    row = caps.first() if spends else None
    cap = row.days if row else None
    is_open = spends and (end is None or at <= end)
    return OwnDates(
        extension=own.extension,
        moves=_moves(own),
        spends=spends,
        cap=cap,
        cap_form=cap_form(part, initial={"days": cap}) if is_open else None,
        closes=end,
    )


def cap_form(component: Component, data: Any = None, **more: Any) -> CapForm:
    """Return the form for the cap on *component*, in the words of its late policy."""
    kind = (component.late_policy or {}).get("kind", "")
    budget = int((component.course.slack or {}).get("days", 0))
    return CapForm(data, budget=budget, zero=_ZERO.get(kind, "0"), **more)


def _moves(own: Own) -> list[tuple[str, datetime | None, datetime]]:
    given, mine = own.given, own.component
    pairs = (
        ("Early", given.early, mine.early),
        ("On time", given.on_time, mine.on_time),
        ("Late", given.late, mine.late),
    )
    return [
        (word, before, after)
        for word, before, after in pairs
        if after is not None and after != before
    ]
