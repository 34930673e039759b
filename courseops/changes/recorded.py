"""Recorded changes in lines that people read: what it was, what it is."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

# What is done, by the verb that the record has for it.
VERBS = {
    "class.cutoffs": "Cutoffs posted",
    "class.dates": "Dates changed",
    "class.lateness": "Lateness changed",
    "class.weights": "Weights changed",
    "class.rescore": "Everything scored again",
    "class.quiz_key": "Answer key corrected",
    "course.load": "Course file loaded",
    "course.change": "Course changed",
    "extension.grant": "Extension granted",
    "extension.remove": "Extension removed",
    "override.set": "Mark overridden",
    "override.clear": "Override removed",
    "waiver.grant": "Requirement waived",
    "waiver.remove": "Waiver removed",
    "regrade.open": "Regrade asked for",
    "regrade.assign": "Regrade request assigned",
    "regrade.withdraw": "Regrade request withdrawn",
    "regrade.keep": "Regrade: mark kept",
    "regrade.change": "Regrade: mark changed",
    "regrade.reopen": "Regrade request opened again",
    "grading.finish": "Grading finished",
    "grading.reopen": "Grading opened again",
    "grading.settle": "Gradings settled",
    "grading.unsettle": "Settling taken back",
    "graders.deal": "Graders assigned at random",
    "graders.take_back": "Assignments of graders taken back",
    "grader.add": "Grader assigned",
    "grader.remove": "Grader removed",
    "adjustment.set": "Member adjusted",
    "adjustment.remove": "Adjustment removed",
    "grades.show": "Grades shown to students",
    "grades.hide": "Grades hidden from students",
    "rubric.edit": "Rubric edited",
    "letters.publish": "Letters published",
    "slack.cap": "Slack days capped",
    "team.import": "Teams imported",
    "team.create": "Team formed",
    "team.join": "Team joined",
    "team.leave": "Team left",
    "team.rename": "Team renamed",
    "team.invite": "Link to a team made",
    "team.uninvite": "Link to a team withdrawn",
    "team.merge": "Teams merged",
    "team.merge.ask": "Merge asked for",
    "team.merge.decline": "Merge declined",
    "team.merge.withdraw": "Merge not asked for any more",
    "team.place": "Student put into another team",
    "import_results": "Results imported",
    "submissions.choose": "Submissions chosen",
    "code.hand_in": "Code handed in",
    "scores.reveal": "Private scores revealed",
    "attempts.import": "Quiz attempts imported",
    "attempt.hand_in": "Attempt handed in for a student",
    "attempt.reopen": "Attempt opened again",
    "quiz.reveal": "Quiz results shown",
    "quizzes.import": "Quiz questions imported",
    "quiz.edit": "Quiz edited",
    "import roster": "Roster imported",
    "scores.import": "Scores imported",
    "scores.enter": "Scores entered",
    "attendance.open": "Code of the day opened",
    "attendance.close": "Code of the day closed",
    "attendance.note": "Attendance noted",
    "attendance.import": "Attendance imported",
    "on_call.choose": "On-call lecture chosen",
    "study_group.make": "Study group made",
    "study_group.join": "Study group joined",
    "study_group.leave": "Study group left",
    "study_group.change": "Study group changed",
    "study_group.place": "Student put into another study group",
    "study_group.dissolve": "Study group ended",
    "set_solution": "Solution set",
    "rescore": "Scored again",
    "nickname": "Nickname set",
    "cutoffs.draft": "Cutoffs drafted",
}
LONGEST = 120


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One value that changed; None is none."""

    path: str
    before: str | None
    after: str | None


def verb_in_words(verb: str) -> str:
    """Return what the record's *verb* is called."""
    return VERBS.get(verb, verb.replace(".", " ").replace("_", " ").capitalize())


def differences(before: Any, after: Any) -> list[Difference]:
    """Return each value that differs between two recorded states."""
    old, new = dict(_flat(before, "")), dict(_flat(after, ""))
    return [
        Difference(path=path, before=old.get(path), after=new.get(path))
        for path in {**old, **new}
        if old.get(path) != new.get(path)
    ]


def _flat(value: Any, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _flat(inner, f"{path}.{key}" if path else str(key))
    elif isinstance(value, list) and value and all(_name(one) for one in value):
        for one in value:
            yield from _flat(one, f"{path}.{_name(one)}")
    elif value is not None:
        yield path, _text(value)


def _name(entry: Any) -> str:
    return (
        str(entry.get("slug") or entry.get("pool", ""))
        if isinstance(entry, dict)
        else ""
    )


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = f"{value:.12g}" if isinstance(value, float) else " ".join(str(value).split())
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
