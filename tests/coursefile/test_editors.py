"""The JSON Schema for editors, made from the same grammar."""

import json
from pathlib import Path

import jsonschema
import pytest
import yaml

from courseops.coursefile.editors import json_schema

ROOT = Path(__file__).parents[2]
SHIPPED = sorted(ROOT.glob("courses/*.yaml"))


class EditorLoader(yaml.SafeLoader):
    """Reads YAML as editors do, by version 1.2: a date is a text."""


EditorLoader.yaml_implicit_resolvers = {
    first: [(tag, form) for tag, form in resolvers if not tag.endswith("timestamp")]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def validator() -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(json_schema())


def test_the_schema_in_the_docs_is_the_grammar():
    stored = json.loads((ROOT / "docs/course-file.schema.json").read_text())

    assert stored == json_schema()


def test_the_schema_is_a_schema():
    jsonschema.Draft202012Validator.check_schema(json_schema())


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_shipped_courses_fit_the_schema(path):
    content = yaml.load(path.read_text(), EditorLoader)

    assert [error.message for error in validator().iter_errors(content)] == []


@pytest.mark.parametrize(
    "content",
    [
        {},
        {"course": {"slug": "c"}},
        {"course": 1, "surprise": 2},
    ],
)
def test_what_is_no_course_does_not_fit(content):
    assert not validator().is_valid(content)


COURSE = {"slug": "c", "code": 13, "title": "C", "term": "T", "time_zone": "UTC"}


@pytest.mark.parametrize(
    ("component", "fits"),
    [
        ({"slug": "a", "kind": "parts", "parts": 3, "on_time": "2020-09-27"}, True),
        ({"slug": "a", "kind": "parts"}, False),
        ({"slug": "a", "kind": "quiz", "parts": 3}, False),
        ({"slug": "a", "kind": "points", "points": "many"}, False),
        ({"slug": "a", "kind": "points", "points": 5, "on_time": "tomorrow"}, False),
        ({"slug": "a", "kind": "points", "points": 5, "late_policy": {"kind": "none"}}, True),
        ({"slug": "a", "kind": "points", "points": 5, "late_policy": {"kind": "no"}}, False),
    ],
)  # fmt: skip
def test_components_fit_by_their_kind(component, fits):
    assignment = {"slug": "a", "category": "b", "components": [component]}

    assert validator().is_valid({"course": COURSE, "assignments": [assignment]}) is fits
