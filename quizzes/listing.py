"""The quizzes of a course as one of its people finds them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from courseops import deadlines
from courseops.permissions import Access
from quizzes import revealing
from quizzes.models import Attempt
from quizzes.seat import Seat, Stage, seats

_NOW = (Stage.OPEN, Stage.IN_PROGRESS)


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A quiz on the list; ``shows_results`` tells whether students see how they did."""

    seat: Seat
    shows_results: bool

    @property
    def result(self) -> Attempt | None:
        """The attempt that counts, where it is shown how it went."""
        return self.seat.counting if self.shows_results else None

    @property
    def is_now(self) -> bool:
        """Whether there is something to do."""
        return self.seat.stage in _NOW or self.seat.may_start


def entries(found: Access, *, at: datetime) -> Sequence[Entry]:
    """Return every quiz, in the course's order."""
    mine = seats(course=found.course, enrollment=found.enrollment, at=at)
    ends = deadlines.ends([one.quiz.component for one in mine], course=found.course)
    return [
        Entry(
            seat=one,
            shows_results=revealing.shows_results(
                one.quiz, end=ends[one.quiz.pk], at=at
            ),
        )
        for one in mine
    ]
