"""The cache on Redis: a help while it is there, no harm while it is away."""

import logging
import os
import time

import pytest

from courseops.cache import ForgivingRedisCache

REDIS_URL = os.environ.get("REDIS_URL", "")


@pytest.fixture
def away() -> ForgivingRedisCache:
    """A cache whose server is not there: nothing listens on port 1."""
    return ForgivingRedisCache("redis://127.0.0.1:1/0", {})


def test_while_the_server_is_away_the_cache_is_empty_and_takes_everything(away):
    assert away.add("lock", 1) is True
    away.set("key", "value")
    assert away.get("key", "none") == "none"
    assert away.get_many(["key"]) == {}
    assert "key" not in away
    assert away.incr("key") == 0
    assert away.touch("key") is False
    assert away.delete("key") is False


def test_a_server_that_is_away_is_asked_once_and_then_left_alone(away, caplog):
    with caplog.at_level(logging.WARNING):
        for _ in range(5):
            away.get("key")

    assert len(caplog.records) == 1


@pytest.mark.skipif(not REDIS_URL, reason="REDIS_URL names no server")
def test_a_server_that_is_there_remembers():
    cache = ForgivingRedisCache(REDIS_URL, {"KEY_PREFIX": "test-of-the-cache"})

    cache.set("key", [1, 2], timeout=5)

    assert cache.get("key") == [1, 2]
    assert cache.add("key", 3) is False
    assert cache.delete("key") is True


@pytest.mark.skipif(not REDIS_URL, reason="REDIS_URL names no server")
def test_a_lock_that_nobody_releases_ends_within_a_second():
    cache = ForgivingRedisCache(REDIS_URL, {"KEY_PREFIX": "test-of-the-cache"})
    assert cache.add("sign-ins:lock", 1, timeout=10) is True

    time.sleep(1.1)

    assert cache.add("sign-ins:lock", 1, timeout=10) is True
    cache.delete("sign-ins:lock")
