"""Ways through the document of a course file, also one that is only partly right."""

from collections.abc import Iterator
from typing import Any

from courseops.coursefile.findings import Path
from courseops.coursefile.shapes import Json


def records(value: Json) -> Iterator[tuple[int, Json]]:
    """Go through a list's mappings, each with its index; skip what was refused."""
    for index, one in enumerate(value or ()):
        if isinstance(one, dict):
            yield index, one


def section(document: Json, name: str) -> Iterator[tuple[Path, Json]]:
    """Go through a section's entries, each with its path."""
    for index, entry in records(document.get(name)):
        yield (name, index), entry


def components_of(document: Json) -> Iterator[tuple[tuple[Any, ...], Json]]:
    """Go through all components, in order, each with its path.

    The path is ``("assignments", i, "components", j)``.
    """
    for index, assignment in records(document.get("assignments")):
        for inner, component in records(assignment.get("components")):
            yield ("assignments", index, "components", inner), component
