"""What students' answers fix in a quiz: answers point at options by their place."""

from collections.abc import Mapping, Sequence

from courseops.coursefile.document import section
from courseops.coursefile.findings import Findings, Path, counted
from courseops.coursefile.meaning_quizzes import questions_of
from courseops.coursefile.rebuild import document_of
from courseops.coursefile.shapes import Json
from courseops.models import Course
from quizzes.answered import count_answered

Counts = Mapping[tuple[str, str], int]


def check_answered(document: Json, course: Course, findings: Findings) -> None:
    """Refuse to change what answers of students point at, for each quiz of *document*.

    The type of an answered question is fixed, and the number and order of its options;
    other words are fine. A question that is gone is a warning: attempts are scored
    without it.
    """
    counts = count_answered(course=course)
    if not counts:
        return
    stored = {
        (quiz["component"], question["slug"]): question
        for _, quiz, question in questions_of(document_of(course))
    }
    kept = set()
    for path, quiz, question in questions_of(document):
        key = (quiz["component"], question["slug"])
        kept.add(key)
        if key in counts and key in stored:
            told = f"{counted(counts[key], 'attempt')} answered {key[1]}"
            _check_question(stored[key], question, path, told, findings)
    for path, quiz in section(document, "quizzes"):
        gone = (one for one in stored if one[0] == quiz["component"])
        for key in gone:
            if key in counts and key not in kept:
                findings.warn(
                    (*path, "questions"),
                    f"{key[1]} is not in the quiz any more;"
                    f" {counted(counts[key], 'attempt')} answered it, and the scores"
                    " leave it out",
                )


def warn_of_lost_questions(document: Json, course: Course, findings: Findings) -> None:
    """Warn of quizzes that were answered here and whose questions the file lacks."""
    listed = {quiz["component"] for _, quiz in section(document, "quizzes")}
    answered = {quiz for quiz, _ in count_answered(course=course)}
    for slug in sorted(answered - listed):
        findings.warn(
            ("quizzes",),
            f"{slug} is not among the quizzes any more, and students answered it here;"
            " their scores stay",
        )


def _check_question(
    old: Json, new: Json, path: Path, told: str, findings: Findings
) -> None:
    if new["type"] != old["type"]:
        findings.error(
            (*path, "type"),
            f"{told}; its type stays {old['type']}: give it another slug",
        )
        return
    for key, noun, before, after in _options(old, new):
        if _is_rearranged(before, after):
            findings.error(
                (*path, key),
                f"{told}; its {noun} may be reworded, not added, removed or moved:"
                " give it another slug",
            )


def _options(
    old: Json, new: Json
) -> list[tuple[str, str, Sequence[str], Sequence[str]]]:
    """Return what answers point at: the key, what it is called, before and after."""
    found = [
        (key, key, old[key], new[key]) for key in ("choices", "items") if key in old
    ]
    if "pairs" in old:
        left, right = list(old["pairs"]), list(dict.fromkeys(old["pairs"].values()))
        now = new["pairs"]
        found += [
            ("pairs", "left sides", left, list(now)),
            ("pairs", "right sides", right, list(dict.fromkeys(now.values()))),
        ]
    return found


def _is_rearranged(before: Sequence[str], after: Sequence[str]) -> bool:
    places = {text: place for place, text in enumerate(before)}
    return len(before) != len(after) or any(
        places.get(text, place) != place for place, text in enumerate(after)
    )
