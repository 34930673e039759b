"""What is written for another system: quizzes, and notes of what it cannot express."""

from collections.abc import Sequence
from dataclasses import dataclass

from quizzes.interchange.conversion import Json, Note, Notes
from quizzes.interchange.telling import Telling


@dataclass(frozen=True, kw_only=True)
class Exported:
    """A quiz to write: its document, what people call it, and when it is over.

    ``ends`` is the last instant of its window in ISO 8601, empty without one.
    """

    slug: str
    title: str
    document: Json
    ends: str = ""


@dataclass(frozen=True, kw_only=True)
class Written:
    """A file, and what it does not express."""

    content: bytes
    notes: Sequence[Note] = ()


def as_pairs(question: Json) -> Json:
    """Return a question of ordering as one of matching, places with items."""
    places = {f"{place}.": item for place, item in enumerate(question["items"], 1)}
    kept = {key: one for key, one in question.items() if key != "items"}
    return kept | {"type": "matching", "pairs": places}


def without_pattern(question: Json, telling: Telling) -> Json | None:
    """Return a text question with its answers alone; None, noted, where it has none."""
    if question.get("case"):
        telling.note("capitals matter here, there they do not")
    if not question.get("pattern"):
        return question
    if not question.get("answers"):
        telling.note("left out: its answers are a pattern, which is not known there")
        return None
    telling.note("the pattern is left out; the answers listed are written")
    return {key: one for key, one in question.items() if key != "pattern"}


def note_everybody(question: Json, telling: Telling) -> None:
    """Note a question that is right for all, which other systems do not know."""
    if question.get("credit") == "everybody":
        telling.note("right for everybody here; there its key counts")


def telling_of(question: Json, notes: Notes) -> Telling:
    """Return what notes things about *question*."""
    return Telling(notes=notes, title=question["slug"])
