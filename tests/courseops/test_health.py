"""The health addresses turn red when what they speak for is gone."""

import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, connections
from django.http import HttpResponse
from django.test import Client

from courseops.serve import broker
from tests.courseops.queues import running


@pytest.fixture
def dead_queue(settings, tmp_path: Path) -> None:
    settings.REDIS_URL = ""
    settings.BROKER_SOCKET = tmp_path / "nobody.sock"


@pytest.fixture
def live_queue(settings, tmp_path: Path) -> Iterator[None]:
    with tempfile.TemporaryDirectory(prefix="queue-") as folder:
        settings.REDIS_URL = ""
        settings.BROKER_SOCKET = Path(folder) / "queue" / "broker.sock"
        program = broker.program(
            socket=settings.BROKER_SOCKET,
            data=tmp_path / "data",
            log=tmp_path / "queue.log",
        )
        with running(program):
            yield


def get(client: Client, path: str, **options: Any) -> HttpResponse:
    """Ask in a thread of its own, as the web server does.

    Browser tests leave an event loop in the main thread, where the view, which starts
    one, could not run.
    """
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(client.get, path, **options).result()


def test_livez_asks_nothing_of_the_database(client, db, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get("/livez")

    assert (response.status_code, response.content) == (200, b"alive\n")


def test_readyz_is_green_when_all_is_there(client, db, live_queue) -> None:
    response = get(client, "/readyz")

    assert (
        response.content.decode() == "Database(): OK\nQueue(): OK\nMediaFolder(): OK\n"
    )
    assert response.status_code == 200


def test_readyz_turns_red_without_the_queue(client, db, dead_queue) -> None:
    response = get(client, "/readyz")

    assert (
        "Queue(): Unavailable: The queue does not answer" in response.content.decode()
    )
    assert response.status_code == 500


def test_readyz_turns_red_without_the_database(
    client, db, live_queue, monkeypatch, tmp_path
) -> None:
    lost = "lost" if connection.vendor == "postgresql" else f"{tmp_path}/lost.sqlite3"
    monkeypatch.setitem(connections.settings["default"], "NAME", lost)

    response = get(client, "/readyz")

    assert "Database(): Unavailable: The database" in response.content.decode()
    assert response.status_code == 500


def test_readyz_turns_red_when_files_cannot_be_written(
    client, db, live_queue, settings, tmp_path
) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.MEDIA_ROOT.write_text("a file where the folder should be")

    response = get(client, "/readyz")

    assert "MediaFolder(): Unavailable: Files" in response.content.decode()
    assert response.status_code == 500


def test_readyz_can_be_read_by_programs(client, db, dead_queue) -> None:
    response = get(client, "/readyz", headers={"accept": "application/json"})

    assert response.json()["Database()"] == "OK"
    assert response.status_code == 500


@pytest.mark.parametrize("path", ["/livez", "/readyz"])
def test_health_is_asked_without_https(client, db, dead_queue, settings, path) -> None:
    settings.SECURE_SSL_REDIRECT = True

    assert get(client, path).status_code in {200, 500}
