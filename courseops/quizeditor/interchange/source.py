"""Which format a file of quizzes has, and what it says."""

import codecs
from collections.abc import Mapping
from enum import StrEnum
from pathlib import PurePosixPath

from courseops.datafile import DataFileError
from quizzes.interchange.archive import MAX_BYTES
from quizzes.interchange.conversion import Conversion
from quizzes.interchange.gift import reading as gift
from quizzes.interchange.qti import reading as qti

_ZIP_STARTS = (b"PK\x03\x04", b"PK\x05\x06")
_XML_STARTS = (b"<", codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_GIFT_SUFFIXES = (".gift", ".txt")


class Format(StrEnum):
    """The formats of quizzes, as commands and addresses name them."""

    YAML = "yaml"
    QTI = "qti"
    GIFT = "gift"


def read(
    data: bytes, *, file_name: str, pictures: Mapping[str, str]
) -> Conversion | None:
    """Return what a file says; None for the course file's own YAML.

    A zip and XML tell by themselves that they are QTI; GIFT is a file that ends in
    ``.gift`` or ``.txt``. *pictures* are the SHA-256 of the course's by name. Raises
    DataFileError for what cannot be read.
    """
    if len(data) > MAX_BYTES:
        raise DataFileError([f"The file is larger than {MAX_BYTES // 1_000_000} MB."])
    path = PurePosixPath(file_name)
    if data.startswith(_ZIP_STARTS):
        return qti.read_package(data, known=pictures)
    bare = data.removeprefix(codecs.BOM_UTF8).lstrip()
    if bare.startswith(_XML_STARTS):
        return qti.read_file(data, file_name=file_name, known=pictures)
    if path.suffix.lower() in _GIFT_SUFFIXES:
        return gift.read(data, title=path.stem, known=pictures)
    return None
