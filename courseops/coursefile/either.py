"""Values that may be written in one of two ways."""

from dataclasses import dataclass

from courseops.coursefile.findings import Findings, Path
from courseops.coursefile.nodes import Mapping, Node
from courseops.coursefile.shapes import Json, Shape, Visit


@dataclass(frozen=True, kw_only=True)
class Either(Shape):
    """A scalar or a mapping; or one of two mappings, told apart by a key.

    ``mapping`` reads mappings. Where ``mark`` is set, ``other`` reads those mappings
    that have this key; else it reads everything that is no mapping.
    """

    mapping: Shape
    other: Shape
    mark: str = ""

    def read(self, node: Node, path: Path, findings: Findings) -> Json:
        if isinstance(node, Mapping):
            marked = bool(self.mark) and self.mark in node.entries
        else:
            marked = not self.mark
        return (self.other if marked else self.mapping).read(node, path, findings)

    def schema(self, definitions: dict[str, Json]) -> Json:
        one = self.mapping.schema(definitions)
        two = self.other.schema(definitions)
        if not self.mark:
            return {"anyOf": [two, one]}
        return {"if": {"required": [self.mark]}, "then": two, "else": one}

    def _of(self, value: Json) -> Shape:
        marked = (
            self.mark in value
            if self.mark and isinstance(value, dict)
            else not isinstance(value, dict)
        )
        return self.other if marked else self.mapping

    def visited(self, value: Json, path: Path, visit: Visit) -> Json:
        return self._of(value).visited(value, path, visit)

    def tidied(self, value: Json) -> Json:
        return self._of(value).tidied(value)

    def filled(self, value: Json) -> Json:
        return self._of(value).filled(value)
