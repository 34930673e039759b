"""Writes a course back as its course file."""

import hashlib

from courseops.coursefile.rebuild import document_of
from courseops.coursefile.shapes import Json
from courseops.coursefile.writing import written
from courseops.models import Course


def dump_course(course: Course) -> str:
    """Return the course as YAML: defaults and what is archived left out.

    Loading it changes nothing, and the course loaded from it is dumped the same.
    """
    return written(document_of(course))


def version_of(document: Json) -> str:
    """Return the first 12 hex digits of the SHA-256 of the dump (course-file.md)."""
    return hashlib.sha256(written(document).encode()).hexdigest()[:12]
