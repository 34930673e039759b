"""Changes single keys of a course, judged as its course file would be."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from courseops.coursefile.apply import apply
from courseops.coursefile.changing import RefusedSectionsError
from courseops.coursefile.differences import differences
from courseops.coursefile.document import components_of, records
from courseops.coursefile.dump import version_of
from courseops.coursefile.findings import Findings
from courseops.coursefile.judged import check_judged
from courseops.coursefile.reading import read
from courseops.coursefile.rebuild import document_of
from courseops.coursefile.shapes import Json
from courseops.coursefile.writing import written
from courseops.models import Course

# Section (categories, assignments, components, bulletin or quizzes) → slug → key → value;
# None takes the key away. The slug of a quiz is its component's.
Edits = Mapping[str, Mapping[str, Mapping[str, Any]]]


@dataclass(frozen=True, kw_only=True)
class Edited:
    """What edits did to a course.

    ``changes`` has a line for each key that changed, ``warnings`` what loading would
    now warn of and did not before; ``before`` and ``after`` hold the edited keys alone,
    in the form of edits.
    """

    changes: Sequence[str]
    warnings: Sequence[str]
    before: Json
    after: Json


def edit_course(*, course: Course, edits: Edits) -> Edited:
    """Make *edits* to the course; the policy version follows. The caller records it.

    Call inside a transaction that holds the course's row. Raises RefusedSectionsError,
    having changed nothing, for what loading the file would refuse, and KeyError for an
    entry that the course has not; a new announcement is put before the others.
    """
    before = document_of(course)
    wanted = _with(before, edits)
    findings = Findings(name=course.slug)
    document = read(written(wanted), findings=findings)
    if document is not None:
        check_judged(document, course, findings)
    if document is None or findings.errors:
        raise RefusedSectionsError(findings.in_order()[0])
    apply(document, course=course, archive=False)
    after = document_of(course)
    course.policy_version = version_of(after)
    course.save(update_fields=["policy_version"])
    return Edited(
        changes=differences(before, after),
        warnings=_new_warnings(before, findings),
        before=_values(before, edits),
        after=_values(after, edits),
    )


def _with(document: Json, edits: Edits) -> Json:
    """Return a copy of *document* with *edits* made."""
    known = {section: set(_entries(document, section)) for section in edits}
    fresh = {
        slug: keys
        for slug, keys in edits.get("bulletin", {}).items()
        if slug not in known["bulletin"]
    }
    for section, entries in edits.items():
        for slug in set(entries) - known[section] - set(fresh):
            raise KeyError(f"{section} {slug}")
    made = dict(document)
    for section in ("categories", "bulletin"):
        if section in document:
            made[section] = _edited(document[section], edits.get(section, {}))
    if fresh:
        first = [{"slug": slug, **keys} for slug, keys in fresh.items()]
        made["bulletin"] = first + made.get("bulletin", [])
    if "quizzes" in document:
        made["quizzes"] = _edited(
            document["quizzes"], edits.get("quizzes", {}), name="component"
        )
    made["assignments"] = [
        entry
        | {"components": _edited(entry["components"], edits.get("components", {}))}
        for entry in _edited(
            document.get("assignments", []), edits.get("assignments", {})
        )
    ]
    return made


def _edited(
    entries: Sequence[Json],
    edits: Mapping[str, Mapping[str, Any]],
    *,
    name: str = "slug",
) -> list[Json]:
    return [_entry(entry, edits.get(entry[name], {})) for entry in entries]


def _entry(entry: Json, keys: Mapping[str, Any]) -> Json:
    kept = {key: value for key, value in entry.items() if key not in keys}
    return kept | {key: value for key, value in keys.items() if value is not None}


def _entries(document: Json, section: str) -> dict[str, Json]:
    """Return the entries of a section by slug."""
    if section == "components":
        return {one["slug"]: one for _, one in components_of(document)}
    if section == "quizzes":
        return {one["component"]: one for _, one in records(document.get(section))}
    return {one["slug"]: one for _, one in records(document.get(section))}


def _values(document: Json, edits: Edits) -> Json:
    """Return what *document* has for the keys that are edited."""
    return {
        section: {
            slug: {
                key: _entries(document, section).get(slug, {}).get(key) for key in keys
            }
            for slug, keys in entries.items()
        }
        for section, entries in edits.items()
    }


def _new_warnings(before: Json, findings: Findings) -> list[str]:
    known = Findings(name=findings.name)
    read(written(before), findings=known)
    old = {(one.path, one.message) for one in known.warnings}
    return [
        f"{one.path}: {one.message}"
        for one in findings.in_order()[1]
        if (one.path, one.message) not in old
    ]
