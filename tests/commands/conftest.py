"""A course that the commands loaded."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.commands.running import loaded, written

Writing = Callable[[str | bytes], Path]


@pytest.fixture
def ws25(db, tmp_path: Path) -> str:
    """The slug of a loaded course with its roster."""
    loaded(tmp_path)
    return "ws25"


@pytest.fixture
def file(tmp_path: Path) -> Writing:
    """Write a file for a command to read."""
    return lambda content: written(tmp_path, "facts.csv", content)
