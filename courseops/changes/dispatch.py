"""Sends a change to the workers, and passes on how far they are.

Both may be lost: the change's row tells what became of it, and its page offers to send
it again.
"""

from django.core.cache import cache

from courseops import messages

APPLY = "changes.apply"
_KEPT_SECONDS = 3_600


def send(change_id: int) -> None:
    """Have a worker apply the change."""
    messages.send(APPLY, change_id=change_id)


def tell(change_id: int, done: int) -> None:
    """Note how many students' marks are done: the change's transaction shows nothing."""
    cache.set(_key(change_id), done, _KEPT_SECONDS)


def told(change_id: int) -> int:
    """Return how many students' marks are done, as far as is known."""
    return int(cache.get(_key(change_id)) or 0)


def _key(change_id: int) -> str:
    return f"class-change:{change_id}:done"
