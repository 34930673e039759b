"""How the arrays of a measurement reach the process of a metric: one file in memory.

A length, a JSON text of facts and of the arrays' types and sizes, then the arrays.
Nothing is pickled.
"""

import json
import struct
from collections.abc import Mapping
from typing import IO, Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]
Facts = Mapping[str, Any]

_LENGTH = struct.Struct("<Q")
_ALIGNED = 64


def write(file: IO[bytes], facts: Facts, arrays: Mapping[str, Array]) -> None:
    """Write *facts* and *arrays*, of numbers or truth values, to *file*; raises OSError."""
    whole = {name: np.ascontiguousarray(array) for name, array in arrays.items()}
    described = [(name, array.dtype.str, array.size) for name, array in whole.items()]
    head = json.dumps({"facts": facts, "arrays": described}).encode()
    file.write(_LENGTH.pack(len(head)) + head + _padding(_LENGTH.size + len(head)))
    for array in whole.values():
        if array.size:
            file.write(array.data)
        file.write(_padding(array.nbytes))


def read(file: IO[bytes]) -> tuple[Facts, dict[str, Array]]:
    """Return what was written; nothing depends on *file* afterwards."""
    content = file.read()
    (length,) = _LENGTH.unpack_from(content)
    place = _LENGTH.size + length
    head = json.loads(content[_LENGTH.size : place])
    place += len(_padding(place))
    arrays = {}
    for name, dtype, size in head["arrays"]:
        arrays[name] = np.ndarray(size, dtype, content, place)
        place += arrays[name].nbytes + len(_padding(arrays[name].nbytes))
    return head["facts"], arrays


def _padding(length: int) -> bytes:
    return bytes(-length % _ALIGNED)
