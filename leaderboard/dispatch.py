"""Sends submissions' ids to the workers.

A message is a hint and may be lost: what waits is told by the rows, and the sweep sends
again. So a broker that is down costs the sender about a second and no error.
"""

import logging
from collections.abc import Iterable

from kombu.exceptions import OperationalError

from courseops.celery import app

logger = logging.getLogger(__name__)

SCORE = "leaderboard.score"
_QUICK = {"socket_connect_timeout": 1, "socket_timeout": 2, "max_retries": 0}


def send(*, submission_ids: Iterable[int]) -> list[int]:
    """Put ids on the scoring queue; return those that the broker took."""
    sent: list[int] = []
    try:
        with app.connection_for_write(transport_options=_QUICK) as connection:
            for submission_id in submission_ids:
                app.send_task(
                    SCORE,
                    kwargs={"submission_id": submission_id},
                    connection=connection,
                    retry=False,
                )
                sent.append(submission_id)
    except (OperationalError, OSError) as error:
        logger.warning("The queue does not answer (%s); the sweep sends later.", error)
    return sent
