"""The pictures of a package, and the names that they have in the course."""

import base64
import binascii
import hashlib
import re
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath
from urllib.parse import unquote

from quizzes.interchange.archive import Archive
from quizzes.interchange.conversion import Notes
from quizzes.interchange.slugs import slug_of
from quizzes.pictureformat import NoPictureError, format_of

LONGEST_NAME = 100
_SHOWN = 80
_BASES = ("$IMS-CC-FILEBASE$", "$IMS_CC_FILEBASE$", "@@PLUGINFILE@@")
# Where packages keep the files of a course.
_FOLDERS = ("web_resources", "", "assessment_questions")


class Pictures:
    """Finds the pictures that prompts show.

    *known* has the SHA-256 of the course's pictures by name: one that is there already
    under its own name keeps it, every other is named after its quiz.
    """

    def __init__(self, archive: Archive | None, known: Mapping[str, str]) -> None:
        self._archive, self._known = archive, known
        self._read: dict[str, bytes | None] = {}
        self.found: dict[str, bytes] = {}

    def name(self, source: str, *, quiz: str, notes: Notes) -> str | None:
        """Return the name for the picture at *source* in a prompt of *quiz*.

        None, with a note, for what the file does not hold or is no picture.
        """
        path = _path(source)
        shown = source[:_SHOWN] if path is None else path
        content = _inline(source) if path is None else self._content(path)
        if content is None:
            notes.add(f"the picture {shown} is not in the file: left out")
            return None
        try:
            suffixes = format_of(content).suffixes
        except NoPictureError as error:
            notes.add(f"the picture {shown} is left out: {error}")
            return None
        base = _base(path or "picture", suffixes)
        return self._kept(content, base, slug_of(quiz, otherwise="quiz"))

    def _content(self, path: str) -> bytes | None:
        if path not in self._read:
            self._read[path] = self._unpacked(path)
        return self._read[path]

    def _unpacked(self, path: str) -> bytes | None:
        if self._archive is None:
            return None
        for folder in _FOLDERS:
            place = f"{folder}/{path}" if folder else path
            if place in self._archive:
                return self._archive.read(place)
        return None

    def _kept(self, content: bytes, base: str, prefix: str) -> str:
        digest = hashlib.sha256(content).hexdigest()
        if self._known.get(base) == digest:
            name = base
        else:
            name = f"{prefix}-{base}"[-LONGEST_NAME:].lstrip("-._")
        others = (self._known.get(name, digest) != digest, self._other(name, content))
        if any(others):
            stem, dot, ending = name.rpartition(".")
            name = f"{stem}-{digest[:8]}{dot}{ending}"
        self.found[name] = content
        return name

    def _other(self, name: str, content: bytes) -> bool:
        return self.found.get(name, content) != content


def _path(source: str) -> str | None:
    """Return the path of a file in the package, None for an address."""
    bare = unquote(source.partition("?")[0]).strip()
    for base in _BASES:
        bare = bare.removeprefix(base)
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:|//", bare) or not bare:
        return None
    parts = [part for part in bare.split("/") if part not in ("", ".", "..")]
    return "/".join(parts)


def _inline(source: str) -> bytes | None:
    """Return what an address holds in itself, as ``data:image/png;base64,…`` does."""
    head, comma, body = source.partition(",")
    if not (head.startswith("data:image/") and head.endswith(";base64") and comma):
        return None
    try:
        return base64.b64decode(unquote(body), validate=True)
    except (binascii.Error, ValueError):
        return None


def _base(path: str, suffixes: Sequence[str]) -> str:
    """Return a file's name in letters, digits, dots and hyphens, with a right suffix."""
    file = PurePosixPath(path)
    stem = re.sub(r"[^A-Za-z0-9_.-]+", "-", file.stem).strip("-.") or "picture"
    is_right = file.suffix.lower() in suffixes
    return f"{stem}{file.suffix if is_right else suffixes[0]}"
