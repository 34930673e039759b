"""Replaces the questions of some quizzes: a course file's ``quizzes:`` on its own."""

from datetime import datetime

from django.db import transaction

from courseops.coursefile import meaning_names, meaning_quizzes
from courseops.coursefile.answered import check_answered
from courseops.coursefile.apply import put_quizzes
from courseops.coursefile.containers import Field, Struct
from courseops.coursefile.differences import differences
from courseops.coursefile.findings import Findings, Places
from courseops.coursefile.grammar_quizzes import QUIZZES
from courseops.coursefile.load import Report, record_change, refused
from courseops.coursefile.nodes import Mapping, Node, Sequence
from courseops.coursefile.normal import normalised
from courseops.coursefile.pictured import warn_of_missing_pictures
from courseops.coursefile.rebuild import document_of
from courseops.coursefile.shapes import MISSING, Json
from courseops.coursefile.source import tree
from courseops.models import Component, Course, User

QUIZ_FILE = Struct(fields={"quizzes": Field(shape=QUIZZES, required=True)})


def import_quizzes(
    *,
    course: Course,
    data: bytes | str | Node,
    file_name: str,
    places: Places | None = None,
    actor: User | None,
    at: datetime,
) -> Report:
    """Replace the questions of each quiz in the file; other quizzes keep theirs.

    The file is a list of quizzes, or a mapping with the one key ``quizzes``; or such a
    tree, made from a file of another format, with the *places* that messages name. A
    bad file changes nothing and all its errors are returned.
    """
    findings = Findings(name=file_name, places=places or {})
    top = tree(data, findings=findings) if isinstance(data, bytes | str) else data
    if top is None:
        return refused(findings)
    with transaction.atomic():
        course = Course.objects.select_for_update().get(pk=course.pk)
        before = document_of(course)
        quizzes = judged(top, course=course, stored=before, findings=findings)
        if quizzes is None:
            return refused(findings)
        after = store(quizzes, course=course)
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


def judged(
    top: Node, *, course: Course, stored: Json, findings: Findings
) -> list[Json] | None:
    """Return the quizzes in normal form, or None after adding all errors.

    *stored* is the course's document, whose other sections the quizzes refer to.
    """
    quizzes = _shaped(top, findings)
    if quizzes is MISSING:
        return None
    document = stored | {"quizzes": quizzes}
    meaning_names.check(document, findings)
    meaning_quizzes.check(document, findings)
    if findings.errors:
        return None
    document = normalised(document)
    check_answered(document, course, findings)
    warn_of_missing_pictures(document, course, findings)
    if findings.errors:
        return None
    found: list[Json] = document["quizzes"]
    return found


def store(quizzes: list[Json], *, course: Course) -> Json:
    """Put *quizzes*, as :func:`judged` returned them, in place of those stored.

    Returns the course's document as it is now; recording the change is the caller's.
    """
    components = Component.objects.filter(course=course, archived=False)
    put_quizzes(quizzes, {row.slug: row for row in components})
    return document_of(course)


def _shaped(top: Node, findings: Findings) -> Json:
    if isinstance(top, Sequence):
        return QUIZZES.read(top, ("quizzes",), findings)
    if isinstance(top, Mapping):
        return QUIZ_FILE.read(top, (), findings).get("quizzes", MISSING)
    findings.error(
        (), f"expected a list of quizzes, or “quizzes:” with one, got {top}", line=1
    )
    return MISSING
