"""What the record of changes says about a mark, in words for whom it concerns."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from courseops.decisions.history import extension_words
from courseops.models import AuditEvent, Component
from courseops.scores.kinds import unit

Words = Callable[[Any, Component, str], str]


@dataclass(frozen=True, kw_only=True)
class Told:
    """What happened; ``before`` and ``after`` are empty where there is nothing to tell."""

    title: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, kw_only=True)
class Verb:
    """How a verb is told.

    ``title`` may name the submission it is about by ``{number}``; ``words`` puts what
    was recorded before and after in words; ``numbers_for_staff`` keeps that from
    students, who read ``why`` only where it is written for them and nothing of what is
    ``staff_only``. What ``needs_mark`` they read once they see the mark.
    """

    title: str
    words: Words | None = None
    numbers_for_staff: bool = False
    why_is_told: bool = False
    staff_only: bool = False
    needs_mark: bool = False


def told(
    event: AuditEvent, *, component: Component, login: str, is_staff: bool
) -> Told:
    """Put an event in words."""
    verb = VERBS.get(event.verb)
    if verb is None:
        what = event.verb.partition(".")[2].replace("_", " ")
        return Told(title=f"The rules of the class changed: {what}")
    title = verb.title.format(number=_number_of(event.target))
    if verb.words is None or (verb.numbers_for_staff and not is_staff):
        return Told(title=title)
    before, after = (
        "" if state is None else verb.words(state, component, login)
        for state in (event.before, event.after)
    )
    return Told(title=title, before=before, after=after)


def _number_of(target: str) -> str:
    """Return the number in ``submission:12 of alice``; nothing of other targets."""
    return target.removeprefix("submission:").partition(" ")[0]


def _number(value: Any) -> str:
    return f"{value:.12g}" if isinstance(value, int | float) else ""


def _mark(state: Any, component: Component, login: str) -> str:
    value = state.get("mark") if isinstance(state, Mapping) else state
    return _number(value) or "no mark"


def _result(state: Any, component: Component, login: str) -> str:
    """Return the student's own result: files hold it with its time."""
    value = (state.get("scores") or {}).get(login)
    value = value.get("score") if isinstance(value, Mapping) else value
    return f"{_number(value)} {unit(component)}" if value is not None else "none"


def _extension(state: Any, component: Component, login: str) -> str:
    return extension_words(state, zone=component.course.zone)


def _slack(state: Any, component: Component, login: str) -> str:
    days = state.get("days")
    return "as many as help" if days is None else f"at most {days}"


def _attempt(state: Any, component: Component, login: str) -> str:
    return f"attempt {state.get('attempt')}, {'handed in' if state.get('handed in') else 'open'}"


def _points(state: Any, component: Component, login: str) -> str:
    value = state.get("points")
    return f"{_number(value)} points" if value is not None else ""


def _signed(state: Any, component: Component, login: str) -> str:
    return f"{state:+.12g} points".replace("-", "−")


def _grader(state: Any, component: Component, login: str) -> str:
    return str(state.get("grader") or "nobody")


VERBS: Mapping[str, Verb] = {
    # Which answers are right is told where the quiz tells it.
    "class.quiz_key": Verb(title="A question counted anew"),
    "override.set": Verb(title="Mark set by staff", words=_mark),
    "override.clear": Verb(title="Mark computed again", words=_mark),
    "scores.enter": Verb(title="Result entered", words=_result),
    "scores.import": Verb(title="Result imported", words=_result),
    "extension.grant": Verb(title="Extension", words=_extension),
    "extension.remove": Verb(title="Extension taken back", words=_extension),
    "slack.cap": Verb(title="Slack days", words=_slack),
    "waiver.grant": Verb(title="Code hand-in waived"),
    "waiver.remove": Verb(title="Code hand-in asked for again"),
    "submissions.choose": Verb(title="Submissions chosen"),
    "submission.disqualify": Verb(
        title="Submission {number} disqualified", why_is_told=True
    ),
    "submission.readmit": Verb(title="Submission {number} counts again"),
    "rescore": Verb(title="Submission {number} scored again"),
    "code.hand_in": Verb(title="Code handed in"),
    "scores.reveal": Verb(title="Shown to students"),
    "quiz.reveal": Verb(title="Shown to students"),
    "grades.show": Verb(title="Shown to students"),
    "grades.hide": Verb(title="No longer shown to students"),
    "grading.finish": Verb(
        title="Graded", words=_points, numbers_for_staff=True, needs_mark=True
    ),
    "grading.reopen": Verb(
        title="Grading opened again", words=_points, staff_only=True
    ),
    "grading.settle": Verb(
        title="Gradings settled", words=_points, numbers_for_staff=True, needs_mark=True
    ),
    "grading.unsettle": Verb(
        title="Settlement taken back", words=_points, staff_only=True
    ),
    "adjustment.set": Verb(
        title="Own points in the team", words=_signed, why_is_told=True, needs_mark=True
    ),
    "adjustment.remove": Verb(
        title="Own points taken back", words=_signed, needs_mark=True
    ),
    "attempt.hand_in": Verb(title="Attempt handed in by staff", words=_attempt),
    "attempt.reopen": Verb(title="Attempt opened again by staff", words=_attempt),
    "regrade.open": Verb(title="Regrade asked for"),
    "regrade.assign": Verb(
        title="Regrade request assigned", words=_grader, staff_only=True
    ),
    "regrade.withdraw": Verb(title="Regrade request withdrawn"),
    "regrade.reopen": Verb(title="Regrade request opened again"),
    "regrade.keep": Verb(title="Regrade: mark kept", why_is_told=True),
    "regrade.change": Verb(
        title="Regrade: mark changed", words=_mark, why_is_told=True
    ),
}
