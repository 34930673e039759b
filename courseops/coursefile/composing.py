"""Builds nodes from the events of PyYAML's parser, within bounds."""

from dataclasses import dataclass

import yaml
from yaml import events as ev

from courseops.coursefile.findings import Findings, Path
from courseops.coursefile.nodes import Entry, Mapping, Node, Scalar, Sequence

MAX_DEPTH = 50
MAX_NODES = 200_000
CORE = "tag:yaml.org,2002:"
SCALAR_TAGS = {"!"} | {
    CORE + name for name in ("str", "int", "float", "bool", "null", "timestamp")
}
COLLECTION_TAGS = {"!", CORE + "map", CORE + "seq"}
MERGE = "<<"


class NotYamlError(Exception):
    """The text cannot be made into a tree at all."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line


@dataclass(frozen=True)
class _Anchored:
    node: Node
    size: int


class Composer:
    """Composes one document; every node of it is counted, aliases with all they hold."""

    def __init__(self, findings: Findings) -> None:
        self._findings = findings
        self._anchors: dict[str, _Anchored | None] = {}
        self._count = 0

    def compose(self, text: str) -> Node | None:
        """Return the root, or None for a text without a document.

        Raises NotYamlError, or yaml.MarkedYAMLError where the text is no YAML.
        """
        self._events = iter(yaml.parse(text, Loader=yaml.SafeLoader))
        next(self._events)
        event = next(self._events)
        if isinstance(event, ev.StreamEndEvent):
            return None
        root = self._node(next(self._events), ())
        next(self._events)
        extra = next(self._events)
        if not isinstance(extra, ev.StreamEndEvent):
            raise NotYamlError(
                "a second document starts here; a course file is one", _line(extra)
            )
        return root

    def _node(self, event: ev.Event, path: Path) -> Node:
        line = _line(event)
        if len(path) > MAX_DEPTH:
            raise NotYamlError(f"nested more than {MAX_DEPTH} levels deep", line)
        self._add(1, line)
        if isinstance(event, ev.AliasEvent):
            return self._alias(event, line)
        anchor = getattr(event, "anchor", None)
        if anchor:
            self._anchors[anchor] = None
        before = self._count
        node: Node
        if isinstance(event, ev.ScalarEvent):
            node = self._scalar(event, line, path)
        elif isinstance(event, ev.SequenceStartEvent):
            node = self._sequence(event, line, path)
        else:
            node = self._mapping(event, line, path)
        if anchor:
            self._anchors[anchor] = _Anchored(node, self._count - before + 1)
        return node

    def _add(self, count: int, line: int) -> None:
        self._count += count
        if self._count > MAX_NODES:
            raise NotYamlError(
                f"with its aliases written out the file has more than {MAX_NODES:,}"
                " values",
                line,
            )

    def _alias(self, event: ev.AliasEvent, line: int) -> Node:
        name = event.anchor
        if name not in self._anchors:
            raise NotYamlError(f"alias *{name} has no anchor &{name} above it", line)
        anchored = self._anchors[name]
        if anchored is None:
            raise NotYamlError(f"alias *{name} contains itself", line)
        self._add(anchored.size, line)
        return anchored.node

    def _scalar(self, event: ev.ScalarEvent, line: int, path: Path) -> Scalar:
        tag = event.tag
        if tag is not None and tag not in SCALAR_TAGS:
            self._unknown_tag(tag, line, path)
        is_text = tag in ("!", CORE + "str")
        plain = event.style is None and not is_text
        return Scalar(text=event.value, plain=plain, line=line)

    def _sequence(
        self, event: ev.SequenceStartEvent, line: int, path: Path
    ) -> Sequence:
        self._check_collection_tag(event.tag, line, path)
        items: list[Node] = []
        while not isinstance(inner := next(self._events), ev.SequenceEndEvent):
            items.append(self._node(inner, (*path, len(items))))
        return Sequence(items=items, line=line)

    def _mapping(self, event: ev.Event, line: int, path: Path) -> Mapping:
        self._check_collection_tag(getattr(event, "tag", None), line, path)
        own: dict[str, Entry] = {}
        merged: dict[str, Entry] = {}
        while not isinstance(inner := next(self._events), ev.MappingEndEvent):
            key = self._node(inner, (*path, ""))
            word = key.text if isinstance(key, Scalar) else ""
            value = self._node(next(self._events), (*path, word))
            if isinstance(key, Scalar) and key.plain and word == MERGE:
                self._merge(merged, value, path)
            else:
                self._put(own, key, value, path)
        return Mapping(entries=merged | own, line=line)

    def _put(
        self, entries: dict[str, Entry], key: Node, value: Node, path: Path
    ) -> None:
        if not isinstance(key, Scalar):
            self._findings.error(
                path, f"{key} stands as a key; a key is a word", line=key.line
            )
        elif key.is_null:
            self._findings.error(path, "a key is missing before “:”", line=key.line)
        elif key.text in entries:
            first = entries[key.text].line
            self._findings.error(
                (*path, key.text),
                f"duplicate key, first on line {first}",
                line=key.line,
            )
        else:
            entries[key.text] = Entry(key=key.text, line=key.line, value=value)

    def _merge(self, merged: dict[str, Entry], value: Node, path: Path) -> None:
        sources = value.items if isinstance(value, Sequence) else [value]
        for source in sources:
            if not isinstance(source, Mapping):
                self._findings.error(
                    path, f"{MERGE} takes a mapping, got {source}", line=source.line
                )
                continue
            for entry in source:
                merged.setdefault(entry.key, entry)

    def _check_collection_tag(self, tag: str | None, line: int, path: Path) -> None:
        if tag is not None and tag not in COLLECTION_TAGS:
            self._unknown_tag(tag, line, path)

    def _unknown_tag(self, tag: str, line: int, path: Path) -> None:
        shown = tag.replace(CORE, "!!", 1)
        self._findings.error(path, f"the tag {shown} is not allowed", line=line)


def _line(event: ev.Event) -> int:
    mark = event.start_mark
    return 0 if mark is None else mark.line + 1
