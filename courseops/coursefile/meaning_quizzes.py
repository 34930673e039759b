"""Questions of quizzes: answers among the choices, patterns that work."""

import re
from collections.abc import Iterator

from courseops.coursefile.document import records, section
from courseops.coursefile.findings import Findings, Path
from courseops.coursefile.meaning_names import unique
from courseops.coursefile.shapes import Json


def check(document: Json, findings: Findings) -> None:
    """Add what is wrong with each question, and warn of pools that are too small."""
    for path, quiz in section(document, "quizzes"):
        entries = list(records(quiz.get("questions")))
        questions = list(_questions(entries, path))
        unique(questions, "slug", findings)
        pools = [
            ((*path, "questions", at), one) for at, one in entries if "pool" in one
        ]
        unique(pools, "pool", findings)
        for place, pool in pools:
            size = len(pool.get("questions", ()))
            if size and pool.get("take", 0) > size:
                findings.warn(
                    (*place, "take"), f"{pool['take']} of {size} takes them all"
                )
        for place, question in questions:
            _check_question(question, place, findings)


def _questions(
    entries: list[tuple[int, Json]], path: Path
) -> Iterator[tuple[Path, Json]]:
    for index, entry in entries:
        place = (*path, "questions", index)
        if "pool" in entry:
            for inner, question in records(entry.get("questions")):
                yield (*place, "questions", inner), question
        else:
            yield place, entry


def _check_question(question: Json, path: Path, findings: Findings) -> None:
    for key in ("choices", "items"):
        _check_once(question.get(key, ()), (*path, key), findings)
    if "choices" in question and "answer" in question:
        _check_choice(question["answer"], len(question["choices"]), path, findings)
    if len(question.get("tolerance", ())) > 1:
        findings.error((*path, "tolerance"), "is one of absolute, relative and digits")
    if question.get("type") == "text":
        _check_text(question, path, findings)


def _check_choice(answer: Json, size: int, path: Path, findings: Findings) -> None:
    place = (*path, "answer")
    if not isinstance(answer, list):
        answer = [answer]
    for index in answer:
        if isinstance(index, int) and index >= size:
            findings.error(
                place, f"{index} is not among the {size} choices, which count from 0"
            )
    _check_once(answer, place, findings)


def _check_once(values: Json, path: Path, findings: Findings) -> None:
    for index, value in enumerate(values):
        if isinstance(value, str | int) and value in values[:index]:
            findings.error(path, f'"{value}" is given twice')


def _check_text(question: Json, path: Path, findings: Findings) -> None:
    if not {(*path, "answers"), (*path, "pattern")} & findings.lines.keys():
        findings.error(path, "answers or pattern is required for type text")
    if "pattern" in question:
        try:
            re.compile(question["pattern"])
        except (re.error, RecursionError, OverflowError) as error:
            findings.error((*path, "pattern"), f"is no regular expression: {error}")
