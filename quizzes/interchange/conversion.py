"""What reading another system's file gives: quizzes, pictures, and what is lost."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Json = Any


class NotExpressedError(ValueError):
    """A question has no counterpart; the message says why."""


@dataclass(frozen=True, kw_only=True)
class Note:
    """One thing that is left out or changed, with its place in the file."""

    text: str
    quiz: str = ""
    question: str = ""

    def __str__(self) -> str:
        named = (("quiz", self.quiz), ("question", self.question))
        place = ", ".join(f"{what} “{name}”" for what, name in named if name)
        return f"{place}: {self.text}" if place else self.text


@dataclass(kw_only=True)
class Notes:
    """Collects the notes about one quiz, each once."""

    quiz: str = ""
    found: list[Note] = field(default_factory=list)

    def add(self, text: str, *, question: str = "") -> None:
        """Add a note about the quiz, or about one question of it."""
        note = Note(text=text, quiz=self.quiz, question=question)
        if note not in self.found:
            self.found.append(note)


@dataclass(frozen=True, kw_only=True)
class Converted:
    """A quiz of the file.

    ``document`` is an entry of ``quizzes:`` without its ``component``, with those
    settings alone that the file tells (a None says that it has none). ``names`` tells what the file calls each
    question, by slug.
    """

    title: str
    ident: str = ""
    document: Mapping[str, Json]
    names: Mapping[str, str] = field(default_factory=dict)
    notes: Sequence[Note] = ()


@dataclass(frozen=True, kw_only=True)
class Conversion:
    """A file as it was understood; ``pictures`` are those that its prompts show."""

    format: str
    quizzes: Sequence[Converted]
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    notes: Sequence[Note] = ()
