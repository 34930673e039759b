"""A GIFT file as its questions, each with the category that it stands in."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from courseops.datafile import DataFileError, text_of
from quizzes.interchange.gift.escapes import hidden

MAX_BYTES = 5_000_000
MAX_QUESTIONS = 5_000
_CATEGORY = re.compile(r"\$CATEGORY:\s*(.*)", re.DOTALL)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
# A slash within a name is written twice.
_STEP = re.compile(r"(?<!/)/(?!/)")


@dataclass(frozen=True, kw_only=True)
class Block:
    """A question's text, its escaped characters hidden; ``line`` is its first."""

    line: int
    category: str
    text: str


def blocks(data: bytes) -> list[Block]:
    """Return the questions of a file in their order.

    Raises DataFileError for what is no text in UTF-8, or too large.
    """
    if len(data) > MAX_BYTES:
        raise DataFileError([f"The file is larger than {MAX_BYTES // 1_000_000} MB."])
    text = text_of(data).replace("\r\n", "\n").replace("\r", "\n")
    if bad := _CONTROL.search(text):
        line = text.count("\n", 0, bad.start()) + 1
        raise DataFileError(
            [f"line {line}: the character U+{ord(bad.group()):04X} is no text"]
        )
    found = list(_blocks(text))
    if len(found) > MAX_QUESTIONS:
        raise DataFileError([f"The file has more than {MAX_QUESTIONS} questions."])
    return found


def _blocks(text: str) -> Iterator[Block]:
    category = ""
    for first, lines in _paragraphs(text):
        kept = [
            (number, line)
            for number, line in enumerate(lines, first)
            if not line.lstrip().startswith("//")
        ]
        while kept and (named := _CATEGORY.match(kept[0][1].strip())):
            category = _last_step(named[1])
            del kept[0]
        body = "\n".join(line for _, line in kept).strip()
        if body:
            yield Block(line=kept[0][0], category=category, text=hidden(body))


def _paragraphs(text: str) -> Iterator[tuple[int, list[str]]]:
    """Go through the runs of lines that are not blank, with the number of the first."""
    lines: list[str] = []
    for number, line in enumerate([*text.split("\n"), ""], 1):
        if line.strip():
            lines.append(line)
        elif lines:
            yield number - len(lines), lines
            lines = []


def _last_step(path: str) -> str:
    """Return the name at the end of a category's path."""
    steps = [step.replace("//", "/").strip() for step in _STEP.split(path.strip())]
    steps = [step for step in steps if step and not step.startswith("$")]
    return steps[-1] if steps else ""
