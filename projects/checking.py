"""What is wrong with a hand-in: everything at once, each with what was expected."""

import errno
import zipfile
from collections.abc import Sequence
from pathlib import Path

from courseops.uploads.staged import Staged
from courseops.uploads.zipdirectory import DAMAGED, has_huge_directory
from projects import linking
from projects.accepting import BYTES_PER_MB, LINK, Accepted

_PDF = b"%PDF-"
_DAMAGED_ZIP = (*DAMAGED, EOFError)


def ending(file_name: str) -> str:
    """Return the word of the course file for a file's type: the ending of its name."""
    return file_name.rpartition(".")[2].lower() if "." in file_name else ""


def problems(
    takes: Accepted, *, staged: Sequence[Staged], links: Sequence[str]
) -> list[str]:
    """Return sentences that say what keeps files and *links* from being taken."""
    told = [wrong for one in staged if (wrong := _of_file(takes, one)) is not None]
    told += _of_links(takes, links)
    if not staged and not links:
        return [*told, f"Nothing was handed in; expected {_in_words(takes.types)}."]
    sent = {ending(one.file_name) for one in staged} | ({LINK} if links else set())
    return told + [
        "A link has to be among what is handed in."
        if wanted == LINK
        else f"A file ending in .{wanted} has to be among what is handed in."
        for wanted in takes.required
        if wanted not in sent
    ]


def _of_links(takes: Accepted, links: Sequence[str]) -> list[str]:
    if links and not takes.takes_links:
        return [f"No links are taken; expected {_in_words(takes.types)}."]
    if len(links) > linking.MOST_LINKS:
        return [f"{len(links)} links were sent; expected up to {linking.MOST_LINKS}."]
    return [wrong for one in links if (wrong := linking.problem(one)) is not None]


def _of_file(takes: Accepted, staged: Staged) -> str | None:
    name, kind = staged.file_name, ending(staged.file_name)
    if kind not in takes.file_types:
        return f"{name} is not of a type that is taken; expected {_in_words(takes.file_types)}."
    if staged.too_large:
        return (
            f"{name} has {staged.size / BYTES_PER_MB:.1f} MB; a file may have up to"
            f" {takes.max_bytes / BYTES_PER_MB:g} MB."
        )
    if not staged.size:
        return f"{name} is empty."
    if kind == "pdf" and not staged.head.startswith(_PDF):
        return (
            f"{name} is no PDF, whatever its name says: it does not begin as PDFs do."
        )
    if kind == "zip":
        wrong = _of_zip(staged.path)
        return None if wrong is None else f"{name} {wrong}"
    return None


def _of_zip(path: Path) -> str | None:
    """Return what is wrong with a zip; nothing in it is unpacked."""
    damaged = "is no zip that can be read: its list of files is damaged or missing."
    if has_huge_directory(path):
        return "lists more files than anybody can look at; leave data out."
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
    except _DAMAGED_ZIP:
        return damaged
    except OSError as error:
        # A damaged directory sends the reader to a place before the file's beginning.
        if error.errno != errno.EINVAL:
            raise
        return damaged
    if all(member.is_dir() for member in members):
        return "is a zip without files."
    if any(member.flag_bits & 0x1 for member in members):
        return "is locked by a password; pack it without one."
    return None


def _in_words(types: Sequence[str]) -> str:
    """Return *types* as people read them: “.pdf, .zip or a link”."""
    words = ["a link" if one == LINK else f".{one}" for one in types]
    if len(words) < 2:
        return "".join(words) or "no file"
    return f"{', '.join(words[:-1])} or {words[-1]}"
