"""Following a printed explanation by hand gives the mark (policies.md section 9)."""

import io
import re

import pytest
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from courseops.models import Track
from grading import derivation, gradebook, statement
from leaderboard.models import Competition
from tests.factories import (
    AssignmentFactory,
    CategoryFactory,
    CompetitionFactory,
    ComponentFactory,
)
from tests.grading.instants import IN_TIME, JUST_AFTER, LATER

FORMULA = re.compile(r"([-\d(][-\d.e+()/ ×−]*) = ([-\d.e+]+)")


def by_hand(text):
    """Return what the formula in a sentence comes to, and what the sentence says."""
    found = FORMULA.search(text)
    assert found is not None, text
    formula = found[1].replace("×", "*").replace("−", "-")
    return eval(formula, {"__builtins__": {}}), float(found[2])


def explained(enrollment, *, at=LATER, as_student=False):
    book = gradebook.load(
        course=enrollment.course, at=at, enrollment=enrollment, as_student=as_student
    )
    return statement.student(book, 0, explain=True)


def rules(steps):
    return [step["rule"] for step in steps]


def test_a_mark_follows_from_the_sentence(alice, hw1p2, hand_in):
    hand_in(alice, hw1p2, 0.6907)
    component = explained(alice)["components"]["hw1p2"]

    computed, said = by_hand(component["steps"][-1]["text"])

    assert rules(component["steps"]) == ["window", "selection", "cutoffs"]
    assert computed == pytest.approx(component["mark"], abs=1e-9)
    assert said == component["steps"][-1]["out"] == component["mark"]


def test_sentences_of_a_component(alice, hw1p2, hand_in):
    first = hand_in(alice, hw1p2, 0.69)
    hand_in(alice, hw1p2, 0.9, at=JUST_AFTER)

    steps = explained(alice)["components"]["hw1p2"]["steps"]

    assert [step["text"] for step in steps] == [
        (
            "2 submissions were scored; on time is by 27 Sep 2020, 23:59:59 EDT."
            " 1 of them may count."
        ),
        (
            f"What counts is submission {first.pk} of 20 Sep 2020, 08:00:00 EDT, with the score 0.69."
        ),
        (
            "0.69 lies between the cutoffs of B (0.66) and A (0.72):"
            " 80 + (0.69 − 0.66) / (0.72 − 0.66) × (100 − 80) = 89.99999999999999"
        ),
    ]


def test_inputs_of_a_step_are_data(alice, hw1p2, hand_in):
    hand_in(alice, hw1p2, 0.69)

    cutoffs = explained(alice)["components"]["hw1p2"]["steps"][-1]

    assert cutoffs["in"] == {
        "raw": 0.69,
        "lower": {"letter": "B", "score": 0.66, "mark": 80.0},
        "upper": {"letter": "A", "score": 0.72, "mark": 100.0},
    }


def test_a_missing_component_says_why(alice, hw1p2):
    steps = explained(alice)["components"]["hw1p2"]["steps"]

    assert [(step["rule"], step["out"]) for step in steps] == [("missing", 0.0)]


@pytest.mark.parametrize(
    ("state", "why"), [("queued", "scoring"), ("refused", "not_due")]
)
def test_a_pending_component_says_why(alice, hw1p2, hand_in, state, why):
    hand_in(alice, hw1p2, None, state=state)

    steps = explained(alice, at=IN_TIME)["components"]["hw1p2"]["steps"]

    assert steps[-1]["in"]["why"] == why


@pytest.fixture
def mixed(alice, hw1p2, hand_in) -> Competition:
    """Weights of every kind above two competitions, one of them dropped."""
    course = alice.course
    homework = hw1p2.component.assignment.category
    homework.weight, homework.keep_best = 51, 2
    homework.save()
    hw2 = AssignmentFactory(course=course, slug="hw2", title="HW2")
    second = CompetitionFactory(
        component__course=course, component__slug="hw2p2", component__assignment=hw2
    )
    hw3 = AssignmentFactory(course=course, slug="hw3", title="HW3", weight=1)
    extra = CompetitionFactory(
        component__course=course, component__slug="hw3p2", component__assignment=hw3
    )
    bonus = AssignmentFactory(
        course=course, slug="hw1-bonus", is_extra_credit=True, extra_credit=2
    )
    third = CompetitionFactory(
        component__course=course, component__slug="bonus", component__assignment=bonus
    )
    ComponentFactory(
        course=course, assignment=hw2, slug="hw2p1", kind="parts", weight=50
    )
    talk = CategoryFactory(
        course=course,
        slug="participation",
        weight=None,
        is_extra_credit=True,
        extra_credit=5,
        position=1,
    )
    fourth = CompetitionFactory(
        component__course=course,
        component__slug="talk",
        component__assignment=AssignmentFactory(
            course=course, category=talk, slug="talk"
        ),
    )
    for competition, score in (
        (hw1p2, 0.6731),
        (second, 0.5917),
        (extra, 0.6201),
        (third, 0.4419),
        (fourth, 0.7011),
    ):
        hand_in(alice, competition, score)
    return hw1p2


def test_categories_and_totals_follow_from_their_sentences(alice, mixed):
    shown = explained(alice)

    levels = {**shown["steps"]["categories"], "total": shown["steps"]["total"]}
    marks = {**shown["categories"], "total": shown["total"]}
    for name, steps in levels.items():
        for step in steps:
            if step["text"].startswith("Only "):
                assert step["text"].endswith(f": {step['out']}.")
            elif step["rule"] != "drops":
                computed, said = by_hand(step["text"])
                assert computed == pytest.approx(said, abs=1e-9)
                assert said == step["out"]
        assert steps[-1]["out"] == marks[name]


def test_steps_name_each_rule_that_acted(alice, mixed):
    steps = explained(alice)["steps"]

    assert rules(steps["categories"]["homework"]) == [
        "drops",
        "weights",
        "extra_credit",
    ]
    assert rules(steps["total"]) == ["weights", "extra_credit"]


def test_a_dropped_assignment_shows_as_dropped(alice, mixed):
    shown = explained(alice)

    assert shown["components"]["hw2p2"]["state"] == "dropped"
    assert shown["components"]["hw2p2"]["mark"] is not None


def test_extra_credit_that_passes_the_cap_says_so(alice, mixed, hand_in):
    hand_in(alice, mixed, 0.72)
    hand_in(alice, Competition.objects.get(component__slug="hw3p2"), 0.72)

    last = explained(alice)["steps"]["categories"]["homework"][-1]

    assert "would pass the cap, so it is 100." in last["text"]
    assert last["out"] == 100


def test_without_weights_the_total_says_where_to_set_them(alice, hw1p2):
    CategoryFactory(course=alice.course, slug="exams", title="Exams", weight=None)

    steps = explained(alice)["steps"]["total"]

    assert rules(steps) == ["weights_not_set"]
    assert "gives no weight to: exams" in steps[0]["text"]


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(score=st.floats(0.0, 0.72, exclude_max=True))
def test_any_interpolated_mark_follows_from_its_sentence(alice, hw1p2, hand_in, score):
    submission = hand_in(alice, hw1p2, score)
    component = explained(alice)["components"]["hw1p2"]
    submission.delete()
    text = component["steps"][-1]["text"]

    if "lies between" in text:
        computed, said = by_hand(text)
        assert computed == pytest.approx(component["mark"], abs=1e-9)
        assert said == component["mark"]
    else:
        assert component["mark"] == 0


def explain(*arguments):
    out = io.StringIO()
    call_command("explain", *arguments, stdout=out)
    return out.getvalue()


def test_the_command_tells_every_level(alice, mixed):
    text = explain("ml-f20", "alice")

    assert text.startswith("Alice Ash (alice), Machine Learning, as of ")
    for title in ("HW1, Frame classification (hw1p2), graded", "Category", "Total"):
        assert f"\n{title}" in text


def test_the_command_tells_one_component_alone(alice, mixed):
    text = explain("ml-f20", "alice", "hw1p2")

    assert "hw1p2" in text
    assert "hw2p2" not in text
    assert "Total" not in text


def test_the_command_tells_how_it_was(alice, hw1p2, hand_in):
    hand_in(alice, hw1p2, 0.69)

    text = explain("ml-f20", "alice", "hw1p2", "--as-of", "2020-09-10T00:00")

    assert "pending" in text


def test_a_component_of_another_track_says_so(alice, hw1p2):
    alice.track = Track.objects.create(
        course=alice.course, slug="11-485", position=0, without=["homework"]
    )
    alice.save()

    assert "Your track does not have this component." in explain(
        "ml-f20", "alice", "hw1p2"
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nope", "alice"], "There is no course"),
        (["ml-f20", "bob"], "There is no student “bob” in ml-f20"),
        (["ml-f20", "alice", "hw9"], "There is no component “hw9”. Components: hw1p2"),
    ],
)
def test_the_command_refuses_unknown_names(alice, bob, hw1p2, arguments, message):
    with pytest.raises(CommandError, match=message):
        explain(*arguments)


def test_every_step_is_made_by_the_same_code_for_a_class(alice, hw1p2, hand_in):
    hand_in(alice, hw1p2, 0.69)
    book = gradebook.load(course=alice.course, at=LATER)
    _, _, item = next(book.plan.components())

    assert [
        step.as_json() for step in derivation.component_steps(book, item, 0)
    ] == explained(alice)["components"]["hw1p2"]["steps"]
