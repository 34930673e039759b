"""The files of an uploaded zip, read in memory within bounds; nothing is unpacked."""

import io
import struct
import zipfile
import zlib
from pathlib import PurePosixPath

from courseops.datafile import DataFileError

MAX_BYTES = 50_000_000
MAX_ENTRIES = 3_000
MAX_MEMBER_BYTES = 20_000_000
MAX_UNPACKED_BYTES = 200_000_000
_MB = 1_000_000
# What zipfile raises for damaged archives; only the first is in its documentation.
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    ValueError,
    OverflowError,
    LookupError,
    NotImplementedError,
    OSError,
)


class Archive:
    """A zip whose files are read by name."""

    def __init__(self, data: bytes) -> None:
        """Read the directory; raises DataFileError for what is not to be trusted."""
        if len(data) > MAX_BYTES:
            raise DataFileError([f"The zip is larger than {MAX_BYTES // _MB} MB."])
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            members = self._zip.infolist()
        except _DAMAGED as error:
            raise DataFileError(["The zip is damaged and cannot be read."]) from error
        if len(members) > MAX_ENTRIES:
            raise DataFileError([f"The zip holds more than {MAX_ENTRIES} files."])
        for member in members:
            _check(member)
        self._members = {one.filename: one for one in members if not _is_ignored(one)}
        self._read = 0

    @property
    def names(self) -> list[str]:
        """Every file, in the order of the zip."""
        return list(self._members)

    def __contains__(self, name: str) -> bool:
        return name in self._members

    def read(self, name: str) -> bytes:
        """Return a file's bytes.

        Raises DataFileError for one that is damaged or larger than it says, and where
        all files read so far are too large together.
        """
        try:
            with self._zip.open(self._members[name]) as file:
                data = file.read(MAX_MEMBER_BYTES + 1)
        except (*_DAMAGED, RuntimeError) as error:
            raise DataFileError([f"{name}: damaged, cannot be read."]) from error
        self._read += len(data)
        if len(data) > MAX_MEMBER_BYTES:
            raise DataFileError(
                [f"{name}: larger than {MAX_MEMBER_BYTES // _MB} MB unpacked."]
            )
        if self._read > MAX_UNPACKED_BYTES:
            most = MAX_UNPACKED_BYTES // _MB
            raise DataFileError([f"The zip holds more than {most} MB unpacked."])
        return data


def _check(member: zipfile.ZipInfo) -> None:
    name = member.orig_filename
    path = PurePosixPath(name.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or name[1:2] == ":":
        raise DataFileError([f"{name!a}: the path leaves the zip's folder."])
    if member.flag_bits & 0x1:
        raise DataFileError([f"{name!a}: encrypted; make the zip without a password."])
    if member.file_size > MAX_MEMBER_BYTES:
        raise DataFileError(
            [f"{name!a}: larger than {MAX_MEMBER_BYTES // _MB} MB unpacked."]
        )


def _is_ignored(member: zipfile.ZipInfo) -> bool:
    parts = PurePosixPath(member.filename.replace("\\", "/")).parts
    return (
        member.is_dir()
        or "__MACOSX" in parts
        or any(part.startswith(".") for part in parts)
    )
