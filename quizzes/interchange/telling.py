"""What is told of one question while it is converted."""

from collections.abc import Sequence
from dataclasses import dataclass

from quizzes.interchange.conversion import Notes, NotExpressedError

ALL_OR_NOTHING = "parts of the points for parts of the answer: here all or nothing"


@dataclass(frozen=True, kw_only=True)
class Telling:
    """Adds notes about the question called ``title``."""

    notes: Notes
    title: str

    def note(self, text: str) -> None:
        """Add a note of what is changed."""
        self.notes.add(text, question=self.title)


def check_choices(choices: Sequence[str]) -> None:
    """Raise NotExpressedError for choices that the course file would refuse."""
    if len(choices) < 2:
        raise NotExpressedError("left out: it has fewer than two choices")
    if not all(choices):
        raise NotExpressedError("left out: one of its choices is empty")
    if len(set(choices)) < len(choices):
        raise NotExpressedError("left out: two of its choices are the same")
