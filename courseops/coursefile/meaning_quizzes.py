"""Questions of quizzes: answers among the choices, patterns that work, scores at all."""

from collections.abc import Callable, Iterator, Mapping

import regex

from courseops.coursefile.document import records, section
from courseops.coursefile.findings import Findings, Path, in_words
from courseops.coursefile.meaning_names import unique
from courseops.coursefile.shapes import MISSING, Json
from quizzes.marking import compiled


def check(document: Json, findings: Findings) -> None:
    """Add what is wrong with each question, and warn of what makes little sense."""
    for path, quiz in section(document, "quizzes"):
        entries = list(records(quiz.get("questions")))
        unique(_placed(entries, path), "slug", findings)
        pools = [
            ((*path, "questions", at), one) for at, one in entries if "pool" in one
        ]
        unique(pools, "pool", findings)
        for place, pool in pools:
            size = len(pool.get("questions", ()))
            if size and pool.get("take", 0) >= size:
                findings.warn(
                    (*place, "take"), f"{pool['take']} of {size} takes them all"
                )
        for place, question in _placed(entries, path):
            _check_question(question, place, findings)
        if entries and not any(_least_counting(one) for _, one in entries):
            findings.error(
                (*path, "questions"),
                "a score needs a question that counts, and a student may get none here:"
                " their credit is nobody",
            )


def questions_of(document: Json) -> Iterator[tuple[Path, Json, Json]]:
    """Go through the questions of all quizzes: the path, the quiz, the question."""
    for path, quiz in section(document, "quizzes"):
        for place, question in _placed(list(records(quiz.get("questions"))), path):
            yield place, quiz, question


def _placed(entries: list[tuple[int, Json]], path: Path) -> Iterator[tuple[Path, Json]]:
    for index, entry in entries:
        place = (*path, "questions", index)
        if "pool" in entry:
            for inner, question in records(entry.get("questions")):
                yield (*place, "questions", inner), question
        else:
            yield place, entry


def _least_counting(entry: Json) -> int:
    """Return how many questions that count every student gets of an entry."""
    if "pool" not in entry:
        return int(entry.get("credit") != "nobody")
    inside = [one for _, one in records(entry.get("questions"))]
    idle = sum(one.get("credit") == "nobody" for one in inside)
    # A pool that could not be read is wrong for another reason.
    take = entry.get("take", idle + 1)
    return max(0, min(take, len(inside)) - idle) if inside else 1


def _check_question(question: Json, path: Path, findings: Findings) -> None:
    for key in ("choices", "items"):
        _check_once(question.get(key, ()), (*path, key), findings)
    if own := _CHECKS.get(question.get("type", "")):
        own(question, path, findings)


def _check_single(question: Json, path: Path, findings: Findings) -> None:
    answer, also = question.get("answer", MISSING), question.get("also", [])
    _check_among(question, [answer], (*path, "answer"), findings)
    _check_among(question, also, (*path, "also"), findings)
    _check_other(also, answer, (*path, "also"), findings)


def _check_multiple(question: Json, path: Path, findings: Findings) -> None:
    answer, also = question.get("answer", []), question.get("also", [])
    _check_among(question, answer, (*path, "answer"), findings)
    for index, one in enumerate(also):
        if one is not MISSING:
            _check_among(question, one, (*path, "also", index), findings)
    sets = [one if one is MISSING else set(one) for one in also]
    _check_other(sets, set(answer), (*path, "also"), findings)
    if len(set(answer)) == len(question.get("choices", ())):
        findings.warn((*path, "answer"), "every choice is right")


def _check_numeric(question: Json, path: Path, findings: Findings) -> None:
    tolerance, answer = question.get("tolerance", {}), question.get("answer", MISSING)
    if len(tolerance) > 1:
        findings.error((*path, "tolerance"), "is one of absolute, relative and digits")
    if answer == 0 and tolerance.get("relative"):
        findings.warn((*path, "tolerance"), "a share of 0 is 0: nothing else is right")
    _check_other(question.get("also", []), answer, (*path, "also"), findings)


def _check_matching(question: Json, path: Path, findings: Findings) -> None:
    if len(set(question.get("pairs", {}).values())) == 1:
        findings.warn((*path, "pairs"), "the right sides are all the same")


def _check_text(question: Json, path: Path, findings: Findings) -> None:
    refused = {error.path for error in findings.errors}
    keys = ("answers", "pattern")
    if not any(question.get(key) or in_words((*path, key)) in refused for key in keys):
        findings.error(path, "answers or pattern is required for type text")
    if "pattern" in question:
        try:
            compiled(question["pattern"], case=bool(question.get("case")))
        except (regex.error, RecursionError, OverflowError) as error:
            findings.error((*path, "pattern"), f"is no regular expression: {error}")


_CHECKS: Mapping[str, Callable[[Json, Path, Findings], None]] = {
    "single": _check_single,
    "multiple": _check_multiple,
    "numeric": _check_numeric,
    "text": _check_text,
    "matching": _check_matching,
}


def _check_among(
    question: Json, indexes: list[Json], path: Path, findings: Findings
) -> None:
    """Add an error for an index that no choice has, and for one given twice."""
    size = len(question.get("choices", ()))
    for index in indexes:
        if size and isinstance(index, int) and index >= size:
            findings.error(
                path, f"{index} is not among the {size} choices, which count from 0"
            )
    _check_once(indexes, path, findings)


def _check_other(
    also: list[Json], answer: Json, path: Path, findings: Findings
) -> None:
    """Add an error for each of *also* that is right already."""
    for index, one in enumerate(also):
        if one is MISSING:
            continue
        if one == answer or one in also[:index]:
            findings.error((*path, index), "is right already")


def _check_once(values: Json, path: Path, findings: Findings) -> None:
    for index, value in enumerate(values):
        if isinstance(value, str | int) and value in values[:index]:
            findings.error(path, f'"{value}" is given twice')
