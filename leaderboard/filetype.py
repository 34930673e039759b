"""Tells what a file is, by its first bytes and by its name."""

from enum import StrEnum

from leaderboard.problems import Problem, show


class FileType(StrEnum):
    """The forms in which a CSV may be handed in."""

    CSV = "csv"
    GZIP = "gz"
    ZIP = "zip"


ACCEPTED = ".csv, .csv.gz or .zip"
_SUFFIXES = {".csv": FileType.CSV, ".gz": FileType.GZIP, ".zip": FileType.ZIP}
_TITLES = {
    FileType.CSV: "plain text",
    FileType.GZIP: "a gzip file",
    FileType.ZIP: "a zip archive",
}
_UTF_16 = "is UTF-16 text; save it as UTF-8 (in Excel: “CSV UTF-8”)"
_AS_CSV = "save the sheet as CSV (UTF-8)"
# Forms that people hand in by mistake, and what to do instead.
_FOREIGN: tuple[tuple[bytes, str, str], ...] = (
    (b"\xff\xfe\x00\x00", "utf_16", "is UTF-32 text; save it as UTF-8"),
    (b"\x00\x00\xfe\xff", "utf_16", "is UTF-32 text; save it as UTF-8"),
    (b"\xff\xfe", "utf_16", _UTF_16),
    (b"\xfe\xff", "utf_16", _UTF_16),
    (b"\xd0\xcf\x11\xe0", "type", f"is an old Excel workbook; {_AS_CSV}"),
    (b"PAR1", "type", "is a Parquet file; write it with DataFrame.to_csv instead"),
    (b"\x93NUMPY", "type", "is a NumPy array; write its values as CSV instead"),
    (b"%PDF-", "type", "is a PDF document"),
    (b"\x89PNG", "type", "is an image"),
    (b"\xff\xd8\xff", "type", "is an image"),
    (b"GIF8", "type", "is an image"),
    (b"BZh", "type", "is compressed with bzip2; use gzip or zip"),
    (b"\xfd7zXZ\x00", "type", "is compressed with xz; use gzip or zip"),
    (b"\x28\xb5\x2f\xfd", "type", "is compressed with zstd; use gzip or zip"),
    (b"7z\xbc\xaf\x27\x1c", "type", "is a 7z archive; use gzip or zip"),
    (b"Rar!", "type", "is a RAR archive; use gzip or zip"),
    (b"\x80\x04\x95", "type", "is a Python pickle; write its values as CSV instead"),
    (b"\x7fELF", "type", "is a program"),
)
_OFFICE = (b"[Content_Types].xml", b"_rels/.rels", b"xl/")


def type_of(*, head: bytes, file_name: str) -> FileType | Problem:
    """Return the type of a file from its first bytes and its name.

    The two must agree; a Problem says what was found and what was expected.
    """
    named = next(
        (kind for end, kind in _SUFFIXES.items() if file_name.lower().endswith(end)),
        None,
    )
    if named is None:
        return Problem(
            "type",
            f"The file's name is {show(file_name)}; expected a name that ends in "
            f"{ACCEPTED}.",
        )
    if not head:
        return Problem(
            "empty",
            "The file is empty (0 bytes); expected a CSV with a header and a row for "
            "each id.",
        )
    found = _type_of_content(head)
    foreign = foreign_content(head)
    if foreign is not None and (found is not FileType.ZIP or _is_office(head)):
        return foreign
    if found is not named:
        return Problem(
            "type",
            f"The name {show(file_name)} says {_TITLES[named]}, but the content is "
            f"{_TITLES[found]}; {_advice(named, found)}.",
        )
    return found


def foreign_content(head: bytes) -> Problem | None:
    """Return what is wrong when the bytes are of a known form that is no CSV."""
    if _is_office(head):
        return Problem(
            "type",
            f"The file is a spreadsheet workbook (xlsx or the like); {_AS_CSV}.",
        )
    for signature, kind, sentence in _FOREIGN:
        if head.startswith(signature):
            return Problem(kind, f"The file {sentence}.")
    if _looks_utf_16(head):
        return Problem("utf_16", f"The file {_UTF_16}.")
    if head.lstrip()[:1] == b"<" and b"<html" in head[:2000].lower():
        return Problem(
            "type",
            "The file is a web page, not a CSV: perhaps a sign-in page was saved in "
            "place of the download.",
        )
    return None


def nested_archive(head: bytes) -> Problem | None:
    """Return what is wrong when what should be text is compressed once more."""
    kind = _type_of_content(head)
    if kind is FileType.CSV or _is_office(head):
        return None
    return Problem(
        "archive",
        f"The compressed file holds {_TITLES[kind]}; expected a plain CSV inside: "
        "compress the CSV once.",
    )


def _type_of_content(head: bytes) -> FileType:
    if head.startswith(b"\x1f\x8b"):
        return FileType.GZIP
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return FileType.ZIP
    return FileType.CSV


def _is_office(head: bytes) -> bool:
    return head.startswith(b"PK\x03\x04") and head[30:60].startswith(_OFFICE)


def _looks_utf_16(head: bytes) -> bool:
    """Tell UTF-16 without a mark: every second byte of a text's start is zero."""
    start = head[:64]
    if len(start) < 4:
        return False
    return any(not any(start[odd::2]) and all(start[1 - odd :: 2]) for odd in (0, 1))


def _advice(named: FileType, found: FileType) -> str:
    if found is FileType.CSV:
        return f"hand in a real .{named} file, or the plain text with the ending .csv"
    if named is FileType.CSV:
        return f"let its name end in .{found}"
    return "let the name's ending fit"
