"""Standard output that cannot take what a command prints: an error, no traceback."""

import errno
import io
import os

import pytest
from django.core.management import CommandError, call_command


class FullDisk(io.BytesIO):
    """A file on a disk without room."""

    def write(self, content):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.parametrize(
    "words",
    [
        ("dumpcourse", "ws25"),
        ("explain", "ws25", "Zoë"),
        ("exportgrades", "ws25", "--format=csv"),
    ],
)
def test_a_full_disk_is_said(ws25, words):
    full = io.TextIOWrapper(FullDisk())

    with pytest.raises(CommandError, match="standard output: No space left on device"):
        call_command(*words, stdout=full)


@pytest.mark.parametrize(
    "words", [("dumpcourse", "ws25"), ("explain", "ws25", "Zoë", "hw1b")]
)
def test_a_terminal_of_another_encoding_gets_utf_8(ws25, words):
    out = io.BytesIO()
    stream = io.TextIOWrapper(out, encoding="ascii")

    call_command(*words, stdout=stream, stderr=io.StringIO())

    assert "Größe" in out.getvalue().decode()
