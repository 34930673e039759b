"""In which order workers take what waits: what somebody waits for first, then in turn.

Round robin over participants: each submission gets a turn when it is queued, behind
those of its own participant and not before the turn that is being served. So whoever
hands in ten files delays nobody by more than one of them (start-time fair queueing with
one unit of work each: Goyal, Vin and Cheng, SIGCOMM 1996).
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q, QuerySet

from leaderboard.models import Priority, State, Submission

ORDER = ("priority", "turn", "received_at", "pk")
_BATCH = 2_000


def next_turn(*, enrollment: int) -> int:
    """Return the turn of one more file that *enrollment* hands in now."""
    waiting = _waiting(Priority.INTERACTIVE)
    served = waiting.order_by("turn").values_list("turn", flat=True).first() or 0
    own = waiting.filter(enrollment=enrollment).order_by("-turn")
    last = own.values_list("turn", flat=True).first()
    return served if last is None else max(served, last + 1)


def queue_in_bulk(*, submissions: Iterable[int]) -> None:
    """Give queued submissions, by primary key, their turns behind all that is uploaded."""
    rows = Submission.objects.filter(pk__in=submissions).order_by("received_at", "pk")
    waiting = _waiting(Priority.BULK).order_by("turn")
    served = waiting.values_list("turn", flat=True).first() or 0
    following: dict[int, int] = defaultdict(lambda: served)
    of_turn = defaultdict(list)
    for pk, enrollment in rows.values_list("pk", "enrollment_id"):
        of_turn[following[enrollment]].append(pk)
        following[enrollment] += 1
    for turn, keys in of_turn.items():
        for begin in range(0, len(keys), _BATCH):
            Submission.objects.filter(pk__in=keys[begin : begin + _BATCH]).update(
                priority=Priority.BULK, turn=turn
            )


def to_take(*, at: datetime) -> QuerySet[Submission]:
    """Return what a worker may take *at* that instant, in the order to take it.

    What was tried in vain waits for REQUEUE_AFTER_SECONDS.
    """
    long_ago = at - timedelta(seconds=settings.REQUEUE_AFTER_SECONDS)
    ready = Q(attempts=0) | Q(enqueued_at=None) | Q(enqueued_at__lt=long_ago)
    return Submission.objects.filter(
        ready, state=State.QUEUED, attempts__lt=settings.SCORING_MAX_ATTEMPTS
    ).order_by(*ORDER)


def ahead_of(*, submission: Submission) -> int:
    """Return how many the workers take before a queued submission, or hold now."""
    before = Q()
    equal = Q()
    for field in ORDER:
        value = getattr(submission, field)
        before |= equal & Q(**{f"{field}__lt": value})
        equal &= Q(**{field: value})
    queued = Submission.objects.filter(before, state=State.QUEUED)
    return queued.count() + Submission.objects.filter(state=State.SCORING).count()


def _waiting(priority: Priority) -> QuerySet[Submission]:
    return Submission.objects.filter(state=State.QUEUED, priority=priority)
