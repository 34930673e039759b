"""Participation in the course file: what says nothing but that it is there counts."""

import pytest

from courseops.coursefile.dump import dump_course
from courseops.models import Component
from tests.coursefile.files import COURSE
from tests.coursefile.loading import loaded

FILE = f"""{COURSE}
study_groups: {{STUDY}}
assignments:
  - slug: on-call
    category: homework
    components: [{{slug: on-call, kind: points, points: 3, on_call: ON_CALL}}]
"""


def file(*, study: str = "{}", on_call: str = "{}") -> str:
    return FILE.replace("{STUDY}", study).replace("ON_CALL", on_call)


@pytest.mark.django_db
def test_sections_without_keys_are_kept_and_written_back():
    course = loaded(file())

    assert course.study_groups == {"max": 5}
    assert Component.objects.get().details["on_call"] == {}
    again = dump_course(course)
    assert "study_groups: {}" in again
    assert "on_call: {}" in again
    assert dump_course(loaded(again)) == again


@pytest.mark.django_db
def test_what_is_the_default_is_not_left_out_with_its_section():
    assert loaded(file(study="{max: 5}")).study_groups == {"max": 5}
