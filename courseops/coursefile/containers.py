"""The containers of a course file: records with known keys, and lists."""

from collections.abc import Mapping as MappingType
from dataclasses import dataclass

from courseops.coursefile.findings import Findings, Path, counted, listed, suggestion
from courseops.coursefile.nodes import Mapping, Node, Scalar, Sequence, is_null
from courseops.coursefile.shapes import MISSING, Json, Shape, Visit


@dataclass(frozen=True, kw_only=True)
class Field:
    """A key of a record.

    ``default`` is what its absence means where that is one value. With ``null_means``
    set, a written null is a value of its own; elsewhere it is the same as no key.
    """

    shape: Shape
    required: bool = False
    default: Json = MISSING
    null_means: str = ""
    note: str = ""


Fields = MappingType[str, Field]


class Record(Shape):
    """A mapping whose keys are known: the base of :class:`Struct` and :class:`Kinds`."""

    noun = "mapping"

    def fields_of(self, value: Json) -> Fields:
        """Return the keys that *value*, as far as it is read, may have."""
        raise NotImplementedError

    def read(self, node: Node, path: Path, findings: Findings) -> Json:
        if not isinstance(node, Mapping):
            findings.error(path, f"expected {self._example()}, got {node}")
            return MISSING
        return self._read_fields(node, path, findings, self.fields_of({}))

    def _read_fields(
        self, node: Mapping, path: Path, findings: Findings, fields: Fields
    ) -> Json:
        value = {}
        for key, known in fields.items():
            inner = node.get(key)
            if inner is None:
                if known.required:
                    findings.error((*path, key), self._is_required(node))
                continue
            result = read_field(known, inner, (*path, key), findings)
            if result is not MISSING:
                value[key] = result
        for entry in node:
            findings.lines[(*path, entry.key)] = entry.line
            if entry.key not in fields:
                findings.error(
                    (*path, entry.key),
                    self._unknown(entry.key, node, fields),
                    line=entry.line,
                )
        return value

    def _is_required(self, node: Mapping) -> str:
        return "is required"

    def _unknown(self, key: str, node: Mapping, fields: Fields) -> str:
        return f"unknown key{suggestion(key, list(fields))}"

    def _example(self) -> str:
        return "a mapping with keys"

    def visited(self, value: Json, path: Path, visit: Visit) -> Json:
        fields = self.fields_of(value)
        return {
            key: None
            if inner is None
            else fields[key].shape.visited(inner, (*path, key), visit)
            for key, inner in value.items()
        }

    def tidied(self, value: Json) -> Json:
        tidy: dict[str, Json] = {}
        for key, known in self.fields_of(value).items():
            inner = value.get(key, MISSING)
            if inner is MISSING:
                continue
            if inner is None:
                if known.null_means:
                    tidy[key] = None
                continue
            inner = known.shape.tidied(inner)
            if not is_nothing(inner, known):
                tidy[key] = inner
        return tidy

    def filled(self, value: Json) -> Json:
        full = {}
        for key, known in self.fields_of(value).items():
            inner = value.get(key, known.default)
            if inner is not MISSING:
                full[key] = None if inner is None else known.shape.filled(inner)
        return full


def read_field(known: Field, node: Node, path: Path, findings: Findings) -> Json:
    """Return a key's value in normal form; MISSING where it says nothing."""
    findings.lines.setdefault(path, node.line)
    if is_null(node):
        if known.null_means:
            return None
        if known.required:
            findings.error(path, "is required, got nothing")
        return MISSING
    if not known.required and isinstance(node, Scalar) and not node.text.strip():
        return MISSING
    value = known.shape.read(node, path, findings)
    return MISSING if value is MISSING or is_nothing(value, known) else value


def is_nothing(value: Json, known: Field) -> bool:
    """Tell whether leaving the key out says the same as *value*."""
    if not known.required and value in ({}, []) and known.default is MISSING:
        return True
    return same(value, known.default)


def same(value: Json, other: Json) -> bool:
    """Compare JSON values; True is not 1 here."""
    return type(value) is type(other) and bool(value == other)


@dataclass(frozen=True, kw_only=True)
class Struct(Record):
    """A record with one set of keys; the JSON Schema lists it by ``name``."""

    fields: Fields
    name: str = ""
    note: str = ""

    def fields_of(self, value: Json) -> Fields:
        return self.fields

    def schema(self, definitions: dict[str, Json]) -> Json:
        made = record_schema(self.fields, definitions)
        if self.note:
            made["description"] = self.note
        if not self.name:
            return made
        definitions[self.name] = made
        return {"$ref": f"#/$defs/{self.name}"}


@dataclass(frozen=True, kw_only=True)
class Kinds(Record):
    """A record whose key ``tag`` decides which other keys it has.

    ``kinds`` maps each word of the tag to all keys of that kind, in their order.
    """

    tag: str
    kinds: MappingType[str, Fields]
    name: str

    def fields_of(self, value: Json) -> Fields:
        return self.kinds.get(value.get(self.tag)) or self._any()

    def read(self, node: Node, path: Path, findings: Findings) -> Json:
        if not isinstance(node, Mapping):
            findings.error(path, f"expected a mapping with keys, got {node}")
            return MISSING
        kind = self._kind_of(node)
        if kind is None:
            value = self._read_fields(node, path, findings, self._any())
            value.pop(self.tag, None)
            return value
        return self._read_fields(node, path, findings, self.kinds[kind])

    def _kind_of(self, node: Mapping) -> str | None:
        given = node.get(self.tag)
        if isinstance(given, Scalar) and given.text in self.kinds:
            return given.text
        return None

    def _any(self) -> Fields:
        """Return the keys of all kinds, for a record whose kind is not known.

        What only some kinds require is not missed; what only some have is not read.
        """
        every = list(self.kinds.values())
        return {
            key: known
            for fields in every
            for key, known in fields.items()
            if all(key in other for other in every)
        }

    def _is_required(self, node: Mapping) -> str:
        kind = self._kind_of(node)
        return f"is required for {self.tag} {kind}" if kind else "is required"

    def _unknown(self, key: str, node: Mapping, fields: Fields) -> str:
        owners = [kind for kind, keys in self.kinds.items() if key in keys]
        kind = self._kind_of(node)
        if owners and kind:
            return f"is a key of {self.tag} {listed(owners)}, and this is {kind}"
        return super()._unknown(key, node, fields)

    def _read_fields(
        self, node: Mapping, path: Path, findings: Findings, fields: Fields
    ) -> Json:
        known = fields
        if self._kind_of(node) is None:
            # Other kinds' keys may be right once the kind is: say nothing of them.
            own = {key for keys in self.kinds.values() for key in keys}
            node = Mapping(
                entries={
                    key: entry
                    for key, entry in node.entries.items()
                    if key in known or key not in own
                },
                line=node.line,
            )
        return super()._read_fields(node, path, findings, known)

    def schema(self, definitions: dict[str, Json]) -> Json:
        branches = []
        for kind, fields in self.kinds.items():
            name = f"{self.name}_{kind}"
            definitions[name] = record_schema(fields, definitions)
            branches.append(
                {
                    "if": {"properties": {self.tag: {"const": kind}}},
                    "then": {"$ref": f"#/$defs/{name}"},
                }
            )
        definitions[self.name] = {
            "type": "object",
            "required": [self.tag],
            "properties": {self.tag: {"enum": list(self.kinds)}},
            "allOf": branches,
        }
        return {"$ref": f"#/$defs/{self.name}"}


@dataclass(frozen=True, kw_only=True)
class ListOf(Shape):
    """A list of one shape."""

    item: Shape
    least: int = 0
    what: str = "a list"

    def read(self, node: Node, path: Path, findings: Findings) -> Json:
        if not isinstance(node, Sequence):
            findings.error(path, f"expected {self.what}, got {node}")
            return MISSING
        if len(node.items) < self.least:
            findings.error(path, f"needs at least {counted(self.least, 'entry')}")
        items = []
        for index, inner in enumerate(node.items):
            place = (*path, index)
            findings.lines.setdefault(place, inner.line)
            items.append(self.item.read(inner, place, findings))
        return items

    def schema(self, definitions: dict[str, Json]) -> Json:
        least = {"minItems": self.least} if self.least else {}
        return {"type": "array", "items": self.item.schema(definitions)} | least

    def visited(self, value: Json, path: Path, visit: Visit) -> Json:
        return [
            self.item.visited(inner, (*path, index), visit)
            for index, inner in enumerate(value)
            if inner is not MISSING
        ]

    def tidied(self, value: Json) -> Json:
        return [self.item.tidied(inner) for inner in value]

    def filled(self, value: Json) -> Json:
        return [self.item.filled(inner) for inner in value]


def record_schema(fields: Fields, definitions: dict[str, Json]) -> dict[str, Json]:
    """Return the JSON Schema of a mapping with these keys."""
    properties: dict[str, Json] = {}
    for key, known in fields.items():
        made = known.shape.schema(definitions)
        if not known.required:
            made = _or_null(made)
        if known.note:
            made = made | {"description": known.note}
        if known.default is not MISSING:
            made = made | {"default": known.default}
        properties[key] = made
    schema: dict[str, Json] = {"type": "object"}
    required = [key for key, known in fields.items() if known.required]
    if required:
        schema["required"] = required
    return schema | {"properties": properties, "additionalProperties": False}


def _or_null(schema: dict[str, Json]) -> dict[str, Json]:
    if "enum" in schema:
        return schema | {"enum": [*schema["enum"], None]}
    if "type" in schema:
        types = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
        return schema | {"type": [*types, "null"]}
    return {"anyOf": [schema, {"type": "null"}]}
