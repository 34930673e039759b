"""What a metric file may import: it is loaded before the doors close."""

import importlib

# NumPy loads some of its parts only when they are asked for; by then it is too late.
_ALWAYS = (
    "abc",
    "bisect",
    "cmath",
    "collections",
    "collections.abc",
    "contextlib",
    "copy",
    "dataclasses",
    "datetime",
    "decimal",
    "difflib",
    "enum",
    "fractions",
    "functools",
    "heapq",
    "itertools",
    "json",
    "math",
    "numbers",
    "numpy",
    "numpy.fft",
    "numpy.linalg",
    "numpy.ma",
    "numpy.polynomial",
    "numpy.random",
    "numpy.typing",
    "operator",
    "random",
    "re",
    "statistics",
    "string",
    "textwrap",
    "traceback",
    "typing",
    "unicodedata",
    "warnings",
)
# These take a while, or may be missing: only for a file that names them.
_ON_MENTION = {
    "pandas": ("pandas", "pandas.io.formats.string"),
    "rapidfuzz": ("rapidfuzz", "rapidfuzz.distance", "rapidfuzz.process"),
}


def preload(source: str) -> None:
    """Import what *source* may import, without reading it as Python."""
    for name in _ALWAYS:
        importlib.import_module(name)
    for word, names in _ON_MENTION.items():
        if word in source:
            for name in names:
                importlib.import_module(name)
