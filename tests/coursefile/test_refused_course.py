"""Courses, tracks, letters, curves, weights, calendar and quizzes that are refused."""

import pytest

from tests.coursefile.files import COURSE, judge

SCALE = "letters: {scale: {A: 90, B: 80, F: 0}}\n"
QUIZ = "assignments: [{slug: q, category: homework, components: [{slug: q, kind: quiz}]}]\n"


def refused(text: str) -> list[str]:
    """Return the errors of a file."""
    return judge(text)[0]


@pytest.mark.parametrize(
    ("old", "new", "errors"),
    [
        ("slug: c1, ", "", ["course.slug: is required (line 1)"]),
        ("slug: c1", "slug: c 1", ['course.slug: "c 1" is no short name: letters, digits, - and _ only, starting with a letter or digit (line 1)']),
        ("slug: c1", "slug: " + "c" * 81, ["course.slug: is 81 characters long, 80 are allowed (line 1)"]),
        ("title: Course", 'title: ""', ["course.title: is empty (line 1)"]),
        ("title: Course", "title: [a]", ["course.title: expected a text, got a list (line 1)"]),
        ("title: Course", "title: null", ["course.title: is required, got nothing (line 1)"]),
        ("title: Course", "title: " + "x" * 201, ["course.title: is 201 characters long, 200 are allowed (line 1)"]),
        ("title: Course", r'title: "a\0b"', ["course.title: holds the character U+0000 (line 1)"]),
        ("title: Course", r'title: "a\ud800b"', ["course.title: holds the character U+D800 (line 1)"]),
        ("America/New_York", "America/New_Yrok", ['course.time_zone: there is no time zone "America/New_Yrok"; did you mean "America/New_York"? (line 1)']),
        ("America/New_York", "../../etc/passwd", ['course.time_zone: there is no time zone "../../etc/passwd" (line 1)']),
        ("starts: 2020-08-31", "starts: 2020-08-31 08:00", ['course.starts: expected a day such as 2020-09-27, got "2020-08-31 08:00" (line 1)']),
        ("ends: 2020-12-18", "ends: 2020-08-18", ["course.ends: 2020-08-18 is before starts 2020-08-31 (line 1)"]),
        ("{slug: full}", "{slug: half}", ['tracks[1].slug: "half" is also the slug of tracks[0] (line 2)']),
        ("{slug: full}", "{slug: full, bases: [grade]}", ['tracks[0].bases[0]: expected letter, pass_fail or audit, got "grade" (line 2)']),
        ("{slug: full}", "{slug: full, bases: []}", ["tracks[0].bases: needs at least 1 entry (line 2)"]),
        ("{slug: full}", "{slug: full, units: -1}", ["tracks[0].units: -1 is not at least 0 (line 2)"]),
        ("without: [project]", "without: [projects]", ['tracks[1].without[0]: there is no category or assignment "projects"; did you mean "project"? (line 2)']),
        ("slug: project, weight", "slug: homework, weight", ['tracks[1].without[0]: there is no category or assignment "project" (line 2)', 'categories[1].slug: "homework" is also the slug of categories[0] (line 3)']),
        ("weight: 25", "weight: 25, cap: 5", ["categories[1].cap: stands only beside extra_credit (line 3)"]),
        ("weight: 25", "extra_credit: 5, cap: all", ['categories[1].cap: expected a number or none, got "all" (line 3)']),
        ("weight: 25", "weight: 25, weighting: weights", ['categories[1].weighting: expected points, got "weights" (line 3)']),
        ("weight: 25", "weight: 25, keep_best: 0", ["categories[1].keep_best: 0 is not at least 1 (line 3)"]),
        ("weight: 25", "weight: 25, keep_best: 2, drop_lowest: 1", ["categories[1].drop_lowest: cannot stand beside keep_best (line 3)"]),
        ("weight: 25", "wieght: 25", ['categories[1].wieght: unknown key; did you mean "weight"? (line 3)']),
        ("course:", "Course:", ["course: is required", 'Course: unknown key; did you mean "course"? (line 1)']),
    ],
)  # fmt: skip
def test_the_course_and_its_parts_are_refused(old, new, errors):
    assert sorted(refused(COURSE.replace(old, new, 1))) == sorted(errors)


@pytest.mark.parametrize(
    ("lines", "errors"),
    [
        ("slack: {days: -1}", ["slack.days: -1 is not at least 0 (line 4)"]),
        ("slack: {}", ["slack.days: is required (line 4)"]),
        ("slack: {days: 7, strategy: best}", ['slack.strategy: expected chronological or optimal, got "best" (line 4)']),
        ("slack: {days: 7, unit: 12h}", ['slack.unit: expected 24h, got "12h" (line 4)']),
        ("completion: {pass_fail: [labs]}", ['completion.pass_fail[0]: there is no category "labs" (line 4)']),
        ("completion: {letter: [homework]}", ["completion.letter: unknown key (line 4)"]),
        ("letters: {pass_at: B}", ["letters.scale: is required (line 4)"]),
        ("letters: {scale: {}}", ["letters.scale: needs at least 1 pair (line 4)"]),
        ("letters: {scale: {A: 90, B: 95, F: 0}}", ["letters.scale: A 90 is not above B 95 (line 4)"]),
        ("letters: {scale: {A: 90, B: 80}, pass_at: C}", ["letters.pass_at: C is not in letters.scale, which has A, B (line 4)"]),
        ("curve: {method: scale}", ["curve: needs letters.scale, which tells which letter is better (line 4)"]),
        (SCALE + "curve: {method: magic}", ['curve.method: expected quantile, zscore, linear, add or scale, got "magic" (line 5)']),
        (SCALE + "curve: {shares: {A: 1}}", ["curve.method: is required (line 5)"]),
        (SCALE + "curve: {method: quantile}", ["curve.shares: is required for method quantile (line 5)"]),
        (SCALE + "curve: {method: quantile, shares: {A: 0.5, B: 0.5, F: 1}}", ["curve.shares.B: B 0.5 is not above A 0.5; shares are cumulative (line 5)"]),
        (SCALE + "curve: {method: quantile, shares: {A: 0.5, B: 0.9}}", ["curve.shares: the last share, B 0.9, is not 1 (line 5)"]),
        (SCALE + "curve: {method: quantile, shares: {A: 0.5, B: 1.1}}", ["curve.shares.B: 1.1 is not at most 1 (line 5)"]),
        (SCALE + "curve: {method: quantile, shares: {A: 0.5, C: 1}}", ["curve.shares.C: C is not in letters.scale, which has A, B, F (line 5)"]),
        (SCALE + "curve: {method: quantile, shares: {B: 0.5, A: 1}}", ["curve.shares.A: A comes after B, but letters.scale has it before (line 5)"]),
        (SCALE + "curve: {method: zscore, thresholds: {A: 0, B: 1}}", ["curve.thresholds: A 0 is not above B 1 (line 5)"]),
        (SCALE + "curve: {method: zscore, shares: {A: 1}}", ["curve.thresholds: is required for method zscore (line 5)", "curve.shares: is a key of method quantile, and this is zscore (line 5)"]),
        (SCALE + "curve: {method: linear, median_to: 90, max_to: 90}", ["curve.max_to: 90 is not above median_to 90 (line 5)"]),
        (SCALE + "curve: {method: add}", ["curve.mean_to: is required for method add (line 5)"]),
        (SCALE + "curve: {method: scale, floor: A}", ['curve.floor: expected scale, got "A" (line 5)']),
        ("staff: [{role: ta}]", ["staff[0].name: is required (line 4)"]),
        ("meetings: [{kind: lecture, days: [mon], from: '08:00', to: '09:00'}]", ['meetings[0].days[0]: expected a weekday such as monday, got "mon"; did you mean "monday"? (line 4)']),
        ("meetings: [{kind: lecture, days: [monday], from: '09:00', to: '08:00'}]", ["meetings[0].to: 08:00 is not after 09:00 (line 4)"]),
        ("meetings: [{kind: lecture, days: [monday], from: 8am, to: '25:00'}]", ['meetings[0].from: expected a quoted time such as "08:00", got "8am" (line 4)', 'meetings[0].to: there is no such time of day, got "25:00" (line 4)']),
        ("office_hours: [{day: someday, from: '15:00', to: '16:00'}]", ['office_hours[0].day: expected a weekday such as monday, got "someday"; did you mean "sunday"? (line 4)']),
        ("schedule: [{slug: l1}]", ["schedule[0].kind: is required (line 4)"]),
        ("schedule: [{slug: l1, kind: lecture, assignment: hw9}]", ['schedule[0].assignment: there is no assignment "hw9" (line 4)']),
        ("schedule: [{slug: l1, kind: lecture, quiz: hw9}]", ['schedule[0].quiz: there is no component "hw9" (line 4)']),
        ("schedule: [{slug: l1, kind: lecture}, {slug: l1, kind: lecture}]", ['schedule[1].slug: "l1" is also the slug of schedule[0] (line 4)']),
        ("schedule: [{slug: l1, kind: lecture, links: [{url: null}]}]", ["schedule[0].links[0].title: is required (line 4)"]),
        ("schedule: [{slug: l1, kind: lecture, links: [{title: a, url: 'javascript:alert(1)'}]}]", ['schedule[0].links[0].url: expected an address such as https://example.edu/slides.pdf, got "javascript:alert(1)" (line 4)']),
        ("schedule: [{slug: l1, kind: lecture, topics: [{under: [a]}]}]", ["schedule[0].topics[0].topic: is required (line 4)"]),
        ("bulletin: [{slug: b1}]", ["bulletin[0].title: is required (line 4)"]),
        ("bulletin: [{slug: b1, title: x, component: hw9}]", ['bulletin[0].component: there is no component "hw9" (line 4)']),
        ("bulletin: [{slug: b1, title: x, until: soon}]", ['bulletin[0].until: expected a date such as 2020-09-27 or 2020-09-27 18:00, got "soon" (line 4)']),
        ("pages: [{slug: p, title: x}, {slug: p, title: y}]", ['pages[1].slug: "p" is also the slug of pages[0] (line 4)']),
        ("pages: {slug: p}", ["pages: expected a list of pages, got a mapping (line 4)"]),
        ("pages: [p]", ['pages[0]: expected a mapping with keys, got "p" (line 4)']),
        ("assignments: [{slug: a, category: homework}]", ["assignments[0].components: is required (line 4)"]),
        ("assignments: [{slug: a, category: homework, components: []}]", ["assignments[0].components: needs at least 1 entry (line 4)"]),
        ("assignments: [{slug: a, category: labs, components: [{slug: a, kind: quiz}]}]", ['assignments[0].category: there is no category "labs" (line 4)']),
        ("assignments: [{slug: a, category: homework, cap: none, components: [{slug: a, kind: quiz}]}]", ["assignments[0].cap: stands only beside extra_credit (line 4)"]),
        ("quizzes: [{component: q}]", ['quizzes[0].component: there is no component "q" (line 4)']),
    ],
)  # fmt: skip
def test_sections_are_refused(lines, errors):
    assert sorted(refused(f"{COURSE}{lines}\n")) == sorted(errors)


@pytest.mark.parametrize(
    ("question", "error"),
    [
        ("type: single, choices: [a, b], answer: 2", "answer: 2 is not among the 2 choices, which count from 0"),
        ("type: single, choices: [a, b], answer: [1]", "answer: expected a whole number, got a list"),
        ("type: single, choices: [a], answer: 0", "choices: needs at least 2 entries"),
        ("type: single, choices: [a, a], answer: 0", 'choices: "a" is given twice'),
        ("type: single, choices: [a, b]", "answer: is required for type single"),
        ("type: multiple, choices: [a, b], answer: [0, 2]", "answer: 2 is not among the 2 choices, which count from 0"),
        ("type: multiple, choices: [a, b], answer: [0, 0]", 'answer: "0" is given twice'),
        ("type: multiple, choices: [a, b], answer: []", "answer: needs at least 1 entry"),
        ("type: multiple, choices: [a, b], answer: 1", 'answer: expected a list, got "1"'),
        ("type: single, choices: [a, b], answer: 0, also: [2]", "also: 2 is not among the 2 choices, which count from 0"),
        ("type: single, choices: [a, b], answer: 0, also: [0]", "also[0]: is right already"),
        ("type: multiple, choices: [a, b, c], answer: [0, 1], also: [[2, 3]]", "also[0]: 3 is not among the 3 choices, which count from 0"),
        ("type: multiple, choices: [a, b, c], answer: [0, 1], also: [[1, 0]]", "also[0]: is right already"),
        ("type: numeric, answer: 1, also: [2, 2.0]", "also[1]: is right already"),
        ("type: numeric, answer: 1, tolerance: {digits: 0}", "tolerance.digits: 0 is not at least 1"),
        ("type: numeric, answer: pi", 'answer: expected a number, got "pi"'),
        ("type: numeric, answer: 1, tolerance: {absolute: 1, relative: 1}", "tolerance: is one of absolute, relative and digits"),
        ("type: numeric, answer: 1, tolerance: {absolute: -1}", "tolerance.absolute: -1 is not at least 0"),
        ("type: numeric, answer: 1, tolerance: 0.1", 'tolerance: expected a mapping with keys, got "0.1"'),
        ("type: text", "answers or pattern is required for type text"),
        ("type: text, pattern: ''", "answers or pattern is required for type text"),
        ("type: text, pattern: '('", "pattern: is no regular expression: missing ) at position 1"),
        ("type: text, answers: [a], case: perhaps", 'case: expected true or false, got "perhaps"'),
        ("type: matching, pairs: {a: x}", "pairs: needs at least 2 pairs"),
        ("type: ordering, items: [a]", "items: needs at least 2 entries"),
        ("type: ordering, items: [a, a]", 'items: "a" is given twice'),
        ("type: boolean, answer: 1", 'answer: expected true or false, got "1"'),
        ("type: essay", 'type: expected single, multiple, numeric, text, matching, ordering or boolean, got "essay"'),
        ("type: boolean, answer: true, choices: [a, b]", "choices: is a key of type single or multiple, and this is boolean"),
    ],
)  # fmt: skip
def test_questions_are_refused(question, error):
    quiz = f"quizzes: [{{component: q, questions: [{{slug: x, prompt: p, {question}}}]}}]\n"

    [found] = refused(COURSE + QUIZ + quiz)

    path = "quizzes[0].questions[0]"
    assert found in (f"{path}.{error} (line 5)", f"{path}: {error} (line 5)")


@pytest.mark.parametrize(
    ("quiz", "error"),
    [
        ("time_limit_min: 0", "time_limit_min: 0 is not above 0"),
        ("attempts: {count: 0}", "attempts.count: 0 is not at least 1"),
        ("attempts: {keep: worst}", 'attempts.keep: expected best, last or first, got "worst"'),
        ("reveal: never", 'reveal: expected at_once, after_window or by_hand, got "never"'),
        ("questions: [{slug: x, type: boolean, prompt: p, answer: true, credit: nobody}]", "questions: a score needs a question that counts, and a student may get none here: their credit is nobody"),
        ("questions: [{pool: p, take: 1, questions: [{slug: x, type: boolean, prompt: p, answer: true}, {slug: y, type: boolean, prompt: p, answer: true, credit: nobody}]}]", "questions: a score needs a question that counts, and a student may get none here: their credit is nobody"),
        ("questions: [{pool: p, questions: [{slug: x, type: boolean, prompt: p, answer: true}]}]", "questions[0].take: is required"),
        ("questions: [{pool: p, take: 1, questions: []}]", "questions[0].questions: needs at least 1 entry"),
        ("questions: [{slug: x, type: boolean, prompt: p, answer: true}, {pool: p, take: 1, questions: [{slug: x, type: boolean, prompt: p, answer: true}]}]", 'questions[1].questions[0].slug: "x" is also the slug of quizzes[0].questions[0]'),
    ],
)  # fmt: skip
def test_quizzes_are_refused(quiz, error):
    text = f"{COURSE}{QUIZ}quizzes: [{{component: q, {quiz}}}]\n"

    assert refused(text) == [f"quizzes[0].{error} (line 5)"]


def test_a_quiz_is_of_a_quiz_and_given_once():
    text = COURSE + (
        "assignments: [{slug: a, category: homework, components: ["
        "{slug: p, kind: parts, parts: 1}, {slug: q, kind: quiz}]}]\n"
        "quizzes: [{component: p}, {component: q}, {component: q}]\n"
    )

    assert refused(text) == [
        'quizzes[0].component: "p" is of kind parts, not quiz (line 5)',
        'quizzes[2].component: "q" is also the component of quizzes[1] (line 5)',
    ]


@pytest.mark.parametrize("rule", ["keep_best: 1", "drop_lowest: 1"])
def test_dropping_among_unequal_weights_is_refused(rule):
    key = rule.split(":")[0]
    text = COURSE.replace("weight: 75", f"weight: 75, {rule}") + (
        "assignments:\n"
        "  - {slug: a, category: homework, components: [{slug: a, kind: quiz}]}\n"
        "  - {slug: b, category: homework, weight: 2, components: [{slug: b, kind: quiz}]}\n"
        "  - {slug: c, category: homework, weight: 0, components: [{slug: c, kind: quiz}]}\n"
    )

    assert refused(text) == [
        (
            f"categories[0].{key}: the weights differ: a has 1, b has 2; equal weights are"
            " needed, or weighting: points (line 3)"
        )
    ]
    by_points = text.replace(rule, f"{rule}, weighting: points")
    assert refused(by_points.replace("category:", "points: 5, category:")) == []


def test_weighing_by_points_that_are_nowhere_is_refused():
    text = COURSE.replace("weight: 75", "weight: 75, weighting: points") + (
        "assignments:\n"
        "  - {slug: a, category: homework, components: [{slug: a, kind: quiz}]}\n"
        "  - {slug: b, category: homework, points: 5, components: [{slug: b, kind: quiz}]}\n"
        "  - {slug: c, category: homework, components: [{slug: c, kind: points, points: 5}]}\n"
        "  - {slug: d, category: homework, weight: 0, components: [{slug: d, kind: quiz}]}\n"
        "  - {slug: e, category: homework, extra_credit: 2, components: [{slug: e, kind: quiz}]}\n"
        "  - {slug: f, category: homework, points: x, components: [{slug: f, kind: quiz}]}\n"
        "  - {slug: g, category: project, components: [{slug: g, kind: quiz}]}\n"
    )

    assert refused(text) == [
        (
            "assignments[0]: has no points, and its category weighs by points;"
            " points: 10 on the assignment sets them (line 5)"
        ),
        'assignments[5].points: expected a number, got "x" (line 10)',
    ]


def test_extra_credit_needs_no_weight():
    category = "{slug: homework, extra_credit: 5, cap: 105}"
    text = COURSE.replace("{slug: homework, weight: 75}", category)

    assert judge(text) == ([], [])


def test_an_unreadable_section_is_told_once():
    text = COURSE.replace("categories: [", "categories: {a: [").replace("}]\n", "}]}\n")

    found = refused(
        text
        + "assignments: [{slug: a, category: homework, components: [{slug: a, kind: quiz}]}]\n"
    )

    assert [error for error in found if "assignments" in error] == []


def test_errors_of_all_sections_show_at_once_in_the_order_of_lines():
    text = COURSE.replace("weight: 75", "weight: x") + (
        "slack: {days: many}\n"
        "assignments:\n"
        "  - {slug: a, category: labs, components: [{slug: a, kind: parts, parts: 0}]}\n"
        "pages: [{slug: p}]\n"
        "surprise: 1\n"
    )

    assert refused(text) == [
        'categories[0].weight: expected a number, got "x" (line 3)',
        'slack.days: expected a whole number, got "many" (line 4)',
        "assignments[0].components[0].parts: 0 is not at least 1 (line 6)",
        'assignments[0].category: there is no category "labs" (line 6)',
        "pages[0].title: is required (line 7)",
        "surprise: unknown key (line 8)",
    ]
