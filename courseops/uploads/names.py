"""Names and notes as they are shown: never as a path, never as more than text."""

import unicodedata

_NAME_LENGTH = 200


def display_name(name: str) -> str:
    """Return the last part of *name*, without signs that hide or reorder text.

    At most 200 characters; the ending survives.
    """
    clean = printable(name.replace("\\", "/").rsplit("/", 1)[-1])
    if len(clean) > _NAME_LENGTH:
        clean = f"{clean[: _NAME_LENGTH - 21]}…{clean[-20:]}"
    return clean or "unnamed"


def printable(text: str) -> str:
    """Return *text* on one line, without signs that hide or reorder text."""
    clean = "".join(c if unicodedata.category(c)[0] != "C" else " " for c in text)
    return " ".join(clean.split())
