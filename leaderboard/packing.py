"""How columns are kept on the disk: integers in little room, texts as bytes and ends."""

from collections.abc import Iterable
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]


def smallest(values: Array) -> Array:
    """Return integers in the smallest type that holds them; at least one is needed."""
    low, high = int(values.min()), int(values.max())
    for kind in (np.uint8, np.int8, np.uint16, np.int16, np.uint32, np.int32):
        if np.iinfo(kind).min <= low and high <= np.iinfo(kind).max:
            return values.astype(kind)
    return values


def pack_texts(texts: Iterable[str]) -> tuple[Array, Array]:
    """Return the UTF-8 bytes of *texts* one after the other, and where each ends."""
    encoded = [text.encode() for text in texts]
    ends = np.cumsum([len(text) for text in encoded], dtype=np.int64)
    return np.frombuffer(b"".join(encoded), np.uint8), ends


def unpack_texts(data: Array, ends: Array) -> Array:
    """Return the texts that :func:`pack_texts` packed."""
    whole, stops = data.tobytes(), ends.tolist()
    texts = np.empty(len(stops), object)
    texts[:] = [
        whole[start:stop].decode()
        for start, stop in zip([0, *stops[:-1]], stops, strict=True)
    ]
    return texts
