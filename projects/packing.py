"""Packs what counts of a component into one zip, file by file as it is sent."""

import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from projects.gradings.works import Work

_CHUNK_BYTES = 1024 * 1024
# What no file system takes, and what would lead elsewhere.
_NEVER = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
LINKS = "links.txt"
MISSING = "MISSING.txt"


@dataclass(frozen=True, kw_only=True)
class Member:
    """What becomes one file of the zip: a stored file, or *text*."""

    name: str
    path: Path | None = None
    text: str = ""


def members_of(works: Iterable[Work]) -> list[Member]:
    """Return the items of the versions that count, a folder for each team or student."""
    found: list[Member] = []
    taken: set[str] = set()
    for work in works:
        version = work.version
        if version is None or not version.counts:
            continue
        folder = _unique(plain(work.team or work.first.user.login), taken)
        items = list(version.handin.items.all())
        here: set[str] = {LINKS}
        found += [
            Member(name=f"{folder}/{_unique(plain(x.file_name), here)}", path=x.file)
            for x in items
            if not x.url
        ]
        links = "".join(f"{x.url}\n" for x in items if x.url)
        if links:
            found.append(Member(name=f"{folder}/{LINKS}", text=links))
    return found


def packed(members: Iterable[Member], *, at: datetime) -> Iterator[bytes]:
    """Return the bytes of the zip; what is gone from the disk is named in it."""
    sink = _Sink()
    missing = []
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_STORED) as archive:
        for member in members:
            try:
                yield from _add(archive, member, sink, at)
            except FileNotFoundError:
                missing.append(member.name)
        if missing:
            archive.writestr(_info(MISSING, at), "".join(f"{x}\n" for x in missing))
    yield sink.taken()


def plain(name: str) -> str:
    """Return *name* as the name of one file or folder, wherever it is unpacked."""
    return _NEVER.sub("_", name).strip(". ") or "unnamed"


class _Sink:
    """What a zip is written to; it keeps bytes until they are sent."""

    def __init__(self) -> None:
        self._kept: list[bytes] = []

    def write(self, data: bytes, /) -> int:
        self._kept.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Do nothing: nothing waits elsewhere."""

    def close(self) -> None:
        """Keep what is not taken yet."""

    def taken(self) -> bytes:
        kept, self._kept = b"".join(self._kept), []
        return kept


def _add(
    archive: zipfile.ZipFile, member: Member, sink: _Sink, at: datetime
) -> Iterator[bytes]:
    info = _info(member.name, at)
    if member.path is None:
        archive.writestr(info, member.text)
        return
    with (
        member.path.open("rb") as source,
        archive.open(info, "w", force_zip64=True) as target,
    ):
        while chunk := source.read(_CHUNK_BYTES):
            target.write(chunk)
            yield sink.taken()


def _info(name: str, at: datetime) -> zipfile.ZipInfo:
    return zipfile.ZipInfo(name, date_time=at.timetuple()[:6])


def _unique(name: str, taken: set[str]) -> str:
    """Return *name*, numbered where it is taken; names differ by more than case."""
    stem, dot, suffix = name.rpartition(".")
    stem, suffix = (stem, f"{dot}{suffix}") if stem else (name, "")
    found, number = name, 1
    while found.casefold() in taken:
        number += 1
        found = f"{stem} ({number}){suffix}"
    taken.add(found.casefold())
    return found
