"""Where a page of a leaderboard begins: at a place in its order, told in an address."""

import base64
import binascii
import math
import struct
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

_FORM = struct.Struct(">?dqq")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class CursorError(ValueError):
    """The text is no cursor of ours."""


class Key(NamedTuple):
    """A place in the order of a board: the score, then who was earlier."""

    score: float
    achieved_at: datetime
    submission: int


@dataclass(frozen=True, kw_only=True)
class Cursor:
    """The page that begins after ``key``, or with *is_backward* ends before it."""

    key: Key
    is_backward: bool = False

    def __str__(self) -> str:
        moment = (self.key.achieved_at - _EPOCH) // _MICROSECOND
        packed = _FORM.pack(
            self.is_backward, self.key.score, moment, self.key.submission
        )
        return base64.urlsafe_b64encode(packed).rstrip(b"=").decode()


def parse(text: str) -> Cursor:
    """Return the cursor that *text* writes; raises CursorError."""
    try:
        packed = base64.b64decode(
            text + "=" * (-len(text) % 4), altchars=b"-_", validate=True
        )
        is_backward, score, moment, submission = _FORM.unpack(packed)
        achieved_at = _EPOCH + moment * _MICROSECOND
    except (binascii.Error, struct.error, ValueError, OverflowError) as error:
        raise CursorError("This is no page of the leaderboard.") from error
    if not math.isfinite(score):
        raise CursorError("This is no page of the leaderboard.")
    key = Key(score=score, achieved_at=achieved_at, submission=submission)
    return Cursor(key=key, is_backward=is_backward)
