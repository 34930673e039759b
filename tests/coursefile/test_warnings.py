"""Courses that go against good sense but not against a rule: they load, with warnings."""

import pytest

from tests.coursefile.files import COURSE, competition, judge, with_component

AT = "assignments[0].components[0]"


def warned(text: str) -> list[str]:
    """Return the warnings of a file that has no errors."""
    errors, warnings = judge(text)
    assert errors == []
    return warnings


@pytest.mark.parametrize(
    ("keys", "warning"),
    [
        ("on_time: 2020-12-19", "on_time: 2020-12-19 is after the course ends, 2020-12-18"),
        ("code: 2020-12-19 00:00", "code: 2020-12-19 00:00 is after the course ends, 2020-12-18"),
        ("on_time: 2020-11-01 01:30", "on_time: 2020-11-01 01:30:59 comes twice that night, when the clocks are put back; the second is meant"),
        ("released: 2020-03-08 03:00", "released: the clocks change within an hour of 03:00:00"),
        ("on_time: 2020-09-01, late: 2020-09-02", "late: late_policy refuse takes nothing after on_time"),
        ("slack: true", "slack: late_policy refuse spends no slack days"),
        ("team: {leftovers: random}", "team.leftovers: with max 1 there is nobody to be put with"),
        ("team: {max: 3, leftovers: random}", "team.leftovers: without form_by nobody is put together by itself"),
        ("late_policy: {kind: free_days}", "late_policy: the course has no slack days to be free"),
    ],
)  # fmt: skip
def test_a_component_is_odd(keys, warning):
    component = f"{{slug: c, kind: points, points: 10, {keys}}}"

    assert warned(with_component(component)) == [f"{AT}.{warning} (line 8)"]


@pytest.mark.parametrize(
    "keys",
    [
        "on_time: 2020-12-18",
        "on_time: 2020-11-01 00:29",
        "on_time: 2020-11-01",
        "released: 2020-08-01",
        "late_policy: {kind: slack_or_late}, slack: true",
        "slack: false",
        "team: {max: 3, form_by: 2020-09-20, leftovers: random}",
    ],
)
def test_a_component_is_not_odd(keys):
    component = f"{{slug: c, kind: points, points: 10, {keys}}}"

    assert warned(with_component(component)) == []


@pytest.mark.parametrize(
    ("rule", "warning"),
    [
        ("keep_best: 2", "categories[0].keep_best: 2 of 1 keeps all (line 3)"),
        ("drop_lowest: 1", "categories[0].drop_lowest: 1 of 1 leaves only one (line 3)"),
        ("extra_credit: 5", "categories[0].weight: is not used: extra credit is outside the weights (line 3)"),
    ],
)  # fmt: skip
def test_a_category_is_odd(rule, warning):
    text = with_component(competition())

    assert warned(text.replace("weight: 75", f"weight: 75, {rule}")) == [warning]


@pytest.mark.parametrize(
    ("keys", "warning"),
    [
        ("on_time: 2020-10-04, reveal: 2020-10-04", "2020-10-04 is before on_time 2020-10-04"),
        ("on_time: 2020-10-04, late: 2020-10-09, reveal: 2020-10-05", "2020-10-05 is before late 2020-10-09"),
    ],
)  # fmt: skip
def test_private_scores_are_shown_too_soon(keys, warning):
    late = "late_policy: {kind: slack_or_late}"

    found = warned(with_component(competition(f"{keys}, {late}")))

    told = "who hands in between them knows the private scores (line 8)"
    assert found == [f"{AT}.reveal: {warning}: {told}"]


@pytest.mark.parametrize(
    "keys", ["reveal: 2020-10-04", "on_time: 2020-10-04, reveal: 2020-10-05"]
)
def test_private_scores_are_shown_in_time(keys):
    assert warned(with_component(competition(keys))) == []


MEETINGS = "meetings: [{kind: lecture, days: [wednesday, monday], from: '08:00', to: '09:20'}]\n"


def test_a_lecture_on_another_day_than_the_lectures():
    entry = "{slug: l1, kind: lecture, date: 2020-09-01}"

    assert warned(f"{COURSE}{MEETINGS}schedule: [{entry}]\n") == [
        "schedule[0].date: 2020-09-01 is a Tuesday; every lecture meets on Monday or Wednesday (line 5)"
    ]


@pytest.mark.parametrize(
    "entry",
    [
        "{slug: l1, kind: lecture, date: 2020-09-02}",
        "{slug: l1, kind: lecture, date: 2020-09-01, note: Moved for Labor Day.}",
        "{slug: l1, kind: event, date: 2020-09-01}",
        "{slug: l1, kind: lecture}",
    ],
)
def test_a_lecture_that_fits_or_says_why_not(entry):
    assert warned(f"{COURSE}{MEETINGS}schedule: [{entry}]\n") == []


def test_a_pool_that_is_too_small():
    text = COURSE + (
        "assignments: [{slug: q, category: homework, components: [{slug: q, kind: quiz}]}]\n"
        "quizzes: [{component: q, questions: [{pool: p, take: 2, questions: ["
        "{slug: x, type: boolean, prompt: p, answer: true}]}]}]\n"
    )

    assert warned(text) == [
        "quizzes[0].questions[0].take: 2 of 1 takes them all (line 5)"
    ]


@pytest.mark.parametrize(
    ("question", "warning"),
    [
        ("type: multiple, choices: [a, b], answer: [1, 0]", "answer: every choice is right"),
        ("type: numeric, answer: 0, tolerance: {relative: 0.1}", "tolerance: a share of 0 is 0: nothing else is right"),
        ("type: matching, pairs: {a: x, b: x}", "pairs: the right sides are all the same"),
        ("type: numeric, answer: 0, tolerance: {digits: 2}", None),
    ],
)  # fmt: skip
def test_questions_against_good_sense(question, warning):
    text = COURSE + (
        "assignments: [{slug: q, category: homework, components: [{slug: q, kind: quiz}]}]\n"
        f"quizzes: [{{component: q, questions: [{{slug: x, prompt: p, {question}}}]}}]\n"
    )

    told = [f"quizzes[0].questions[0].{warning} (line 5)"] if warning else []
    assert warned(text) == told


def test_as_many_guesses_as_classes_are_odd() -> None:
    component = (
        "{slug: c, kind: competition, id_column: id, target_columns: [a, b, c], "
        "metric: {name: top_k_accuracy, k: 3}}"
    )

    assert warned(with_component(component)) == [
        f"{AT}.metric.k: with 3 columns, 3 guesses are always right (line 8)"
    ]


@pytest.mark.parametrize(
    ("files", "warnings"),
    [
        ("", [f'{AT[:-2]}1].of: "c" takes no files: there is nothing to review (line 9)']),
        (", files: {accept: [pdf]}", []),
    ],
)  # fmt: skip
def test_peers_review_what_is_handed_in(files, warnings):
    criteria = "criteria: [{slug: a, points: 1}]"
    rubric = f"{{slug: c, kind: rubric, {criteria}{files}}}"
    review = f"{{slug: p, kind: peer_review, of: c, reviews: 3, {criteria}}}"

    assert warned(with_component(f"{rubric}\n      - {review}")) == warnings
