"""When the request that this thread works on came in, where the web server knows it.

A busy server takes requests up some time after they came, and a deadline asks when they
came. Nothing of it is in the request itself, which its sender writes.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

_here = threading.local()


@contextmanager
def noted(instant: datetime | None) -> Iterator[None]:
    """Tell this thread's request when it came in; None is not known."""
    _here.instant = instant
    try:
        yield
    finally:
        _here.instant = None


def instant() -> datetime | None:
    """Return when this thread's request came in, None where nobody told."""
    found: datetime | None = getattr(_here, "instant", None)
    return found
