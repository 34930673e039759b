"""Sends messages to the workers.

A message is a hint that may be lost or doubled: rows tell what is to be done. So a
broker that is down costs the sender about a second and no error.
"""

import logging
from collections.abc import Callable
from typing import Any

from kombu.connection import Connection
from kombu.exceptions import OperationalError

from courseops.celery import app

logger = logging.getLogger(__name__)

_QUICK = {"socket_connect_timeout": 1, "socket_timeout": 2, "max_retries": 0}


def send(task: str, **arguments: Any) -> None:
    """Have a worker run *task*, if the broker answers."""
    talk(lambda connection: put(connection, task, **arguments))


def put(connection: Connection, task: str, **arguments: Any) -> None:
    """Put a message for *task* on its queue, over an open connection."""
    app.send_task(task, kwargs=arguments, connection=connection, retry=False)


def talk(say: Callable[[Connection], None]) -> None:
    """Have *say* talk to the broker; nothing happens where it does not answer."""
    try:
        with app.connection_for_write(transport_options=_QUICK) as connection:
            say(connection)
    except (OperationalError, OSError) as error:
        logger.warning("The queue does not answer (%s).", error)
