"""What a picture is, by its first bytes: its format, its width and its height."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

# Markers of a JPEG frame header, which holds the size; C4, C8 and CC are none.
_FRAMES = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
# Markers without a length.
_BARE = frozenset({0x01, *range(0xD0, 0xD9)})


@dataclass(frozen=True, kw_only=True)
class PictureFormat:
    """A format of pictures; sizes are in pixels.

    ``suffixes`` are those that its names have, the usual one first.
    """

    content_type: str
    suffixes: Sequence[str]
    width: int
    height: int


class NoPictureError(ValueError):
    """The bytes are no picture that every browser shows."""


def format_of(content: bytes) -> PictureFormat:
    """Return the format of a PNG, JPEG, GIF or WebP.

    Raises NoPictureError for anything else, and where the header is cut off or empty.
    """
    for starts, content_type, suffixes, size_of in _FORMATS:
        if not starts(content):
            continue
        width, height = size_of(content)
        if not width or not height:
            raise NoPictureError(f"The {suffixes[0][1:].upper()} is cut off or damaged")
        return PictureFormat(
            content_type=content_type, suffixes=suffixes, width=width, height=height
        )
    raise NoPictureError("It is no PNG, JPEG, GIF or WebP picture")


def _big(content: bytes) -> int:
    return int.from_bytes(content, "big")


def _little(content: bytes) -> int:
    return int.from_bytes(content, "little")


def _png(content: bytes) -> tuple[int, int]:
    if content[12:16] != b"IHDR":
        return 0, 0
    return _big(content[16:20]), _big(content[20:24])


def _gif(content: bytes) -> tuple[int, int]:
    return _little(content[6:8]), _little(content[8:10])


def _jpeg(content: bytes) -> tuple[int, int]:
    """Walk over the segments to the frame header."""
    at = 2
    while at + 9 <= len(content) and content[at] == 0xFF:
        marker = content[at + 1]
        if marker in _FRAMES:
            return _big(content[at + 7 : at + 9]), _big(content[at + 5 : at + 7])
        if marker == 0xFF:
            at += 1
        elif marker in _BARE:
            at += 2
        else:
            at += 2 + _big(content[at + 2 : at + 4])
    return 0, 0


def _webp(content: bytes) -> tuple[int, int]:
    kind = content[12:16]
    if kind == b"VP8X" and len(content) >= 30:
        return _little(content[24:27]) + 1, _little(content[27:30]) + 1
    if kind == b"VP8L" and len(content) >= 25:
        bits = _little(content[21:25])
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if kind == b"VP8 " and content[23:26] == b"\x9d\x01\x2a":
        return _little(content[26:28]) & 0x3FFF, _little(content[28:30]) & 0x3FFF
    return 0, 0


_Form = tuple[
    Callable[[bytes], bool], str, Sequence[str], Callable[[bytes], tuple[int, int]]
]
_FORMATS: Sequence[_Form] = (
    (lambda c: c.startswith(b"\x89PNG\r\n\x1a\n"), "image/png", (".png",), _png),
    (lambda c: c[:3] == b"\xff\xd8\xff", "image/jpeg", (".jpg", ".jpeg"), _jpeg),
    (lambda c: c[:6] in (b"GIF87a", b"GIF89a"), "image/gif", (".gif",), _gif),
    (
        lambda c: c[:4] == b"RIFF" and c[8:12] == b"WEBP",
        "image/webp",
        (".webp",),
        _webp,
    ),
)
