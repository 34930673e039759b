"""Single keys of a course changed as its file would be."""

import pytest

from courseops.coursefile.changing import RefusedSectionsError
from courseops.coursefile.dump import dump_course, version_of
from courseops.coursefile.editing import edit_course
from courseops.coursefile.rebuild import document_of
from courseops.models import Announcement, Component
from tests.factories import CompetitionFactory

CUTOFFS = {"A": 0.9, "B": 0.8, "C": 0.7, "D": 0.6, "F": 0.0}


def _edit(course, **edits):
    return edit_course(course=course, edits=edits)


@pytest.fixture
def competition(course):
    return CompetitionFactory(component__course=course, component__slug="hw1p2")


def test_an_edit_changes_its_key_and_nothing_else(course, competition):
    before = dump_course(course)

    edited = _edit(course, components={"hw1p2": {"cutoffs": CUTOFFS}})

    assert Component.objects.get().cutoffs == CUTOFFS
    assert edited.before["components"]["hw1p2"]["cutoffs"]["A"] == 0.72
    assert edited.after["components"]["hw1p2"]["cutoffs"] == CUTOFFS
    assert all("cutoffs" in line for line in edited.changes)
    _edit(
        course,
        components={
            "hw1p2": {"cutoffs": edited.before["components"]["hw1p2"]["cutoffs"]}
        },
    )
    assert dump_course(course) == before


def test_none_takes_a_key_away(course, competition):
    _edit(course, components={"hw1p2": {"cutoffs": None}})

    assert Component.objects.get().cutoffs is None


def test_the_policy_version_is_that_of_the_dump(course, competition):
    _edit(course, components={"hw1p2": {"cutoffs": CUTOFFS}})

    course.refresh_from_db()
    assert course.policy_version == version_of(document_of(course))


def test_what_the_file_would_be_refused_for_is_refused(course, competition):
    wrong = CUTOFFS | {"B": 0.95}

    with pytest.raises(RefusedSectionsError, match=r"B 0\.95"):
        _edit(course, components={"hw1p2": {"cutoffs": wrong}})

    assert Component.objects.get().cutoffs["A"] == 0.72


def test_an_entry_that_is_not_there_is_not_made(course, competition):
    with pytest.raises(KeyError, match="components hw9"):
        _edit(course, components={"hw9": {"weight": 2}})


def test_a_new_announcement_comes_first(course, competition):
    _edit(course, bulletin={"one": {"title": "One"}})
    _edit(course, bulletin={"two": {"title": "Two", "component": "hw1p2"}})

    assert [a.slug for a in Announcement.objects.all()] == ["two", "one"]


def test_weights_of_categories_and_assignments_change(course, competition):
    work = competition.component.assignment.slug

    edited = _edit(
        course,
        categories={"homework": {"weight": 40}},
        assignments={work: {"weight": 2}},
    )

    assert edited.before["categories"]["homework"]["weight"] == 100
    assert course.categories.get().weight == 40
    assert course.assignments.get().weight == 2


def test_only_warnings_that_are_new_are_told(course, competition):
    edited = _edit(course, categories={"homework": {"keep_best": 2}})

    again = _edit(course, components={"hw1p2": {"cutoffs": CUTOFFS}})

    assert [one.rpartition(": ")[2] for one in edited.warnings] == ["2 of 1 keeps all"]
    assert again.warnings == []
