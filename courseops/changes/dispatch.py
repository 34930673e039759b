"""Sends a change to the workers, and passes on how far they are.

Both may be lost: the change's row tells what became of it, and its page offers to send
it again.
"""

import logging

from django.core.cache import cache
from kombu.exceptions import OperationalError

from courseops.celery import app

logger = logging.getLogger(__name__)

APPLY = "changes.apply"
_QUICK = {"socket_connect_timeout": 1, "socket_timeout": 2, "max_retries": 0}
_KEPT_SECONDS = 3_600


def send(change_id: int) -> None:
    """Put the change on the queue; a broker that is down costs a second and no error."""
    try:
        with app.connection_for_write(transport_options=_QUICK) as connection:
            app.send_task(
                APPLY,
                kwargs={"change_id": change_id},
                connection=connection,
                retry=False,
            )
    except (OperationalError, OSError) as error:
        logger.warning("The queue does not answer (%s); change %s.", error, change_id)


def tell(change_id: int, done: int) -> None:
    """Note how many students' marks are done: the change's transaction shows nothing."""
    cache.set(_key(change_id), done, _KEPT_SECONDS)


def told(change_id: int) -> int:
    """Return how many students' marks are done, as far as is known."""
    return int(cache.get(_key(change_id)) or 0)


def _key(change_id: int) -> str:
    return f"class-change:{change_id}:done"
