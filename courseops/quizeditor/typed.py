"""What people type into forms, as a course file has it.

A file tells ``3`` from ``"3"``. So does what is typed: a number is the bare word that
stands in the file, and judged as such, with the same message.
"""

from courseops.coursefile.nodes import Entry, Mapping, Node, Scalar, Sequence
from courseops.coursefile.shapes import Json

# There is no file, and so no line; messages stand beside the field.
LINE = 0


class Typed(str):
    """A bare word, such as a number or ``true``, as typed; not a text in quotes."""

    __slots__ = ()


def node_of(value: Json) -> Node:
    """Return *value*, JSON with :class:`Typed` words in it, as reading a file would."""
    if isinstance(value, dict):
        entries = {
            key: Entry(key=key, line=LINE, value=node_of(inner))
            for key, inner in value.items()
        }
        return Mapping(entries=entries, line=LINE)
    if isinstance(value, list):
        return Sequence(items=[node_of(inner) for inner in value], line=LINE)
    if isinstance(value, str):
        is_bare = isinstance(value, Typed)
        return Scalar(
            text=value.strip() if is_bare else value, plain=is_bare, line=LINE
        )
    return Scalar(text=_bare(value), plain=True, line=LINE)


def _bare(value: Json) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else repr(value)
