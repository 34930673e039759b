"""The table of another system's export, and which of its columns a component is."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from courseops.datafile import DataFileError, Record
from courseops.models import Component


@dataclass(frozen=True, kw_only=True)
class Table:
    """A file with a header of names as written; some may stand there twice."""

    header: list[str]
    rows: list[Record]

    def pairs(self) -> Iterator[tuple[str, str]]:
        """Go through the columns, each with the one to its right, empty at the end."""
        return zip(self.header, [*self.header[1:], ""], strict=True)


def column_of(component: Component, titles: Mapping[str, str]) -> str:
    """Return the column that is the component's, out of those with *titles*.

    Its slug is looked for first, then its title, its assignment's slug and title, all
    without regard to case, spaces and punctuation. The only column needs no name.

    Raises DataFileError where none or several fit.
    """
    if len(titles) == 1:
        return next(iter(titles))
    assignment = component.assignment
    names = (component.slug, component.title, assignment.slug, assignment.title)
    for name in filter(None, names):
        fitting = [key for key, text in titles.items() if _bare(text) == _bare(name)]
        if len(fitting) == 1:
            return fitting[0]
    known = ", ".join(titles.values()) or "none"
    wanted = f"{component.slug} or “{component.display_title}”"
    problem = f"line 1: no single column is called {wanted}; those with scores: {known}"
    raise DataFileError([problem])


def _bare(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.casefold())
