"""Writes a document into the database: rows are matched by slug and keep their facts.

The caller holds the transaction and has checked what may be removed.
"""

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from django.db.models import Model, QuerySet

from courseops.coursefile import rows
from courseops.coursefile.document import components_of
from courseops.coursefile.grammar import COURSE_FILE
from courseops.coursefile.rebuild import JSON_SECTIONS
from courseops.coursefile.shapes import Json
from courseops.coursefile.upsert import put
from courseops.models import (
    Announcement,
    Assignment,
    Category,
    Component,
    Course,
    ScheduleEntry,
    Track,
)
from leaderboard.models import Competition
from leaderboard.restanding import restand
from quizzes.models import Quiz
from quizzes.remarking import remark

Row = TypeVar("Row", bound=Model)
BY_SLUG = ("course_id", "slug")


def apply(document: Json, *, course: Course | None, archive: bool) -> Course:
    """Make the stored course what *document* says, and return it.

    Components, assignments and categories that the document lacks are deleted, or
    with *archive* hidden.
    """
    course = _put_course(document, course)
    _put_tracks(document, course)
    categories = _put_categories(document, course)
    assignments = _put_assignments(document, course, categories)
    components = _put_components(document, course, assignments, archive=archive)
    _retire(document, course)
    _put_competitions(document, components, course)
    _put_quizzes(document, components)
    _put_schedule(document, course, assignments)
    _put_bulletin(document, course, components)
    return course


def _put_course(document: Json, course: Course | None) -> Course:
    own = document["course"]
    course = course or Course(slug=own["slug"])
    for name in ("code", "title", "term", "time_zone"):
        setattr(course, name, own[name])
    course.starts = rows.day(own.get("starts"))
    course.ends = rows.day(own.get("ends"))
    for name in JSON_SECTIONS:
        value = document.get(name)
        shape = COURSE_FILE.fields[name].shape
        setattr(course, name, None if value is None else shape.filled(value))
    course.save()
    return course


def _put_tracks(document: Json, course: Course) -> None:
    stored = _by_slug(Track.objects.filter(course=course))
    shape = COURSE_FILE.fields["tracks"].shape
    wanted = [
        {
            "course_id": course.pk,
            "slug": track["slug"],
            "position": position,
            "units": track.get("units"),
            "bases": track["bases"],
            "without": track.get("without", []),
            "refuse_reason": track.get("refuse_reason", ""),
        }
        for position, track in enumerate(shape.filled(document.get("tracks", [])))
    ]
    kept = put(Track, wanted, stored=stored, unique=BY_SLUG)
    _delete(stored, kept)


def _put_categories(document: Json, course: Course) -> dict[str, Category]:
    wanted = [
        {
            "course_id": course.pk,
            "slug": category["slug"],
            "position": position,
            "title": category.get("title", ""),
            "weight": category.get("weight"),
            "weighting": category.get("weighting", ""),
            "keep_best": category.get("keep_best"),
            "drop_lowest": category.get("drop_lowest"),
            **_extra(category),
        }
        for position, category in enumerate(document.get("categories", []))
    ]
    stored = _by_slug(Category.objects.filter(course=course))
    return put(Category, wanted, stored=stored, unique=BY_SLUG)


def _put_assignments(
    document: Json, course: Course, categories: Mapping[str, Category]
) -> dict[str, Assignment]:
    wanted = [
        {
            "course_id": course.pk,
            "category_id": categories[assignment["category"]].pk,
            "slug": assignment["slug"],
            "position": position,
            "title": assignment.get("title", ""),
            "weight": assignment.get("weight"),
            "points": assignment.get("points"),
            "required": assignment.get("required", False),
            **_extra(assignment),
        }
        for position, assignment in enumerate(document.get("assignments", []))
    ]
    stored = _by_slug(Assignment.objects.filter(course=course))
    return put(Assignment, wanted, stored=stored, unique=BY_SLUG)


def _extra(item: Json) -> dict[str, Any]:
    return {
        "is_extra_credit": "extra_credit" in item,
        "extra_credit": item.get("extra_credit"),
        "cap": item.get("cap"),
        "archived": False,
    }


def removed_components(document: Json, course: Course) -> QuerySet[Component]:
    """Return the components in sight that *document* lacks."""
    wanted = [component["slug"] for _, component in components_of(document)]
    return Component.objects.filter(course=course, archived=False).exclude(
        slug__in=wanted
    )


def _put_components(
    document: Json,
    course: Course,
    assignments: Mapping[str, Assignment],
    *,
    archive: bool,
) -> dict[str, Component]:
    removed = removed_components(document, course)
    if archive:
        removed.update(archived=True)
    else:
        removed.delete()
    owners = [assignments[one["slug"]] for one in document.get("assignments", [])]
    wanted = [
        {
            "course_id": course.pk,
            "assignment_id": owners[path[1]].pk,
            "slug": component["slug"],
            "position": position,
            **rows.component_columns(component, course.zone),
        }
        for position, (path, component) in enumerate(components_of(document))
    ]
    stored = _by_slug(Component.objects.filter(course=course))
    return put(Component, wanted, stored=stored, unique=BY_SLUG)


def _put_competitions(
    document: Json, components: Mapping[str, Component], course: Course
) -> None:
    keys = {row.pk for row in components.values()}
    stored = {row.pk: row for row in Competition.objects.filter(component_id__in=keys)}
    wanted = [
        {
            "component_id": components[component["slug"]].pk,
            **rows.competition_columns(component, course.zone),
        }
        for _, component in components_of(document)
        if component["kind"] == "competition"
    ]
    kept = put(Competition, wanted, stored=stored, unique=("component_id",))
    for key, row in kept.items():
        if key in stored and stored[key].is_maximized != row.is_maximized:
            restand(competition=row.pk)
    _delete(stored, kept)


def _put_quizzes(document: Json, components: Mapping[str, Component]) -> None:
    kept = put_quizzes(document.get("quizzes", []), components)
    keys = {row.pk for row in components.values()} - kept.keys()
    Quiz.objects.filter(component_id__in=keys).delete()


def put_quizzes(
    quizzes: Iterable[Json], components: Mapping[str, Component]
) -> dict[int, Quiz]:
    """Store the questions of *quizzes*; return them by component, all others left.

    Attempts at those that change are marked again.
    """
    wanted = [
        {
            "component_id": components[quiz["component"]].pk,
            "definition": rows.quiz_definition(quiz),
        }
        for quiz in quizzes
    ]
    keys = {columns["component_id"] for columns in wanted}
    stored = {row.pk: row for row in Quiz.objects.filter(component_id__in=keys)}
    before = {key: row.definition for key, row in stored.items()}
    kept = put(Quiz, wanted, stored=stored, unique=("component_id",))
    for key, definition in before.items():
        if kept[key].definition != definition:
            remark(quiz=kept[key])
    return kept


def _put_schedule(
    document: Json, course: Course, assignments: Mapping[str, Assignment]
) -> None:
    wanted = [
        {
            "course_id": course.pk,
            "slug": entry["slug"],
            "position": position,
            "assignment_id": _key(assignments, entry.get("assignment")),
            **rows.schedule_columns(entry),
        }
        for position, entry in enumerate(document.get("schedule", []))
    ]
    stored = _by_slug(ScheduleEntry.objects.filter(course=course))
    kept = put(ScheduleEntry, wanted, stored=stored, unique=BY_SLUG)
    _delete(stored, kept)


def _put_bulletin(
    document: Json, course: Course, components: Mapping[str, Component]
) -> None:
    wanted = [
        {
            "course_id": course.pk,
            "slug": entry["slug"],
            "position": position,
            "component_id": _key(components, entry.get("component")),
            **rows.announcement_columns(entry, course.zone),
        }
        for position, entry in enumerate(document.get("bulletin", []))
    ]
    stored = _by_slug(Announcement.objects.filter(course=course))
    kept = put(Announcement, wanted, stored=stored, unique=BY_SLUG)
    _delete(stored, kept)


def _key(known: Mapping[str, Model], slug: str | None) -> int | None:
    return None if slug is None else known[slug].pk


def _by_slug(found: QuerySet[Row]) -> dict[Any, Row]:
    return {row.slug: row for row in found}  # type: ignore[attr-defined]


def _delete(stored: Mapping[Any, Row], kept: Mapping[Any, Row]) -> None:
    gone = [row for key, row in stored.items() if key not in kept]
    if gone:
        type(gone[0])._default_manager.filter(  # noqa: SLF001 - public, says Django
            pk__in=[row.pk for row in gone]
        ).delete()


def _retire(document: Json, course: Course) -> None:
    """Remove assignments and categories that the document lacks.

    What still holds archived work is hidden with it.
    """
    assignments = [one["slug"] for one in document.get("assignments", [])]
    gone = Assignment.objects.filter(course=course).exclude(slug__in=assignments)
    gone.filter(components=None).delete()
    gone.update(archived=True)
    categories = [one["slug"] for one in document.get("categories", [])]
    emptied = Category.objects.filter(course=course).exclude(slug__in=categories)
    emptied.filter(assignments=None).delete()
    emptied.update(archived=True)
