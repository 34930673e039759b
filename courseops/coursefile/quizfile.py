"""Replaces the questions of some quizzes: a course file's ``quizzes:`` on its own."""

from datetime import datetime

from django.db import transaction

from courseops.coursefile import meaning_names, meaning_quizzes
from courseops.coursefile.apply import put_quizzes
from courseops.coursefile.containers import Field, Struct
from courseops.coursefile.differences import differences
from courseops.coursefile.findings import Findings
from courseops.coursefile.grammar_quizzes import QUIZZES
from courseops.coursefile.load import Report, record_change, refused
from courseops.coursefile.nodes import Mapping, Node, Sequence
from courseops.coursefile.normal import normalised
from courseops.coursefile.rebuild import document_of
from courseops.coursefile.shapes import MISSING, Json
from courseops.coursefile.source import tree
from courseops.models import Component, Course, User

QUIZ_FILE = Struct(fields={"quizzes": Field(shape=QUIZZES, required=True)})


def import_quizzes(
    *,
    course: Course,
    data: bytes | str,
    file_name: str,
    actor: User | None,
    at: datetime,
) -> Report:
    """Replace the questions of each quiz in the file; other quizzes keep theirs.

    The file is a list of quizzes, or a mapping with the one key ``quizzes``. A bad
    file changes nothing and all its errors are returned.
    """
    findings = Findings(name=file_name)
    with transaction.atomic():
        course = Course.objects.select_for_update().get(pk=course.pk)
        before = document_of(course)
        quizzes = _read(data, before, findings)
        if quizzes is None:
            return refused(findings)
        components = Component.objects.filter(course=course, archived=False)
        put_quizzes(quizzes, {row.slug: row for row in components})
        after = document_of(course)
        changes = differences(before, after)
        if changes:
            record_change(
                course, before, after, verb="quizzes.import", actor=actor, at=at
            )
    return Report(
        slug=course.slug,
        errors=(),
        warnings=findings.in_order()[1],
        changes=changes,
    )


def _read(data: bytes | str, stored: Json, findings: Findings) -> list[Json] | None:
    """Return the file's quizzes in normal form, or None after adding the errors."""
    top = tree(data, findings=findings)
    quizzes = MISSING if top is None else _shaped(top, findings)
    if quizzes is MISSING:
        return None
    document = stored | {"quizzes": quizzes}
    meaning_names.check(document, findings)
    meaning_quizzes.check(document, findings)
    if findings.errors:
        return None
    found: list[Json] = normalised(document)["quizzes"]
    return found


def _shaped(top: Node, findings: Findings) -> Json:
    if isinstance(top, Sequence):
        return QUIZZES.read(top, ("quizzes",), findings)
    if isinstance(top, Mapping):
        return QUIZ_FILE.read(top, (), findings).get("quizzes", MISSING)
    findings.error(
        (), f"expected a list of quizzes, or “quizzes:” with one, got {top}", line=1
    )
    return MISSING
