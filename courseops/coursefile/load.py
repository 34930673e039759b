"""Loads a course file into the database: all of it, or nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from courseops import audit
from courseops.coursefile.answered import check_answered, warn_of_lost_questions
from courseops.coursefile.apply import apply, removed_components
from courseops.coursefile.differences import differences
from courseops.coursefile.document import components_of
from courseops.coursefile.dump import version_of
from courseops.coursefile.facts import facts_in_words, warn_of_low_maxima
from courseops.coursefile.findings import Finding, Findings, counted
from courseops.coursefile.judged import check_judged
from courseops.coursefile.pictured import warn_of_missing_pictures
from courseops.coursefile.reading import read
from courseops.coursefile.rebuild import document_of
from courseops.coursefile.scoring import (
    alert_of_other_scoring,
    warn_of_other_scoring,
)
from courseops.coursefile.shapes import Json
from courseops.models import Component, Course, Enrollment, User


@dataclass(frozen=True, kw_only=True)
class Report:
    """What became of a file.

    ``slug`` names the course and is None where the file is refused; with ``errors``
    nothing was written. ``changes`` has a line for each key that changed, or would.
    """

    slug: str | None
    errors: Sequence[Finding]
    warnings: Sequence[Finding]
    created: bool = False
    changes: Sequence[str] = ()


def load_course(
    *,
    data: bytes | str,
    file_name: str,
    dry_run: bool = False,
    archive: bool = False,
    starts: date | None = None,
    actor: User | None = None,
    at: datetime,
) -> Report:
    """Make the course what the file says, in one transaction, and tell what changed.

    A bad file changes nothing and all its errors are returned. Removing a component
    that has submissions, attempts or results is an error, unless *archive* hides it instead. *starts* moves
    every date so that the course starts on that day. A *dry_run* does all this and
    undoes it.
    """
    findings = Findings(name=file_name)
    document = read(data, findings=findings, starts=starts)
    if document is None:
        return refused(findings)
    slug = document["course"]["slug"]
    rescorable: Sequence[str] = ()
    with transaction.atomic():
        course = Course.objects.select_for_update().filter(slug=slug).first()
        if course is not None:
            _check_facts(document, course, findings, archive=archive)
            rescorable = warn_of_other_scoring(document, course, findings)
            check_answered(document, course, findings)
            check_judged(document, course, findings)
            warn_of_lost_questions(document, course, findings)
        warn_of_missing_pictures(document, course, findings)
        if findings.errors:
            return refused(findings)
        before = {} if course is None else document_of(course)
        created = course is None
        course = apply(document, course=course, archive=archive)
        after = document_of(course)
        changes = differences(before, after)
        if dry_run:
            transaction.set_rollback(True)
        elif changes:
            record_change(course, before, after, verb="course.load", actor=actor, at=at)
            alert_of_other_scoring(course, rescorable, at=at)
    return Report(
        slug=slug,
        errors=(),
        warnings=findings.in_order()[1],
        created=created,
        changes=changes,
    )


def refused(findings: Findings) -> Report:
    """Return the report of a file that changed nothing."""
    errors, warnings = findings.in_order()
    return Report(slug=None, errors=errors, warnings=warnings)


def record_change(
    course: Course,
    before: Json,
    after: Json,
    *,
    verb: str,
    actor: User | None,
    at: datetime,
) -> None:
    """Name the rules now in force and record the sections that changed."""
    Course.objects.filter(pk=course.pk).update(policy_version=version_of(after))
    changed = [
        section
        for section in {**before, **after}
        if before.get(section) != after.get(section)
    ]
    audit.record(
        course=course,
        actor=actor,
        verb=verb,
        target=f"course:{course.slug}",
        before={key: before[key] for key in changed if key in before},
        after={key: after[key] for key in changed if key in after},
        at=at,
    )


def _check_facts(
    document: Json, course: Course, findings: Findings, *, archive: bool
) -> None:
    """Refuse to lose what rests on the rows that the file removes or turns around."""
    facts = facts_in_words(course)
    if not archive:
        for row in removed_components(document, course):
            if row.pk in facts:
                findings.error(
                    ("assignments",),
                    f"component {row.slug} is not in the file and has"
                    f" {facts[row.pk]}; --archive hides it instead",
                )
    _check_kinds(document, course, findings, facts)
    warn_of_low_maxima(document, course, findings)
    kept = {track["slug"] for track in document.get("tracks", [])}
    enrolled = Enrollment.objects.filter(course=course, track__isnull=False)
    tracks = list(enrolled.values_list("track__slug", flat=True))
    for slug in sorted(set(tracks) - kept):
        findings.error(
            ("tracks",),
            f"track {slug} is not in the file and has"
            f" {counted(tracks.count(slug), 'enrolment')}; move those first",
        )


def _check_kinds(
    document: Json, course: Course, findings: Findings, facts: Mapping[int, str]
) -> None:
    stored = {row.slug: row for row in Component.objects.filter(course=course)}
    for path, component in components_of(document):
        row = stored.get(component["slug"])
        if row is None or row.kind == component["kind"]:
            continue
        if row.pk in facts:
            findings.error(
                (*path, "kind"),
                f"{row.slug} is a {row.kind} with {facts[row.pk]};"
                f" it cannot become {component['kind']}",
            )
