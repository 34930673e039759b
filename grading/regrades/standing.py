"""What a student sees of a mark, and whether they may ask about it now."""

from dataclasses import dataclass
from datetime import datetime

from courseops.models import AuditEvent, Component, Enrollment, Kind
from grading import gradebook
from grading.models import Mark, RegradeRequest
from grading.policy.asking import AskingWindow, days_of, latest
from grading.policy.book import Gradebook
from grading.policy.columns import EQUAL
from grading.report import ComponentLine, component_line

# What shows students marks that were recorded before.
_SHOWING = ("scores.reveal", "quiz.reveal", "grades.show")


@dataclass(frozen=True, kw_only=True)
class Asking:
    """Whether a student may ask about a mark: ``refusal`` says why not.

    ``last`` is the newest request about it.
    """

    window: AskingWindow
    last: RegradeRequest | None
    refusal: str

    @property
    def is_open(self) -> bool:
        """Whether a request waits to be decided."""
        return self.last is not None and self.last.state == RegradeRequest.State.OPEN


def shown_line(
    *, component: Component, student: Enrollment, at: datetime
) -> ComponentLine | None:
    """Return the component's line as the student sees it; None where they lack it."""
    book = gradebook.load(
        course=student.course, at=at, enrollment=student, as_student=True
    )
    return line_in(book, component.slug)


def line_in(book: Gradebook, slug: str) -> ComponentLine | None:
    """Return the line of the only student of *book*."""
    for _, _, plan in book.plan.components():
        if plan.slug == slug and book.components[slug].applies[0]:
            return component_line(book, plan, 0)
    return None


def asking(*, student: Enrollment, line: ComponentLine, at: datetime) -> Asking:
    """Return whether *student* may ask about the mark of *line*. Three queries."""
    requests = RegradeRequest.objects.filter(
        enrollment=student, component__slug=line.slug
    )
    window = AskingWindow(
        days=days_of(student.course.regrades), since=_since(student, line, at=at)
    )
    last = requests.first()
    refusal = _refusal(window, line, last, at=at)
    return Asking(window=window, last=last, refusal=refusal)


def is_same(one: float | None, other: float | None) -> bool:
    """Tell whether two marks are the same."""
    if one is None or other is None:
        return one is other
    return abs(one - other) <= EQUAL


def _since(
    student: Enrollment, line: ComponentLine, *, at: datetime
) -> datetime | None:
    """Return when the mark was last recorded as changed, or shown after that."""
    marks = Mark.objects.filter(enrollment=student, target=f"component:{line.slug}")
    recorded = marks.values_list("recorded_at", flat=True).first()
    if recorded is None:
        return None
    shown = AuditEvent.objects.filter(
        course=student.course,
        verb__in=_SHOWING,
        target__in=(line.slug, f"component:{line.slug}"),
    )
    # The results of most quizzes are seen when nobody can take them any more.
    over = line.deadline if line.kind == Kind.QUIZ and _past(line, at) else None
    return latest(recorded, shown.values_list("at", flat=True).first(), over)


def _past(line: ComponentLine, at: datetime) -> bool:
    return line.deadline is not None and line.deadline <= at


def _refusal(
    window: AskingWindow,
    line: ComponentLine,
    last: RegradeRequest | None,
    *,
    at: datetime,
) -> str:
    state = RegradeRequest.State
    if not window.is_ever:
        return "This course takes no regrade requests."
    if line.mark is None:
        return "There is no mark to ask about yet."
    if last is not None and last.state == state.OPEN:
        return "Your request about this mark is open already: write there."
    decided = last is not None and last.state in (state.KEPT, state.CHANGED)
    if decided and last is not None and is_same(last.after, line.mark):
        return (
            "Your request about this mark was decided, and the mark is still the same."
            " Only staff can open it again."
        )
    if not window.is_open(at=at):
        return "The time to ask about this mark is over."
    return ""
