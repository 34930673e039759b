"""Makes the document of a course from its rows: the content of its course file."""

from collections import defaultdict

from courseops.coursefile import rows
from courseops.coursefile.grammar import COURSE_FILE
from courseops.coursefile.normal import normalised
from courseops.coursefile.rows import given
from courseops.coursefile.shapes import Json
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
from quizzes.models import Quiz

JSON_SECTIONS = (
    "completion",
    "slack",
    "letters",
    "curve",
    "staff",
    "meetings",
    "office_hours",
    "study_groups",
    "regrades",
    "pages",
)


def document_of(course: Course) -> Json:
    """Return the course as its file says it, in normal form, by a few queries.

    What is archived is left out.
    """
    components = list(
        Component.objects.filter(course=course, archived=False).order_by("position")
    )
    document = {
        "course": _course(course),
        "tracks": [_track(one) for one in Track.objects.filter(course=course)],
        **given({key: getattr(course, key) for key in JSON_SECTIONS}),
        "categories": [
            _category(one)
            for one in Category.objects.filter(course=course, archived=False)
        ],
        "assignments": _assignments(course, components),
        "schedule": [
            rows.schedule_document(one)
            | given({"assignment": one.assignment and one.assignment.slug})
            for one in ScheduleEntry.objects.filter(course=course).select_related(
                "assignment"
            )
        ],
        "bulletin": [
            rows.announcement_document(one, course.zone)
            | given({"component": one.component and one.component.slug})
            for one in Announcement.objects.filter(course=course).select_related(
                "component"
            )
        ],
        "quizzes": _quizzes(course, components),
    }
    return normalised(COURSE_FILE.tidied(document))


def _course(course: Course) -> Json:
    days = {"starts": course.starts, "ends": course.ends}
    return {
        "slug": course.slug,
        "code": course.code,
        "title": course.title,
        "term": course.term,
        "time_zone": course.time_zone,
    } | {key: day.isoformat() for key, day in days.items() if day}


def _track(track: Track) -> Json:
    columns = ("slug", "units", "bases", "without", "refuse_reason")
    return given({key: getattr(track, key) for key in columns})


def _category(category: Category) -> Json:
    columns = ("slug", "title", "weight", "weighting", "keep_best", "drop_lowest")
    return given({key: getattr(category, key) for key in columns}) | _extra(category)


def _extra(row: Category | Assignment) -> Json:
    extra = {"extra_credit": row.extra_credit} if row.is_extra_credit else {}
    return extra | given({"cap": row.cap})


def _assignments(course: Course, components: list[Component]) -> list[Json]:
    competitions = {
        one.pk: one for one in Competition.objects.filter(component__course=course)
    }
    inside = defaultdict(list)
    for row in components:
        document = rows.component_document(row, course.zone)
        if row.pk in competitions:
            document |= rows.competition_document(competitions[row.pk], course.zone)
        inside[row.assignment_id].append(document)
    columns = ("slug", "title", "weight", "points", "required")
    return [
        given({key: getattr(one, key) for key in columns})
        | {"category": one.category.slug}
        | _extra(one)
        | {"components": inside[one.pk]}
        for one in Assignment.objects.filter(
            course=course, archived=False
        ).select_related("category")
    ]


def _quizzes(course: Course, components: list[Component]) -> list[Json]:
    quizzes = {
        one.pk: one.definition for one in Quiz.objects.filter(component__course=course)
    }
    return [
        rows.quiz_document(one.slug, quizzes[one.pk])
        for one in components
        if one.pk in quizzes
    ]
