"""How many wrong codes a student may enter: a code is short, and must not be tried out.

Counted in the cache, by one step that two requests at once cannot share.
"""

from contextlib import suppress

from django.core.cache import cache

from courseops.models import Enrollment

MOST = 10
WITHIN_MINUTES = 10


def count(student: Enrollment) -> bool:
    """Count a guess, and tell whether it may be looked at."""
    key = _key(student)
    cache.add(key, 0, WITHIN_MINUTES * 60)
    try:
        return cache.incr(key) <= MOST
    except ValueError:
        # The last guesses were forgotten between the two steps.
        return True


def take_back(student: Enrollment) -> None:
    """Forget a guess that was none: the code was right."""
    with suppress(ValueError):
        cache.decr(_key(student))


def _key(student: Enrollment) -> str:
    return f"check-in-guesses:{student.pk}"
