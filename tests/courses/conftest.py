"""Lets a module fill its class once, for all of its tests."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest
from django.db import transaction
from django.test import override_settings

from tests.courses.classroom import Classroom

Rooms = Callable[[str], AbstractContextManager[Classroom]]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the tests of a class in one process, so that it is filled once."""
    for item in items:
        if "rooms" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.xdist_group(item.module.__name__))


@pytest.fixture(scope="module")
def rooms(
    request: pytest.FixtureRequest,
    django_db_setup: None,
    django_db_blocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Rooms:
    """Return what opens a classroom, whose facts are gone when it is closed."""
    # Without the mark there is no test database, and this would be the real one.
    assert request.node.get_closest_marker("django_db")

    @contextmanager
    def room(slug: str) -> Iterator[Classroom]:
        folder = tmp_path_factory.mktemp("room")
        files = override_settings(MEDIA_ROOT=folder / "media")
        with files, django_db_blocker.unblock(), transaction.atomic():
            yield Classroom(slug, folder)
            transaction.set_rollback(True)

    return room
