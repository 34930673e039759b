"""Short names for questions out of what other systems call them.

The same file gives the same names, and a name does not depend on what stands around the
question, as far as the file tells questions apart.
"""

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Sequence

LONGEST = 60
_SLUG = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,79}")
# What Canvas calls a question that nobody named.
_NAMELESS = ("Question", "Unnamed Question", "")
_KEPT_OF_IDENT = 8


def slug_of(text: str, *, otherwise: str = "question") -> str:
    """Return *text* as a short name: letters, digits and hyphens.

    One that is a short name already stays. Of a text without any Latin letter or digit
    the name is *otherwise* with the start of its hash.
    """
    if _SLUG.fullmatch(text):
        return text
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", plain.lower())
    slug = ""
    for word in words:
        longer = f"{slug}-{word}" if slug else word[:LONGEST]
        if len(longer) > LONGEST:
            break
        slug = longer
    digest = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
    return slug or f"{otherwise}-{digest[:_KEPT_OF_IDENT]}"


def named(titles: Sequence[tuple[str, str]]) -> list[str]:
    """Return a slug for each question, given its title and what the file knows it by.

    Titles that several questions have, and those that say nothing, are told apart by
    the second; where that is missing too, by a number.
    """
    wanted = [_wanted(title, ident) for title, ident in titles]
    often = Counter(wanted)
    used: set[str] = set()
    for index, (title, ident) in enumerate(titles):
        slug = wanted[index]
        if often[slug] > 1 and ident and title.strip() not in _NAMELESS:
            slug = f"{slug}-{_short(ident)}"
        slug = unique(slug, used)
        wanted[index] = slug
        used.add(slug)
    return wanted


def unique(slug: str, used: Collection[str]) -> str:
    """Return *slug*, with a number if it is among those *used*."""
    number, free = 2, slug
    while free in used:
        free, number = f"{slug}-{number}", number + 1
    return free


def _wanted(title: str, ident: str) -> str:
    bare = title.strip()
    if bare in _NAMELESS:
        return f"question-{_short(ident)}" if ident else "question"
    return slug_of(bare)


def _short(ident: str) -> str:
    """Return a few characters that tell an identifier from others.

    Those of Canvas are a letter and 32 hexadecimal digits.
    """
    slug = slug_of(ident)
    return slug[:_KEPT_OF_IDENT] if re.fullmatch(r"[a-z]?[0-9a-f]{32}", slug) else slug
