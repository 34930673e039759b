"""Overrides and waivers by command."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from courseops.models import Component
from grading.models import Override, Waiver
from tests.factories import AssignmentFactory, ComponentFactory


@pytest.fixture(autouse=True)
def hw1(course, alice) -> Component:
    work = AssignmentFactory(course=course, slug="hw1")
    return ComponentFactory(course=course, assignment=work, slug="hw1p1", kind="parts")


def run(name: str, *arguments: str, **options: object) -> str:
    out = StringIO()
    call_command(name, "ml-f20", "alice", *arguments, stdout=out, **options)
    return out.getvalue()


def test_an_override_says_what_it_did():
    said = run("override", "component:hw1p1", "92.5", reason="typo")

    assert said.startswith("component:hw1p1 of alice: overridden with 92.5;")
    assert Override.objects.get().value == 92.5


def test_clearing_says_whether_there_was_one():
    run("override", "total", "92.5", reason="typo")

    first = run("override", "total", clear=True, reason="no typo")
    second = run("override", "total", clear=True, reason="no typo")

    assert first.startswith("total of alice: the computed value again;")
    assert second.startswith("total of alice: was not overridden;")


@pytest.mark.parametrize(
    ("arguments", "clear", "problem"),
    [
        (("total",), False, "either a VALUE or --clear"),
        (("total", "9"), True, "either a VALUE or --clear"),
        (("total", "high"), False, "“high” is no mark"),
        (("component:hw9", "9"), False, "There is: component:hw1p1"),
    ],
)
def test_bad_input_is_refused_with_its_reason(arguments, clear, problem):
    with pytest.raises(CommandError, match=problem):
        run("override", *arguments, clear=clear, reason="typo")

    assert not Override.objects.exists()


def test_a_waiver_says_what_it_did():
    assert run("waive", "hw1", reason="ill").startswith("alice: hw1 is waived;")
    assert Waiver.objects.get().target == "hw1"


def test_what_does_not_exist_cannot_be_waived():
    with pytest.raises(CommandError, match="There is: hw1"):
        run("waive", "hw1p1/code", reason="ill")
