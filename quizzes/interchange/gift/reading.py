"""Reads a GIFT file."""

import re
from collections.abc import Mapping
from functools import partial

from courseops.datafile import DataFileError
from quizzes.interchange.assembling import Asked, assembled
from quizzes.interchange.conversion import (
    Conversion,
    Converted,
    Json,
    Notes,
    NotExpressedError,
)
from quizzes.interchange.gift.answers import keys
from quizzes.interchange.gift.blocks import Block, blocks
from quizzes.interchange.gift.escapes import shown
from quizzes.interchange.gift.texts import Texts
from quizzes.interchange.pictures import Pictures
from quizzes.interchange.telling import Telling

FORMAT = "GIFT"
BLANK = "_____"
_TITLE = re.compile(r"::(.*?)::", re.DOTALL)
# So many of its words name a question without a title.
_WORDS = 6
_GENERAL = "####"


def read(data: bytes, *, title: str, known: Mapping[str, str]) -> Conversion:
    """Return the quizzes of a file, one for each category.

    *title* names that of the questions without a category. Raises DataFileError with
    every question that is not readable.
    """
    found: dict[str, list[Block]] = {}
    problems = []
    for block in blocks(data):
        found.setdefault(block.category or title, []).append(block)
        problems += _problems(block)
    if problems:
        raise DataFileError(problems)
    if not found:
        raise DataFileError(["There is no question in it."])
    pictures = Pictures(None, known)
    quizzes = [_quiz(name, inside, pictures) for name, inside in found.items()]
    return Conversion(format=FORMAT, quizzes=quizzes, pictures=pictures.found)


def _problems(block: Block) -> list[str]:
    opened, closed = block.text.count("{"), block.text.count("}")
    start, end = block.text.find("{"), block.text.rfind("}")
    if opened == closed <= 1 and start <= end:
        return []
    if opened > 1 and opened == closed:
        problem = "more than one pair of braces; write \\{ and \\} for the others"
    else:
        problem = "a brace without its other one"
    return [f"line {block.line}: {problem}"]


def _quiz(title: str, inside: list[Block], pictures: Pictures) -> Converted:
    notes = Notes(quiz=title)
    entries = []
    for block in inside:
        name, text = _named(block.text)
        texts = Texts(partial(pictures.name, quiz=title, notes=notes))
        before, brace, rest = text.partition("{")
        body, _, after = rest.partition("}")
        blank = BLANK if after.strip() else ""
        try:
            prompt = texts.prompt(f"{before}{blank}{after}")
            name = name or " ".join(prompt.split()[:_WORDS])
            telling = Telling(notes=notes, title=name)
            document = _document(prompt, body if brace else None, texts, telling)
        except NotExpressedError as error:
            notes.add(str(error), question=name or f"in line {block.line}")
            continue
        entries.append(Asked(title=name, document=document))
    return assembled(entries, title=title, settings={}, notes=notes)


def _named(text: str) -> tuple[str, str]:
    found = _TITLE.match(text)
    if found is None:
        return "", text
    return " ".join(shown(found[1]).split()), text[found.end() :].strip()


def _document(prompt: str, body: str | None, texts: Texts, telling: Telling) -> Json:
    if body is None:
        raise NotExpressedError("left out: a text that asks nothing")
    if not prompt:
        raise NotExpressedError("left out: it has no text")
    answers, general, feedback = body.rpartition(_GENERAL)
    if not general:
        answers, feedback = body, ""
    document = keys(answers, texts, telling) | {"prompt": prompt}
    explanation = texts.block(feedback)
    return document | ({"explanation": explanation} if explanation else {})
