"""Writes quizzes as a QTI 1.2 package that Canvas imports."""

import hashlib
import io
import zipfile
from collections.abc import Mapping, Sequence
from xml.etree.ElementTree import Element

from quizzes.interchange.conversion import Note, Notes
from quizzes.interchange.documents import pictures_shown
from quizzes.interchange.exporting import Exported, Written
from quizzes.interchange.qti.assessment_writing import assessment, settings
from quizzes.interchange.qti.markup import document, node

NOTES_FILE = "NOTES.txt"
FOLDER = "web_resources"
_PACKAGE = "http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1"
_QUIZ = "imsqti_xmlv1p2"
_META = "associatedcontent/imscc_xmlv1p1/learning-application-resource"
_ADDED = "What this package does not say as the course does:"


def package(
    quizzes: Sequence[Exported], *, course: str, pictures: Mapping[str, bytes]
) -> Written:
    """Return a zip with *quizzes* and those of the *pictures* that they show.

    The same quizzes give the same bytes. Notes are in the zip, too, as NOTES_FILE.
    """
    files: dict[str, bytes] = {}
    resources: list[Element] = []
    notes: list[Note] = []
    for quiz in quizzes:
        told = Notes(quiz=quiz.slug)
        resources += _quiz(quiz, course, files, told)
        resources += _pictures(quiz, course, pictures, files, told)
        notes += told.found
    manifest = node(
        "manifest",
        node(
            "metadata",
            node("schema", "IMS Content"),
            node("schemaversion", "1.1.3"),
        ),
        node("organizations"),
        node("resources", *resources),
        identifier=_ident(course),
        xmlns=_PACKAGE,
    )
    if notes:
        lines = [_ADDED, "", *(str(note) for note in notes), ""]
        files[NOTES_FILE] = "\n".join(lines).encode()
    return Written(
        content=_zipped({"imsmanifest.xml": document(manifest), **files}), notes=notes
    )


def ident_of(course: str, quiz: str) -> str:
    """Return what the quiz of a course is known by in a package."""
    return _ident(course, quiz)


def _quiz(
    quiz: Exported, course: str, files: dict[str, bytes], notes: Notes
) -> list[Element]:
    ident, beside = ident_of(course, quiz.slug), _ident(course, quiz.slug, "meta")
    questions, meta = f"{ident}/{ident}.xml", f"{ident}/assessment_meta.xml"
    files[questions] = document(assessment(quiz, ident=ident, notes=notes))
    files[meta] = document(settings(quiz, ident=ident, notes=notes))
    return [
        node(
            "resource",
            node("file", href=questions),
            node("dependency", identifierref=beside),
            identifier=ident,
            type_=_QUIZ,
        ),
        node(
            "resource",
            node("file", href=meta),
            identifier=beside,
            type_=_META,
            href=meta,
        ),
    ]


def _pictures(
    quiz: Exported,
    course: str,
    pictures: Mapping[str, bytes],
    files: dict[str, bytes],
    notes: Notes,
) -> list[Element]:
    """Add the pictures of a quiz to the files; return their resources."""
    found = []
    for name in pictures_shown(quiz.document):
        path = f"{FOLDER}/{name}"
        if name not in pictures:
            notes.add(f"the picture {name} is missing in the course")
        elif path not in files:
            files[path] = pictures[name]
            found.append(
                node(
                    "resource",
                    node("file", href=path),
                    identifier=_ident(course, "picture", name),
                    type_="webcontent",
                    href=path,
                )
            )
    return found


def _ident(*parts: str) -> str:
    """Return an identifier as Canvas makes them; the same for the same parts."""
    return "g" + hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]


def _zipped(files: Mapping[str, bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return data.getvalue()
