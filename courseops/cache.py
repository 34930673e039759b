"""The cache on Redis, which nothing waits for.

It holds what may be lost, the counters of sign-in attempts above all. While its server
is away everybody can still sign in and hand in; wrong passwords are counted in the
database too.
"""

import logging
import time
from collections.abc import Callable
from typing import Any, TypeVar

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

Answer = TypeVar("Answer")
logger = logging.getLogger(__name__)

ANSWERS_WITHIN_SECONDS = 1.0
LEFT_ALONE_SECONDS = 10.0
# How the counters of sign-ins name their locks, which they hold for milliseconds and
# wait for as long as this.
LOCK = ":lock"
LOCKED_SECONDS = 1


class QuickClient(RedisCacheClient):
    """Asks once, and not for long."""

    def __init__(self, servers: list[str], **options: Any) -> None:
        super().__init__(
            servers,
            socket_timeout=ANSWERS_WITHIN_SECONDS,
            socket_connect_timeout=ANSWERS_WITHIN_SECONDS,
            retry=Retry(NoBackoff(), 0),
            **options,
        )


class ForgivingRedisCache(RedisCache):
    """Is empty, and takes everything, while its server does not answer.

    After a failure the server is left alone for LEFT_ALONE_SECONDS.
    """

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class = QuickClient
        self._away_until = 0.0

    def add(
        self,
        key: Any,
        value: Any,
        timeout: float | None = DEFAULT_TIMEOUT,
        version: int | None = None,
    ) -> bool:
        # A server that hung takes a lock late, when nobody is left to release it.
        if str(key).endswith(LOCK):
            timeout = LOCKED_SECONDS
        return self._ask(
            super().add, (key, value, timeout, version), {}, otherwise=True
        )

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        return self._ask(super().get, (key, default, version), {}, otherwise=default)

    def set(self, *args: Any, **kwargs: Any) -> None:
        self._ask(super().set, args, kwargs, otherwise=None)

    def incr(self, *args: Any, **kwargs: Any) -> int:
        return self._ask(super().incr, args, kwargs, otherwise=0)

    def touch(self, *args: Any, **kwargs: Any) -> bool:
        return self._ask(super().touch, args, kwargs, otherwise=False)

    def delete(self, *args: Any, **kwargs: Any) -> bool:
        return self._ask(super().delete, args, kwargs, otherwise=False)

    def get_many(self, *args: Any, **kwargs: Any) -> dict[Any, Any]:
        return self._ask(super().get_many, args, kwargs, otherwise={})

    def has_key(self, *args: Any, **kwargs: Any) -> bool:
        return self._ask(super().has_key, args, kwargs, otherwise=False)

    def _ask(
        self,
        method: Callable[..., Answer],
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
        *,
        otherwise: Answer,
    ) -> Answer:
        if time.monotonic() < self._away_until:
            return otherwise
        try:
            return method(*args, **kwargs)
        except RedisError as error:
            self._away_until = time.monotonic() + LEFT_ALONE_SECONDS
            logger.warning("The cache does not answer (%s).", error)
            return otherwise
