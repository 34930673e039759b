"""How long a queued submission will probably wait, by what the workers did last."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import DurationField, ExpressionWrapper, F

from leaderboard import fairness
from leaderboard.models import State, Submission

_SETTLED = (State.SCORED, State.REFUSED, State.FAILED)
_LAST = 20
_RECENT = timedelta(minutes=10)


@dataclass(frozen=True, kw_only=True)
class Expectation:
    """How many come before, and how long that takes.

    ``wait`` is None where no worker has settled anything lately, so that nobody can say.
    """

    ahead: int
    wait: timedelta | None

    @property
    def in_words(self) -> str:
        """The wait as people say it, rounded up; empty where nobody can say."""
        if self.wait is None:
            return ""
        seconds = self.wait.total_seconds()
        if seconds <= 10:
            return "a few seconds"
        if seconds <= 90:
            return f"about {-(-seconds // 10) * 10:.0f} s"
        if seconds <= 90 * 60:
            return f"about {-(-seconds // 60):.0f} min"
        return f"about {-(-seconds // 3600):.0f} h"


def expectation(*, submission: Submission, at: datetime) -> Expectation:
    """Return where a queued submission stands *at* that instant; four queries at most.

    The wait is the mean time that the last ones took, times those ahead and itself,
    shared by the workers that scored them.
    """
    ahead = fairness.ahead_of(submission=submission)
    last = Submission.objects.filter(
        state__in=_SETTLED, finished_at__gte=at - _RECENT, started_at__isnull=False
    ).order_by("-received_at")[:_LAST]
    took = ExpressionWrapper(F("finished_at") - F("started_at"), DurationField())
    done = list(last.annotate(took=took).values_list("took", "worker"))
    if not done:
        return Expectation(ahead=ahead, wait=None)
    mean = sum((one for one, _ in done), timedelta()) / len(done)
    workers = len({worker for _, worker in done})
    return Expectation(ahead=ahead, wait=mean * (ahead + 1) / workers)
