"""Reads QTI 1.2: a package in a zip, or one XML file."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import PurePosixPath
from xml.etree.ElementTree import Element

from courseops.datafile import DataFileError
from quizzes.interchange.archive import Archive
from quizzes.interchange.conversion import Conversion, Converted, Note, Notes
from quizzes.interchange.pictures import Pictures
from quizzes.interchange.qti.assessment import Origin, quiz, title_of
from quizzes.interchange.xmlfile import parsed

PACKAGE = "QTI package"
FILE = "QTI file"
MAX_QUESTIONS = 5_000
_ENDINGS = (".xml", ".qti")
NO_QUIZ = "There is no quiz of QTI 1.2 in it: no file with “questestinterop”."
_NEWER = "It is a package of QTI 2 or 3; export as QTI 1.2 (Canvas: classic quizzes)."


@dataclass(kw_only=True)
class _Found:
    """The files of a package, by the identifier of what they are about."""

    assessments: dict[str, Element] = field(default_factory=dict)
    banks: dict[str, Element] = field(default_factory=dict)
    metas: dict[str, Element] = field(default_factory=dict)
    items: list[Element] = field(default_factory=list)
    questions: int = 0
    is_newer: bool = False


def read_package(data: bytes, *, known: Mapping[str, str]) -> Conversion:
    """Return the quizzes of a zip; *known* are the course's pictures by name.

    Raises DataFileError for a zip that cannot be read, with all that is wrong in it.
    """
    archive = Archive(data)
    names = [name for name in archive.names if name.lower().endswith(_ENDINGS)]
    # What Canvas writes for itself tells more than what it writes for everybody.
    names.sort(key=lambda name: "non_cc_assessments" in name)
    found, problems = _Found(), []
    for name in names:
        try:
            _sort_in(parsed(archive.read(name), name=name), found, name)
        except DataFileError as error:
            problems += error.problems
    if problems:
        raise DataFileError(problems)
    return _conversion(found, Pictures(archive, known), PACKAGE)


def read_file(data: bytes, *, file_name: str, known: Mapping[str, str]) -> Conversion:
    """Return the quiz of one XML file; raises DataFileError."""
    found = _Found()
    _sort_in(parsed(data, name=file_name), found, file_name)
    return _conversion(found, Pictures(None, known), FILE)


def _sort_in(root: Element, found: _Found, name: str) -> None:
    stem = PurePosixPath(name).stem.removesuffix(".xml")
    if root.tag == "quiz":
        found.metas[root.get("identifier", "")] = root
    elif root.tag.lower().startswith(("assessmentitem", "assessmenttest", "qti-")):
        found.is_newer = True
    elif root.tag == "questestinterop":
        found.questions += sum(1 for _ in root.iter("item"))
        for element in root:
            ident = element.get("ident") or stem
            if element.tag == "assessment":
                found.assessments[ident] = element
            elif element.tag == "objectbank":
                found.banks[ident] = element
            elif element.tag in ("item", "section"):
                found.items.append(element)


def _conversion(found: _Found, pictures: Pictures, format: str) -> Conversion:  # noqa: A002 as its field
    if found.questions > MAX_QUESTIONS:
        raise DataFileError([f"It has more than {MAX_QUESTIONS:,} questions."])
    sources = dict(found.assessments) or dict(found.banks)
    if not sources and found.items:
        loose = Element("assessment")
        loose.extend(found.items)
        sources = {"": loose}
    if not sources:
        raise DataFileError([_NEWER if found.is_newer else NO_QUIZ])
    quizzes = list(_quizzes(sources, found, pictures))
    notes = [Note(text=text) for text in _unasked(found)] if found.assessments else []
    return Conversion(
        format=format, quizzes=quizzes, pictures=pictures.found, notes=notes
    )


def _quizzes(
    sources: Mapping[str, Element], found: _Found, pictures: Pictures
) -> Iterator[Converted]:
    for ident, element in sources.items():
        meta = found.metas.get(ident)
        title = title_of(element, meta) or ident
        noticed = Notes(quiz=title)
        origin = Origin(
            title=title,
            meta=meta,
            banks=found.banks,
            picture=partial(pictures.name, quiz=title, notes=noticed),
        )
        made = quiz(element, origin)
        yield replace(made, notes=[*made.notes, *noticed.found])


def _unasked(found: _Found) -> Iterator[str]:
    """Tell of the banks that no quiz of the package draws from."""
    drawn = {
        (one.text or "").strip()
        for element in found.assessments.values()
        for one in element.iter("sourcebank_ref")
    }
    for ident, bank in found.banks.items():
        if ident not in drawn:
            name = title_of(bank, None) or ident
            yield f"the question bank “{name}” is left out: no quiz draws from it"
