"""The gradebook as Parquet, where pyarrow is installed and where it is not."""

import io
import sys
from importlib.util import find_spec

import pytest
from django.core.management import CommandError, call_command

from grading import exports, gradebook
from tests.grading.instants import LATER

installed = pytest.mark.skipif(
    find_spec("pyarrow") is None, reason="without requirements-parquet.txt"
)


def render(course):
    return exports.render(
        gradebook.load(course=course, at=LATER),
        format="parquet",
        as_of=None,
        final=False,
        explain=False,
    )


def table(course):
    from pyarrow import parquet

    return parquet.read_table(io.BytesIO(render(course)))


@installed
def test_the_columns_are_those_of_the_csv_with_their_types(
    course, alice, hw1p2, hand_in
):
    hand_in(alice, hw1p2, 0.7002)

    read = table(course)

    text = exports.as_csv(gradebook.load(course=course, at=LATER), final=False)
    assert read.column_names == text.splitlines()[0].split(",")
    types = {field.name: str(field.type) for field in read.schema}
    assert types["login"] == "string"
    assert types["component:hw1p2"] == "double"
    assert types["slack_left"] == "int64"
    assert types["unmet"] == "list<element: string>"
    mark = read.column("total")[0].as_py()
    assert mark == pytest.approx(80 + 20 * (0.7002 - 0.66) / 0.06, abs=1e-12)


@installed
def test_pending_is_null(course, alice, hw1p2):
    hw1p2.component.on_time = None
    hw1p2.component.save()

    assert table(course).column("component:hw1p2")[0].as_py() is None


@installed
def test_the_same_facts_are_the_same_bytes(course, alice, hw1p2):
    assert render(course) == render(course)


@installed
def test_it_says_what_it_is(course, alice, hw1p2):
    course.policy_version = "5f0c2a9be114"
    course.save()

    found = table(course).schema.metadata

    assert found[b"course"] == b"ml-f20"
    assert found[b"policy_version"] == b"5f0c2a9be114"
    assert found[b"generated_at"] == b"2020-09-28T04:00:00Z"


@installed
def test_a_class_of_nobody_has_its_columns(course, hw1p2):
    assert table(course).num_rows == 0


def test_without_pyarrow_the_command_names_the_file_to_install(
    course, alice, monkeypatch
):
    monkeypatch.setitem(sys.modules, "pyarrow", None)

    with pytest.raises(CommandError, match=r"requirements-parquet\.txt"):
        call_command("exportgrades", course.slug, "--format", "parquet")
