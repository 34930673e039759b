"""Changes whole sections of a course, judged as its course file would be."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from courseops import audit
from courseops.coursefile.differences import differences
from courseops.coursefile.dump import version_of
from courseops.coursefile.findings import Finding, Findings
from courseops.coursefile.grammar import COURSE_FILE
from courseops.coursefile.reading import read
from courseops.coursefile.rebuild import JSON_SECTIONS, document_of
from courseops.coursefile.shapes import Json
from courseops.coursefile.writing import written
from courseops.models import Course, User


class RefusedSectionsError(ValueError):
    """The course file would be refused with these sections; ``errors`` tells why."""

    def __init__(self, errors: Sequence[Finding]) -> None:
        super().__init__("; ".join(f"{one.path}: {one.message}" for one in errors))
        self.errors = errors


@transaction.atomic
def change_sections(
    *,
    course: Course,
    sections: Mapping[str, Json | None],
    actor: User | None,
    why: str,
    at: datetime,
) -> list[str]:
    """Put *sections* of JSON_SECTIONS in place of the course's, None taking one away.

    The policy version follows, and the change is recorded with *why*. Returns a line
    for each key that changed; where none did nothing is recorded. Raises
    RefusedSectionsError, changing nothing, for what loading the file would refuse.
    """
    course = Course.objects.select_for_update().get(pk=course.pk)
    before = document_of(course)
    wanted = {key: value for key, value in before.items() if key not in sections}
    wanted |= {key: value for key, value in sections.items() if value is not None}
    findings = Findings(name=course.slug)
    document = read(written(wanted), findings=findings)
    if document is None:
        raise RefusedSectionsError(findings.in_order()[0])
    for name in set(sections) & set(JSON_SECTIONS):
        value = document.get(name)
        shape = COURSE_FILE.fields[name].shape
        setattr(course, name, None if value is None else shape.filled(value))
    course.save()
    after = document_of(course)
    changes = differences(before, after)
    if changes:
        _record(course, before, after, sections, actor=actor, why=why, at=at)
    return changes


def _record(
    course: Course,
    before: Json,
    after: Json,
    sections: Mapping[str, Json | None],
    *,
    actor: User | None,
    why: str,
    at: datetime,
) -> None:
    Course.objects.filter(pk=course.pk).update(policy_version=version_of(after))
    audit.record(
        course=course,
        actor=actor,
        verb="course.change",
        target=f"course:{course.slug}",
        before={key: before[key] for key in sections if key in before},
        after={key: after[key] for key in sections if key in after},
        why=why,
        at=at,
    )
