"""What a value of a course file may be: the base of scalars and containers.

A shape reads nodes into plain JSON values in their normal form (defaults left out,
dates in their shortest text), walks such values, puts stored ones back in order, and
describes itself as JSON Schema.
"""

from collections.abc import Callable
from typing import Any, Final

from courseops.coursefile.findings import Findings, Path
from courseops.coursefile.nodes import Node

Json = Any


class Missing:
    """The type of :data:`MISSING`."""

    def __repr__(self) -> str:
        return "MISSING"


# No usable value: not given, or given and refused with an error.
MISSING: Final = Missing()

Visit = Callable[["Shape", Json, Path], Json]


class Shape:
    """One kind of value. Scalars use all but :meth:`read` and :meth:`schema` as here."""

    def read(self, node: Node, path: Path, findings: Findings) -> Json:
        """Return the value in normal form, or MISSING after adding the errors."""
        raise NotImplementedError

    def schema(self, definitions: dict[str, Json]) -> Json:
        """Return this as JSON Schema; named parts are put into *definitions*."""
        raise NotImplementedError

    def visited(self, value: Json, path: Path, visit: Visit) -> Json:
        """Return *value* with each scalar replaced by what *visit* makes of it."""
        return visit(self, value, path)

    def tidied(self, value: Json) -> Json:
        """Return a stored *value* in normal form: keys in order, no defaults."""
        return value

    def filled(self, value: Json) -> Json:
        """Return *value* with every default written out."""
        return value
