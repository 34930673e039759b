"""The containers of a course file: records with known keys, and lists."""

from collections.abc import Mapping as MappingType
from dataclasses import dataclass

from courseops.coursefile.findings import Findings, Path, counted, listed, suggestion
from courseops.coursefile.nodes import Mapping, Node, Scalar, Sequence, is_null
from courseops.coursefile.shapes import MISSING, Json, Shape, Visit


@dataclass(frozen=True, kw_only=True)
class Field:
    """A key of a record.

    ``default`` is what its absence means where that is one value. Where the field
    ``keeps_null``, a written null is a value of its own, else the same as no key; where
    it ``keeps_empty``, so is a record or list that says nothing but that it is there.
    """

    shape: Shape
    required: bool = False
    default: Json = MISSING
    keeps_null: bool = False
    keeps_empty: bool = False
    note: str = ""


Fields = MappingType[str, Field]


class Record(Shape):
    """A mapping whose keys are known: the base of :class:`Struct` and :class:`Kinds`."""

    def fields_of(self, value: Json) -> Fields:
        """Return the keys that *value*, as far as it is read, may have."""
        raise NotImplementedError

    def read(self, node: Node, path: Path, findings: Findings) -> Json:
        if not isinstance(node, Mapping):
            findings.error(path, f"expected a mapping with keys, got {node}")
            return MISSING
        fields = self._fields_at(node)
        for entry in node:
            findings.lines[(*path, entry.key)] = entry.line
        value = {}
        for key, known in fields.items():
            inner = node.get(key)
            if inner is not None:
                result = _read_field(known, inner, (*path, key), findings)
                if result is not MISSING:
                    value[key] = result
            elif known.required:
                findings.error((*path, key), self._is_required(node))
        for entry in node:
            if entry.key not in fields and (reason := self._unknown(entry.key, node)):
                findings.error((*path, entry.key), reason)
        return value

    def _fields_at(self, node: Mapping) -> Fields:
        """Return the keys that *node* may have."""
        raise NotImplementedError

    def _is_required(self, node: Mapping) -> str:
        return "is required"

    def _unknown(self, key: str, node: Mapping) -> str:
        """Say why *key* has no place in *node*; nothing where that cannot be told."""
        return f"unknown key{suggestion(key, list(self._fields_at(node)))}"

    def visited(self, value: Json, path: Path, visit: Visit) -> Json:
        fields = self.fields_of(value)
        return {
            key: fields[key].shape.visited(inner, (*path, key), visit)
            # A key may be another alternative's, where what tells them apart is wrong.
            if key in fields and inner is not None
            else inner
            for key, inner in value.items()
        }

    def tidied(self, value: Json) -> Json:
        tidy: dict[str, Json] = {}
        for key, known in self.fields_of(value).items():
            inner = value.get(key, MISSING)
            if inner is MISSING:
                continue
            if inner is None:
                if known.keeps_null:
                    tidy[key] = None
                continue
            inner = known.shape.tidied(inner)
            if not _is_nothing(inner, known):
                tidy[key] = inner
        return tidy

    def filled(self, value: Json) -> Json:
        full = {}
        for key, known in self.fields_of(value).items():
            inner = value.get(key, known.default)
            if inner is not MISSING:
                full[key] = None if inner is None else known.shape.filled(inner)
        return full


def _read_field(known: Field, node: Node, path: Path, findings: Findings) -> Json:
    """Return a key's value in normal form; MISSING where it says nothing."""
    if is_null(node):
        if known.keeps_null:
            return None
        if known.required:
            findings.error(path, "is required, got nothing")
        return MISSING
    if not known.required and isinstance(node, Scalar) and not node.text.strip():
        return MISSING
    value = known.shape.read(node, path, findings)
    return MISSING if value is MISSING or _is_nothing(value, known) else value


def _is_nothing(value: Json, known: Field) -> bool:
    """Tell whether leaving the key out says the same as *value*."""
    may_lack = not known.required and not known.keeps_empty
    if may_lack and value in ({}, []) and known.default is MISSING:
        return True
    return _same(value, known.default)


def _same(value: Json, other: Json) -> bool:
    """Compare JSON values; True is not 1 here."""
    return type(value) is type(other) and bool(value == other)


@dataclass(frozen=True, kw_only=True)
class Struct(Record):
    """A record with one set of keys; the JSON Schema lists it by ``name``."""

    fields: Fields
    name: str = ""

    def fields_of(self, value: Json) -> Fields:
        return self.fields

    def _fields_at(self, node: Mapping) -> Fields:
        return self.fields

    def schema(self, definitions: dict[str, Json]) -> Json:
        made = record_schema(self.fields, definitions)
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
        return self.kinds.get(value.get(self.tag)) or self._shared()

    def _fields_at(self, node: Mapping) -> Fields:
        kind = self._kind_of(node)
        return self._shared() if kind is None else self.kinds[kind]

    def _shared(self) -> Fields:
        """Return the keys of all kinds: all that is known while the kind is not."""
        first, *others = self.kinds.values()
        return {
            key: known
            for key, known in first.items()
            if all(key in fields for fields in others)
        }

    def _kind_of(self, node: Mapping) -> str | None:
        given = node.get(self.tag)
        if isinstance(given, Scalar) and given.text in self.kinds:
            return given.text
        return None

    def _is_required(self, node: Mapping) -> str:
        kind = self._kind_of(node)
        return f"is required for {self.tag} {kind}" if kind else "is required"

    def _unknown(self, key: str, node: Mapping) -> str:
        owners = [kind for kind, keys in self.kinds.items() if key in keys]
        kind = self._kind_of(node)
        if not owners:
            return super()._unknown(key, node)
        # With another kind the key may be right: of two errors one is enough.
        return (
            f"is a key of {self.tag} {listed(owners)}, and this is {kind}"
            if kind
            else ""
        )

    def schema(self, definitions: dict[str, Json]) -> Json:
        branches = []
        for kind, fields in self.kinds.items():
            name = f"{self.name}_{kind}"
            definitions[name] = record_schema(fields, definitions)
            branches.append(
                {
                    "if": {
                        "properties": {self.tag: {"const": kind}},
                        "required": [self.tag],
                    },
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
