"""Names in a course file: each given once, and each reference to one that exists."""

from collections.abc import Iterable, Mapping

from courseops.coursefile.document import components_of, records, section
from courseops.coursefile.findings import Findings, Path, in_words, suggestion
from courseops.coursefile.shapes import Json

REVIEWABLE = ("rubric", "files", "points")


def check(document: Json, findings: Findings) -> None:
    """Add an error for each name given twice and each that nothing has."""
    for name in (
        "tracks",
        "categories",
        "assignments",
        "schedule",
        "bulletin",
        "pages",
    ):
        unique(section(document, name), "slug", findings)
    unique(components_of(document), "slug", findings)
    for path, component in components_of(document):
        criteria = records(component.get("criteria"))
        unique(
            (((*path, "criteria", index), one) for index, one in criteria),
            "slug",
            findings,
        )
    _check_references(document, findings)


def unique(entries: Iterable[tuple[Path, Json]], key: str, findings: Findings) -> None:
    """Add an error for each entry whose *key* has the value of an earlier one."""
    first: dict[str, Path] = {}
    for path, entry in entries:
        value = entry.get(key)
        if value is None:
            continue
        if value in first:
            findings.error(
                (*path, key), f'"{value}" is also the {key} of {in_words(first[value])}'
            )
        else:
            first[value] = path


def _check_references(document: Json, findings: Findings) -> None:
    categories = _slugs(section(document, "categories"))
    assignments = _slugs(section(document, "assignments"))
    kinds = {
        component["slug"]: component.get("kind")
        for _, component in components_of(document)
        if "slug" in component
    }
    names = _Names(findings)
    for path, assignment in section(document, "assignments"):
        names.refer(assignment, "category", path, categories, "categories")
    for basis, wanted in document.get("completion", {}).items():
        for index, slug in enumerate(wanted):
            names.check(slug, ("completion", basis, index), categories, "categories")
    anything = {**categories, **assignments, **kinds}
    for path, track in section(document, "tracks"):
        for index, slug in enumerate(track.get("without", ())):
            place = (*path, "without", index)
            names.check(slug, place, anything, "categories", "assignments")
    for path, component in components_of(document):
        names.refer(component, "of", path, kinds, "components", kind=REVIEWABLE)
    for path, entry in section(document, "schedule"):
        names.refer(entry, "assignment", path, assignments, "assignments")
        names.refer(entry, "quiz", path, kinds, "components", kind=("quiz",))
    for path, entry in section(document, "bulletin"):
        names.refer(entry, "component", path, kinds, "components")
    for path, quiz in section(document, "quizzes"):
        names.refer(quiz, "component", path, kinds, "components", kind=("quiz",))
    unique(section(document, "quizzes"), "component", findings)


class _Names:
    def __init__(self, findings: Findings) -> None:
        self._findings = findings
        # Where a section could not be read, nothing can be said about its names.
        self._unreadable = {error.path for error in findings.errors}

    def refer(
        self,
        entry: Json,
        key: str,
        path: Path,
        known: Mapping[str, Json],
        *what: str,
        kind: tuple[str, ...] = (),
    ) -> None:
        if key not in entry:
            return
        slug = entry[key]
        self.check(slug, (*path, key), known, *what)
        found = known.get(slug)
        if kind and found is not None and found not in kind:
            self._findings.error(
                (*path, key), f'"{slug}" is of kind {found}, not {" or ".join(kind)}'
            )

    def check(
        self, slug: Json, path: Path, known: Mapping[str, Json], *what: str
    ) -> None:
        sections = {"assignments" if one == "components" else one for one in what}
        if not isinstance(slug, str) or slug in known or sections & self._unreadable:
            return
        nouns = {"categories": "category", "assignments": "assignment"}
        noun = " or ".join(nouns.get(one, "component") for one in what)
        self._findings.error(
            path, f'there is no {noun} "{slug}"{suggestion(slug, list(known))}'
        )


def _slugs(entries: Iterable[tuple[Path, Json]]) -> dict[str, None]:
    return {entry["slug"]: None for _, entry in entries if "slug" in entry}
