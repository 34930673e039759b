"""Why a submission is turned away without being kept."""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

Code = Literal[
    "no_file",
    "unreadable",
    "too_large",
    "too_many",
    "not_taken",
    "storage",
    "closed",
    "no_solution",
    "dropped",
    "daily_limit",
    "monthly_limit",
    "total_limit",
    "concurrent_limit",
    "refused_limit",
    "not_queued",
]
STATUS: dict[Code, int] = {
    "no_file": 400,
    "unreadable": 400,
    "dropped": 403,
    "closed": 409,
    "no_solution": 409,
    "not_queued": 409,
    "too_large": 413,
    "too_many": 413,
    "not_taken": 422,
    "daily_limit": 429,
    "monthly_limit": 429,
    "total_limit": 429,
    "concurrent_limit": 429,
    "refused_limit": 429,
    "storage": 507,
}


class RefusalError(Exception):
    """A request to submit or to cancel is turned away; nothing was changed.

    ``message`` is what the student reads; where several things are wrong, ``reasons``
    has a sentence for each. ``retry_at`` is the instant from which
    the same request would be taken, None where there is none or it is not known.
    ``status`` is the HTTP status of the answer.
    """

    def __init__(
        self,
        code: Code,
        message: str,
        *,
        retry_at: datetime | None = None,
        reasons: Sequence[str] = (),
    ) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.retry_at = retry_at
        self.reasons = reasons

    @property
    def status(self) -> int:
        """The HTTP status that says the same."""
        return STATUS[self.code]
