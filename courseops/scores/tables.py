"""The table of another system's export, and which of its columns a component is."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from courseops.datafile import DataFileError, Record
from courseops.models import Component
from courseops.scores.entries import Entry


@dataclass(frozen=True, kw_only=True)
class Table:
    """A file with a header of names as written; some may stand there twice."""

    header: list[str]
    rows: list[Record]

    def pairs(self) -> Iterator[tuple[str, str]]:
        """Go through the columns, each with the one to its right, empty at the end."""
        return zip(self.header, [*self.header[1:], ""], strict=True)


class Format(Protocol):
    """A module that reads one system's exports."""

    NAME: str

    def knows(self, header: list[str]) -> bool:
        """Return whether *header* is one of the system's."""

    def titles(self, table: Table) -> Mapping[str, str] | None:
        """Return the columns of scores by what each is a score of.

        None for a file that is of one work only.
        """

    def entries(self, table: Table, column: str) -> list[Entry]:
        """Return the students with their score in *column*, one of the titles."""


def column_of(component: Component, titles: Mapping[str, str]) -> str:
    """Return the column that is the component's, out of those with *titles*.

    The only column needs no name. Raises DataFileError where none or several fit.
    """
    if len(titles) == 1:
        return next(iter(titles))
    found = called(component, titles)
    if found is not None:
        return found
    known = ", ".join(titles.values()) or "none"
    wanted = f"{component.slug} or “{component.display_title}”"
    problem = f"line 1: no single column is called {wanted}; those with scores: {known}"
    raise DataFileError([problem])


def called(component: Component, titles: Mapping[str, str]) -> str | None:
    """Return the single column that is called like the component.

    Its slug is looked for first, then its title, its assignment's slug and title, all
    without regard to case, spaces and punctuation.
    """
    work = component.assignment
    # The last is what the export for Canvas calls an assignment of an unclear title.
    both = f"{work.title} [{work.slug}]"
    for name in (component.slug, component.title, work.slug, work.title, both):
        fitting = [key for key, text in titles.items() if _bare(text) == _bare(name)]
        if _bare(name) and len(fitting) == 1:
            return fitting[0]
    return None


def whose(
    titles: Mapping[str, str], components: Iterable[Component]
) -> dict[str, list[Component]]:
    """Return the components that are called like each of the columns; none: empty."""
    found: dict[str, list[Component]] = {column: [] for column in titles}
    for component in components:
        column = called(component, titles)
        if column is not None:
            found[column].append(component)
    return found


def _bare(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.casefold())
