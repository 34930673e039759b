"""Whether this process lives, and whether the site can do its work."""

import dataclasses
import os
import tempfile
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from health_check.base import HealthCheck
from health_check.exceptions import ServiceUnavailable
from health_check.views import HealthCheckView
from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

from courseops.models import Course

PATIENCE_SECONDS = 3


def livez(request: HttpRequest) -> HttpResponse:
    """Say that the process answers; asks nothing of the database or the queue."""
    return HttpResponse("alive\n", content_type="text/plain")


@dataclasses.dataclass
class Database(HealthCheck):  # type: ignore[misc]
    """The database answers, and the site's tables are in it.

    A bare SELECT 1 would succeed on the empty file that SQLite makes in place of a
    lost one.
    """

    def run(self) -> None:
        """Raise ServiceUnavailable when a table cannot be read."""
        try:
            Course.objects.exists()
        except DatabaseError as error:
            raise ServiceUnavailable("The database does not answer") from error
        finally:
            # Checks run in a thread of their own, which ends with its connection.
            connection.close()


@dataclasses.dataclass
class Queue(HealthCheck):  # type: ignore[misc]
    """The queue answers a ping."""

    def run(self) -> None:
        """Raise ServiceUnavailable when it does not."""
        options: dict[str, Any] = {
            "socket_timeout": PATIENCE_SECONDS,
            "socket_connect_timeout": PATIENCE_SECONDS,
            "retry": Retry(NoBackoff(), retries=0),
        }
        client = (
            Redis.from_url(settings.REDIS_URL, **options)
            if settings.REDIS_URL
            else Redis(unix_socket_path=str(settings.BROKER_SOCKET), **options)
        )
        try:
            with client:
                client.ping()
        except (RedisError, OSError) as error:
            raise ServiceUnavailable("The queue does not answer") from error


@dataclasses.dataclass
class MediaFolder(HealthCheck):  # type: ignore[misc]
    """A received file can be written to the disk."""

    def run(self) -> None:
        """Raise ServiceUnavailable when the folder is missing, full or read-only."""
        try:
            settings.MEDIA_ROOT.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=settings.MEDIA_ROOT) as file:
                file.write(b"ready")
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise ServiceUnavailable("Files cannot be written") from error


class Readiness(HealthCheckView):  # type: ignore[misc]
    """``/readyz``: 200 when uploads can be taken and queued, 500 naming what fails."""

    checks = (Database, Queue, MediaFolder)

    def render_to_response(
        self, context: dict[str, Any], **response: Any
    ) -> HttpResponse:
        """Answer in plain text where a browser would be given a page."""
        plain: HttpResponse = self.render_to_response_text(response["status"])
        return plain
