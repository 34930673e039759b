"""Mappings whose keys are the writer's own: letters, things to match."""

from dataclasses import dataclass
from typing import Literal

from courseops.coursefile.findings import Findings, Path, counted
from courseops.coursefile.nodes import Mapping, Node
from courseops.coursefile.shapes import MISSING, Json, Shape, Visit


@dataclass(frozen=True, kw_only=True)
class Pairs(Shape):
    """A mapping with keys of the writer's choice.

    ``order`` says how stored pairs, which have none, are put back in order: by rising
    or falling value, or as they come.
    """

    value: Shape
    what: str
    least: int = 1
    longest: int = 16
    order: Literal["rising", "falling", "kept"] = "kept"

    def read(self, node: Node, path: Path, findings: Findings) -> Json:
        if not isinstance(node, Mapping):
            findings.error(path, f"expected {self.what}, got {node}")
            return MISSING
        if len(node.entries) < self.least:
            findings.error(path, f"needs at least {counted(self.least, 'pair')}")
        value = {}
        for entry in node:
            place = (*path, entry.key)
            findings.lines[place] = entry.line
            if not 0 < len(entry.key.strip()) <= self.longest:
                findings.error(
                    place, f"the name is empty or longer than {self.longest} characters"
                )
            result = self.value.read(entry.value, place, findings)
            if result is not MISSING:
                value[entry.key] = result
        return value

    def schema(self, definitions: dict[str, Json]) -> Json:
        return {
            "type": "object",
            "minProperties": self.least,
            "propertyNames": {"minLength": 1, "maxLength": self.longest},
            "additionalProperties": self.value.schema(definitions),
        }

    def visited(self, value: Json, path: Path, visit: Visit) -> Json:
        return {
            key: self.value.visited(inner, (*path, key), visit)
            for key, inner in value.items()
        }

    def tidied(self, value: Json) -> Json:
        if self.order == "kept":
            return value
        return dict(
            sorted(
                value.items(),
                key=lambda pair: pair[1],
                reverse=self.order == "falling",
            )
        )
