"""Correcting what is right in a question as a class change: everybody is marked again.

The parameters of the change are the slug of the ``component`` and of the ``question``,
and the ``keys`` of the question with their new values, None taking one away.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from courseops.coursefile.editing import Edits, edit_course
from courseops.coursefile.rows import quiz_document
from courseops.models import Component, Course, User
from grading import changing
from grading.changing import Edit, Edited
from grading.models import ClassChange
from quizzes.answers_told import rights_told
from quizzes.models import Quiz
from quizzes.questions import Question, rules_of
from quizzes.rendering import told
from quizzes.roll import roll

ACTION = "quiz_key"
_CREDITS = {
    "everybody": "right for everybody",
    "nobody": "left out, it does not count",
}
Json = Mapping[str, Any]
# How many are right, and of how many; None without an attempt that counts.
_Score = tuple[float, int] | None
# By login: the name, and the score.
_Scores = Mapping[str, tuple[str, _Score]]


def propose(
    *,
    component: Component,
    question: str,
    keys: Json,
    reason: str,
    actor: User | None,
    at: datetime,
) -> ClassChange:
    """Store a correction with its preview. ``component.course`` is read.

    Raises RefusedSectionsError for a key that the course file would be refused for.
    """
    parameters = {"component": component.slug, "question": question, "keys": dict(keys)}
    return changing.propose(
        course=component.course,
        action=ACTION,
        parameters=parameters,
        edit=edit(parameters),
        reason=reason,
        actor=actor,
        at=at,
    )


def key_told(question: Question) -> str:
    """Tell in words what is right."""
    if question.credit in _CREDITS:
        return _CREDITS[question.credit]
    case = ", with capitals as written" if question.key.get("case") else ""
    return f"{' or '.join(rights_told(question))}{case}"


def edit(parameters: Json) -> Edit:
    """Return what corrects a key, for :mod:`grading.changing`.

    It raises KeyError where the quiz or the question is gone.
    """

    def apply(course: Course, at: datetime) -> Edited:
        # No attempt begins and no answer is marked by the old key meanwhile.
        quiz = (
            Quiz.objects.select_for_update(of=("self",))
            .select_related("component__assignment")
            .filter(component__course=course, component__archived=False)
            .filter(component__slug=parameters["component"])
            .first()
        )
        if quiz is None:
            raise KeyError(parameters["component"])
        return _corrected(course, quiz, parameters, at=at)

    return apply


def _corrected(course: Course, quiz: Quiz, parameters: Json, *, at: datetime) -> Edited:
    slug = parameters["question"]
    was, before = _question(quiz, slug), _scores(course, quiz, at=at)
    made = edit_course(course=course, edits=_edits(quiz, parameters))
    quiz.refresh_from_db(fields=["definition"])
    now, after = _question(quiz, slug), _scores(course, quiz, at=at)
    return Edited(
        changes=[f"{told(now.prompt)}: {key_told(was)} → {key_told(now)}"],
        warnings=list(made.warnings),
        before=_recorded(was, parameters["keys"]),
        after=_recorded(now, parameters["keys"]),
        report={
            "question": slug,
            "prompt": told(now.prompt),
            "was": key_told(was),
            "is": key_told(now),
            **_compared(before, after),
        },
    )


def _edits(quiz: Quiz, parameters: Json) -> Edits:
    """Return the quiz's questions as the file has them, with the new keys."""
    keys: Json = parameters["keys"]

    def edited(entry: Json) -> Json:
        if "pool" in entry:
            return {**entry, "questions": [edited(one) for one in entry["questions"]]}
        if entry["slug"] != parameters["question"]:
            return entry
        kept = {key: value for key, value in entry.items() if key not in keys}
        return kept | {key: value for key, value in keys.items() if value is not None}

    slug = quiz.component.slug
    questions = quiz_document(slug, quiz.definition)["questions"]
    return {"quizzes": {slug: {"questions": [edited(one) for one in questions]}}}


def _question(quiz: Quiz, slug: str) -> Question:
    return rules_of(quiz.definition).by_slug()[slug]


def _recorded(question: Question, keys: Json) -> Json:
    """Return the values of the edited keys alone."""
    found = {**question.key, "credit": question.credit}
    return {"questions": {question.slug: {key: found.get(key) for key in keys}}}


def _scores(course: Course, quiz: Quiz, *, at: datetime) -> _Scores:
    """Return what counts for each student, by login."""
    found: dict[str, tuple[str, _Score]] = {}
    for seat in roll(quiz=quiz, course=course, at=at):
        if seat.enrollment is not None and seat.enrollment.is_student:
            one, user = seat.counting, seat.enrollment.user
            score = None if one is None else (one.correct, one.questions)
            found[user.login] = user.get_full_name(), score
    return found


def _compared(before: _Scores, after: _Scores) -> dict[str, Any]:
    """Return who has another score, and how many rise, fall and stay, as JSON."""
    counts = {"up": 0, "down": 0, "same": 0}
    rows = []
    for login, (name, was) in before.items():
        _, now = after[login]
        if was is None or now is None:
            continue
        counts[_turn(was, now)] += 1
        if was != now:
            rows.append({"login": login, "name": name, "before": was, "after": now})
    return {"counts": counts, "rows": rows}


def _turn(was: tuple[float, int], now: tuple[float, int]) -> str:
    # Whole numbers of questions: no rounding in the comparison.
    old, new = was[0] * now[1], now[0] * was[1]
    if old == new:
        return "same"
    return "up" if new > old else "down"
