"""A course that the commands loaded."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import transaction

from tests.commands.running import loaded, written

Writing = Callable[[str | bytes], Path]


@pytest.fixture(scope="package")
def loaded_once(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[str]:
    """Load a course with its roster, in a transaction that each test builds on."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield loaded(tmp_path_factory.mktemp("ws25"))
        transaction.set_rollback(True)


@pytest.fixture
def ws25(loaded_once: str, db) -> str:
    """The slug of a loaded course with its roster."""
    return loaded_once


@pytest.fixture
def file(tmp_path: Path) -> Writing:
    """Write a file for a command to read."""
    return lambda content: written(tmp_path, "facts.csv", content)
