r"""Characters that a backslash takes their meaning from: ``\~ \= \# \{ \} \: \\ \n``."""

import re

# Stand for escaped characters while a question is taken apart. No file has them: they
# are control characters, which the reader refuses.
_HIDDEN = {
    "~": "\x01",
    "=": "\x02",
    "#": "\x03",
    "{": "\x04",
    "}": "\x05",
    ":": "\x06",
    "\\": "\x07",
    "n": "\x08",
}
_SHOWN = {hidden: sign for sign, hidden in _HIDDEN.items()} | {_HIDDEN["n"]: "\n"}
_ESCAPE = re.compile(r"\\([~=#{}:\\n])")
_RESERVED = re.compile(r"[\\~=#{}:]")


def hidden(text: str) -> str:
    """Return *text* with every escaped character out of sight."""
    return _ESCAPE.sub(lambda found: _HIDDEN[found[1]], text)


def shown(text: str) -> str:
    """Return what *text*, as :func:`hidden` made it, says."""
    return "".join(_SHOWN.get(character, character) for character in text)


def escaped(text: str) -> str:
    """Return *text* as GIFT writes it, on one line."""
    return _RESERVED.sub(r"\\\g<0>", text).replace("\r", "").replace("\n", r"\n")
