"""Links that are handed in: addresses of the web, and nothing else. Pure."""

import unicodedata
from collections.abc import Iterable
from urllib.parse import SplitResult, urlsplit

MOST_LINKS = 20
LONGEST = 2000
_SHOWN = 80
# Browsers read a backslash as a slash, so that the host is another than it seems.
_NEVER = frozenset('\\<>"`')


def given(fields: Iterable[str]) -> list[str]:
    """Return the links in the fields of a form, one a line, and each once."""
    lines = (line.strip() for field in fields for line in field.splitlines())
    return list(dict.fromkeys(line for line in lines if line))


def problem(link: str) -> str | None:
    """Return a sentence that says why *link* is not taken; None: it is."""
    wrong = _problem(link)
    return None if wrong is None else f"The link {_shown(link)} {wrong}."


def _problem(link: str) -> str | None:
    if len(link) > LONGEST:
        return f"has {len(link)} characters; expected up to {LONGEST}"
    if _NEVER & set(link) or any(unicodedata.category(c)[0] in "CZ" for c in link):
        return "holds spaces or signs that no address has"
    try:
        parts = urlsplit(link)
        _ = parts.port
    except ValueError:
        return "is no address of the web; expected one such as https://example.org/x"
    return _problem_of(parts)


def _problem_of(parts: SplitResult) -> str | None:
    if parts.scheme not in {"http", "https"}:
        return "does not begin with https:// or http://"
    if not parts.hostname:
        return "names no host; expected one such as https://example.org/x"
    if "@" in parts.netloc:
        return "holds a user name or a password; leave them out"
    return None


def _shown(link: str) -> str:
    plain = "".join(c if unicodedata.category(c)[0] != "C" else "�" for c in link)
    return f"{plain[:_SHOWN]}…" if len(plain) > _SHOWN else plain
