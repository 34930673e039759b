"""Why an attempt is not begun or an answer is not taken."""

from typing import Literal

from quizzes.models import Answer

Code = Literal[
    "not_open",
    "over",
    "excused",
    "no_attempts",
    "no_questions",
    "closed",
    "conflict",
    "unknown",
    "unreadable",
]
STATUS: dict[Code, int] = {
    "not_open": 409,
    "over": 409,
    "excused": 409,
    "no_attempts": 409,
    "no_questions": 409,
    "conflict": 409,
    "closed": 410,
    "unknown": 422,
    "unreadable": 422,
}


class RefusalError(Exception):
    """A request about an attempt is turned away; nothing was changed.

    ``message`` is a sentence for the student, ``status`` the HTTP status of the answer.
    """

    def __init__(self, code: Code, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message

    @property
    def status(self) -> int:
        """The HTTP status that says the same."""
        return STATUS[self.code]


class ConflictError(RefusalError):
    """The answer was changed elsewhere since the page that sends another read it.

    ``answer`` is the one that stands.
    """

    def __init__(self, answer: Answer) -> None:
        super().__init__(
            "conflict", "This question was answered elsewhere in the meantime."
        )
        self.answer = answer
