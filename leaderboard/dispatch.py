"""Wakes the workers.

A message says only that something waits; what, and in which order, the rows tell. So a
message that is lost or doubled does no harm: the sweep sends what lacks.
"""

from typing import Any

from kombu.connection import Connection
from kombu.exceptions import ChannelError

from courseops import messages

SCORE = "leaderboard.score"
QUEUE = "scoring"
# So many at once at most; the next sweep sends the next.
_BATCH = 500


def wake() -> None:
    """Tell the workers of one more submission."""
    messages.send(SCORE)


def ensure(waiting: int) -> None:
    """See to it that a message is under way for each of *waiting* submissions."""

    def fill_up(connection: Connection) -> None:
        for _ in range(min(waiting - _unread(connection), _BATCH)):
            messages.put(connection, SCORE)

    messages.talk(fill_up)


def _unread(connection: Connection) -> int:
    try:
        channel: Any = connection.default_channel
        found = channel.queue_declare(QUEUE, passive=True)
    except ChannelError:
        # An empty queue is not there at all.
        return 0
    return int(found.message_count)
