"""Writes quizzes as a GIFT file, which Moodle imports."""

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal

from quizzes.interchange import numbers
from quizzes.interchange.conversion import Json, Note, Notes, NotExpressedError
from quizzes.interchange.exporting import (
    Exported,
    Written,
    as_pairs,
    note_everybody,
    telling_of,
    without_pattern,
)
from quizzes.interchange.gift.escapes import escaped
from quizzes.interchange.markdown_html import pictures_in
from quizzes.interchange.telling import Telling

_MARKDOWN = "[markdown]"
_ADDED = "What this file does not say as the course does:"
_SETTINGS = ("time_limit_min", "attempts", "shuffle", "reveal")


def written(quizzes: Sequence[Exported]) -> Written:
    """Return the file: each quiz a category, and notes as comments on top."""
    notes: list[Note] = []
    parts = []
    for quiz in quizzes:
        told = Notes(quiz=quiz.slug)
        parts.append(f"$CATEGORY: $course$/{quiz.slug}")
        parts += _questions(quiz, told)
        notes += told.found
    lines = [_ADDED, *(str(note) for note in notes)] if notes else []
    comments = "\n".join(f"// {' '.join(line.split())}" for line in lines)
    text = "\n\n".join([*([comments] if comments else []), *parts])
    return Written(content=f"{text}\n".encode(), notes=notes)


def _questions(quiz: Exported, notes: Notes) -> Iterable[str]:
    if any(quiz.document.get(name) for name in _SETTINGS):
        notes.add("settings (time, attempts, shuffling, results) are not in GIFT")
    for entry in quiz.document.get("questions", ()):
        if "pool" in entry:
            text = f"draws {entry['take']} of its questions here; GIFT holds them all"
            notes.add(text, question=entry["pool"])
        for question in entry["questions"] if "pool" in entry else [entry]:
            telling = telling_of(question, notes)
            try:
                yield _question(question, telling)
            except NotExpressedError as error:
                telling.note(str(error))


def _question(question: Json, telling: Telling) -> str:
    """Return one question; raises NotExpressedError for what GIFT cannot ask."""
    if question["type"] == "ordering":
        telling.note("putting in order is written as matching places with items")
        question = as_pairs(question)
    _note(question, telling)
    body = _BODIES[question["type"]](question, telling)
    explanation = question.get("explanation")
    if explanation:
        body += f"\n\t####{_MARKDOWN}{escaped(explanation)}"
    prompt = f"{_MARKDOWN}{escaped(question['prompt'])}"
    return f"::{escaped(question['slug'])}::{prompt}{{{body}\n}}"


def _note(question: Json, telling: Telling) -> None:
    note_everybody(question, telling)
    if question.get("credit") == "nobody":
        telling.note("does not count here, but there")
    shown = [
        *pictures_in(question["prompt"]),
        *pictures_in(question.get("explanation") or ""),
    ]
    for name in dict.fromkeys(shown):
        telling.note(f"the picture {name} is not in the file")


def _single(question: Json, _: Telling) -> str:
    also = dict.fromkeys(question.get("also", ()), "~%100%")
    # Without a tilde it would be a text to write.
    signs = also | {question["answer"]: "="}
    return _lines(
        f"{signs.get(place, '~')}{_line(choice)}"
        for place, choice in enumerate(question["choices"])
    )


def _multiple(question: Json, telling: Telling) -> str:
    if question.get("also"):
        telling.note("other sets of choices that are right are left out")
    right = question["answer"]
    share = f"{100 / len(right):.5f}".rstrip("0").rstrip(".")
    return _lines(
        f"~%{share if place in right else '-100'}%{_line(choice)}"
        for place, choice in enumerate(question["choices"])
    )


def _boolean(question: Json, _: Telling) -> str:
    return "TRUE" if question["answer"] else "FALSE"


def _text(question: Json, telling: Telling) -> str:
    kept = without_pattern(question, telling)
    if kept is None:
        raise NotExpressedError("left out: its answers are a pattern")
    if any("->" in answer for answer in kept["answers"]):
        raise NotExpressedError("left out: GIFT reads “->” as a pair")
    return _lines(
        f"=%100%{escaped(answer.replace('*', chr(92) + '*'))}"
        for answer in kept["answers"]
    )


def _numeric(question: Json, telling: Telling) -> str:
    tolerance = question.get("tolerance") or {}
    if "digits" in tolerance or "relative" in tolerance:
        telling.note("the tolerance is written as a range around the answer")
    digits = tolerance.get("digits")
    spans = numbers.spans_of(question)
    return "#" + _lines(f"=%100%{_range(span, digits)}" for span in spans)


def _range(span: numbers.Span, digits: int | None) -> str:
    shown = span.middle if span.shown is None else span.shown
    if digits and shown:
        low, high = numbers.rounded_from(shown, digits)
        return f"{numbers.plain(low)}..{numbers.plain(high)}"
    half = (span.high - span.low) / Decimal(2)
    around = f":{numbers.plain(half)}" if half else ""
    return f"{numbers.plain(shown)}{around}"


def _matching(question: Json, _: Telling) -> str:
    if any("->" in left for left in question["pairs"]):
        raise NotExpressedError("left out: GIFT ends the left side at its first “->”")
    return _lines(
        f"={_line(left)} -> {_line(right)}" for left, right in question["pairs"].items()
    )


def _line(markdown: str) -> str:
    """Return a choice; a bracket or a percent sign first would mean something."""
    is_read = markdown.startswith(("[", "%"))
    return f"{_MARKDOWN if is_read else ''}{escaped(markdown)}"


def _lines(lines: Iterable[str]) -> str:
    return "".join(f"\n\t{line}" for line in lines)


_BODIES: dict[str, Callable[[Json, Telling], str]] = {
    "single": _single,
    "multiple": _multiple,
    "boolean": _boolean,
    "text": _text,
    "numeric": _numeric,
    "matching": _matching,
}
