"""Standard output that cannot take what a command prints: an error, no traceback."""

import errno
import io
import os

import pytest
from django.core.management import CommandError, call_command


class FullDisk(io.BytesIO):
    """An unbuffered file on a disk with room for a few bytes more."""

    def __init__(self, *, room):
        super().__init__()
        self.room = room

    def write(self, content):
        if not self.room:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        taken = super().write(content[: self.room])
        self.room -= taken
        return taken


@pytest.mark.parametrize("room", [0, 20])
@pytest.mark.parametrize(
    "words",
    [
        ("dumpcourse", "ws25"),
        ("explain", "ws25", "Zoë"),
        ("exportgrades", "ws25", "--format=csv"),
    ],
)
def test_a_full_disk_is_said(ws25, words, room):
    full = io.TextIOWrapper(FullDisk(room=room))

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
