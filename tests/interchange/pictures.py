"""The smallest pictures that there are."""

import struct
import zlib


def png(shade: int = 0) -> bytes:
    """Return a PNG of one grey pixel."""
    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body))
        + kind
        + body
        + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in (
            (b"IHDR", head),
            (b"IDAT", zlib.compress(bytes([0, shade]))),
            (b"IEND", b""),
        )
    )
