"""Reads and judges a course file, without touching the database."""

from datetime import date

from courseops.coursefile.findings import Findings
from courseops.coursefile.grammar import COURSE_FILE
from courseops.coursefile.meaning import check
from courseops.coursefile.moving import moved
from courseops.coursefile.normal import normalised
from courseops.coursefile.shapes import MISSING, Json
from courseops.coursefile.source import parse


def read(
    data: bytes | str, *, findings: Findings, starts: date | None = None
) -> Json | None:
    """Return the file's document in normal form, or None after adding the errors.

    With *starts* every date is moved so that the course starts on that day.
    """
    top = parse(data, findings=findings)
    if top is None:
        return None
    document = COURSE_FILE.read(top, (), findings)
    if document is MISSING:
        return None
    if starts is not None:
        document = moved(document, starts=starts, findings=findings)
    check(document, findings)
    return None if findings.errors else normalised(document)
