"""Components that are refused, each with its exact message.

The component stands on line 8, in flow style.
"""

import pytest

from tests.coursefile.files import competition, judge, with_component

AT = "assignments[0].components[0]"


def refused(component: str) -> list[str]:
    """Return the errors of a component, without the path and line they share."""
    errors, _ = judge(with_component(component))
    for error in errors:
        assert error.startswith(AT), error
        assert error.endswith("(line 8)"), error
    return [error[len(AT) :].removesuffix(" (line 8)").lstrip(".") for error in errors]


@pytest.mark.parametrize(
    ("keys", "errors"),
    [
        ("cutoffs: {A: 0.6, B: 0.66, C: 0.53, D: 0.30, F: 0}", ["cutoffs: A 0.6 is not better than B 0.66"]),
        ("cutoffs: {A: 0.6, B: 0.6, F: 0}", ["cutoffs: A 0.6 is not better than B 0.6"]),
        ("cutoffs: {A: 5, B: 3, F: 9}, direction: minimize", ["cutoffs: A 5 is not better than B 3"]),
        ("cutoffs: {B: 0.5, F: 0}", ["cutoffs: A is missing"]),
        ("cutoffs: {A: 0.5}", ["cutoffs: F is missing"]),
        ("cutoffs: {A: .inf, F: 0}", ["cutoffs.A: .inf is not finite"]),
        ("cutoffs: {A: .nan, F: 0}", ["cutoffs.A: .nan is not finite"]),
        ("cutoffs: {A: 1e999, F: 0}", ["cutoffs.A: 1e999 is not finite"]),
        ("cutoffs: {A: high, F: 0}", ['cutoffs.A: expected a number, got "high"']),
        ("cutoffs: {A: 0.9, E: 0.5, F: 0}", ["cutoffs.E: E has no mark; marks has A, B, C, D, F"]),
        ("cutoffs: [0.9, 0.5]", ["cutoffs: expected letters with their scores, got a list"]),
        ("marks: {A: 100, B: 80, B+: 90, F: 0}", ["marks: B 80 is not above B+ 90"]),
        ("marks: {A: 100, B: 100, F: 0}", ["marks: A 100 is not above B 100"]),
        ("marks: {B: 100, A: 90, F: 0}", ["marks: A has to come first, as the best"]),
        ("marks: {A: 100, F: 10, D: 5}", ["marks: F has to come last, as the worst"]),
        ("marks: {A: 120, F: 0}", ["marks.A: 120 is not at most 100"]),
        ("marks: {A: 100}", ["marks: F is missing"]),
        ("bonus: -1", ["bonus: -1 is not at least 0"]),
        ("split: {public: 0}", ["split.public: 0 is not above 0"]),
        ("split: {public: 1}", ["split.public: 1 is not below 1"]),
        ("split: {seed: 1}", ["split.public: is required"]),
        ("split: {public: 0.3, stratify: 1}", ['split.stratify: expected true or false, got "1"']),
        ("split: {public: 30%}", ['split.public: expected a number, got "30%"; leave out the %']),
        ("split: 0.3", ['split: expected a mapping with keys, got "0.3"']),
        ("mark_on: both", ['mark_on: expected public, private or all, got "both"']),
        ("selection: last", ['selection: expected best, latest or chosen, got "last"']),
        ("direction: max", ['direction: expected maximize or minimize, got "max"']),
        ("max_mb: 0", ["max_mb: 0 is not above 0"]),
        ("limits: {daily: 0}", ["limits.daily: 0 is not at least 1"]),
        ("limits: {daily: 1.5}", ['limits.daily: expected a whole number, got "1.5"']),
        ("limits: {weekly: 5}", ["limits.weekly: unknown key"]),
        ("limits: {dayly: 5}", ['limits.dayly: unknown key; did you mean "daily"?']),
        ("team: {min: 3, max: 2}", ["team.min: 3 is more than max 2"]),
        ("team: {min: 2}", ["team.min: 2 is more than max 1"]),
        ("team: {leftovers: alone}", ['team.leftovers: expected random, got "alone"']),
        ("weight_column: w", ["weight_column: accuracy takes no weights"]),
        ("target_columns: []", ["target_columns: duplicate key, first on line 8"]),
        ("parts: 3", ["parts: is a key of kind parts, and this is competition"]),
        ("criteria: []", ["criteria: is a key of kind rubric or peer_review, and this is competition"]),
        ("metrics: accuracy", ['metrics: unknown key; did you mean "metric"?']),
        ("weight: -1", ["weight: -1 is not at least 0"]),
        ('weight: "50"', ['weight: expected a number, got the text "50"']),
        ("weight: 1_000", ['weight: expected a number, got "1_000"']),
        ("weight: 0x10", ['weight: expected a number, got "0x10"']),
        ("weight: 010", ["weight: write 010 without the leading zero"]),
        ("weight: true", ['weight: expected a number, got "true"']),
        ("slack: maybe", ['slack: expected true or false, got "maybe"']),
        ("slack: 1", ['slack: expected true or false, got "1"']),
    ],
)  # fmt: skip
def test_a_competition_is_refused(keys, errors):
    assert refused(competition(keys)) == errors


@pytest.mark.parametrize(
    ("keys", "errors"),
    [
        ("metric: accurracy", ['metric: "accurracy" is not known; did you mean "accuracy"?']),
        ("metric: {name: accuracy, k: 5}", ["metric.k: accuracy has no option k: it takes no options"]),
        ("metric: top_k_accuracy", ["metric: top_k_accuracy needs k: {name: top_k_accuracy, k: 5}"]),
        ("metric: {name: top_k_accuracy, k: 0}", ["metric.k: 0 is not at least 1"]),
        ("metric: {k: 5}", ["metric.name: is required"]),
        ("metric: {name: rmse, normalise: weights}", ["metric.normalise: rmse has no option normalise: it takes no options"]),
        ("metric: {name: weighted_mae, normalise: rows}, weight_column: w", ['metric.normalise: expected weights, got "rows"']),
        ("metric: weighted_mae", ["weight_column is required for weighted_mae"]),
        ("metric: {name: rmse, direction: minimize}, direction: maximize", ["direction: maximize contradicts the metric's minimize"]),
        ("metric: custom, direction: minimize", ["metric: custom needs reads: {name: custom, reads: labels}"]),
        ("metric: {name: custom, reads: texts}", ["direction is required for custom: maximize or minimize"]),
        ("metric: {name: custom, reads: files, direction: minimize}", ['metric.reads: expected labels, numbers or texts, got "files"']),
        ("metric: {name: custom, reads: texts, direction: minimize}, split: {public: 0.3, stratify: true}", ["split.stratify: custom compares no classes, so there is no share of them to keep"]),
        ("metric: null", ["metric: is required, got nothing"]),
        ("", ["metric: is required for kind competition"]),
        ("metric: rmse, target_columns: [id]", ['target_columns[0]: the column "id" is named twice']),
        ("metric: rmse, target_columns: [y, y]", ['target_columns[1]: the column "y" is named twice']),
        ("metric: rmse, target_columns: [Usage]", ["target_columns[0]: Usage is the solution's own column"]),
        ("metric: rmse, target_columns: []", ["target_columns: needs at least 1 entry"]),
        ("metric: rmse, target_columns: y", ['target_columns: expected a list of columns, got "y"']),
        ("metric: rmse, split: {public: 0.3, stratify: true}", ["split.stratify: rmse compares no classes, so there is no share of them to keep"]),
        ("metric: f1_macro, target_columns: [y, z]", ["target_columns: f1_macro takes one target column, not 2"]),
        ("metric: levenshtein, cutoffs: {A: 9, F: 5}", ["cutoffs: A 9 is not better than F 5"]),
        ("metric: cer, direction: maximize, cutoffs: {A: 5, F: 9}", ["cutoffs: A 5 is not better than F 9"]),
    ],
)  # fmt: skip
def test_a_metric_or_its_columns_are_refused(keys, errors):
    targets = "" if "target_columns" in keys else ", target_columns: [y]"
    more = f", {keys}" if keys else ""

    found = refused(f"{{slug: c, kind: competition, id_column: id{targets}{more}}}")

    assert [one.removeprefix(": ") for one in found] == errors


@pytest.mark.parametrize(
    ("keys", "errors"),
    [
        ("kind: parts", ["parts: is required for kind parts"]),
        ("kind: parts, parts: 0", ["parts: 0 is not at least 1"]),
        ("kind: part", ['kind: expected competition, parts, quiz, points, rubric, files, peer_review, tiers or attendance, got "part"; did you mean "parts"?']),
        ("parts: 3", ["kind: is required"]),
        ("kind: quiz, metric: accuracy", ["metric: is a key of kind competition, and this is quiz"]),
        ("kind: quiz, selection: best", ["selection: is a key of kind competition, parts, points, rubric or files, and this is quiz"]),
        ("kind: points", ["points: is required for kind points"]),
        ("kind: points, points: 0", ["points: 0 is not above 0"]),
        ("kind: parts, parts: 1, selection: chosen", ['selection: expected best or latest, got "chosen"']),
        ("kind: rubric", ["criteria: is required for kind rubric"]),
        ("kind: rubric, criteria: []", ["criteria: needs at least 1 entry"]),
        ("kind: rubric, criteria: [{slug: a}]", ["criteria[0].points: is required"]),
        ("kind: rubric, criteria: [{slug: a, points: -1}]", ["criteria[0].points: -1 is not above 0"]),
        ("kind: rubric, criteria: [{slug: a, points: 1}, {slug: a, points: 1}]", ['criteria[1].slug: "a" is also the slug of assignments[0].components[0].criteria[0]']),
        ("kind: files, graded: letter", ['graded: expected percent or completion, got "letter"']),
        ("kind: files, files: {accept: [.pdf]}", ['files.accept[0]: expected a file type such as pdf, zip or link, got ".pdf"']),
        ("kind: files, files: {accept: [pdf], required: [zip]}", ["files.required[0]: zip is not among what accept takes"]),
        ("kind: files, files: {accept: []}", ["files.accept: needs at least 1 entry"]),
        ("kind: peer_review, reviews: 3, criteria: [{slug: a, points: 1}]", ["of: is required for kind peer_review"]),
        ("kind: peer_review, of: c, reviews: 3, criteria: [{slug: a, points: 1}]", ['of: "c" is of kind peer_review, not rubric or files or points']),
        ("kind: peer_review, of: d, reviews: 0, criteria: [{slug: a, points: 1}], mark: taken", ["reviews: 0 is not at least 1", 'mark: expected received or given, got "taken"', 'of: there is no component "d"']),
        ("kind: tiers, points: 4", ["tiers: is required for kind tiers"]),
        ("kind: tiers, points: 4, tiers: [{share: 0.5, points: 4}]", ["tiers[0].share: the last share is 0.5, not 1"]),
        ("kind: tiers, points: 4, tiers: [{share: 0.5, points: 4}, {share: 0.5, points: 3}, {share: 1, points: 1}]", ["tiers[1].share: 0.5 is not above 0.5; shares are cumulative"]),
        ("kind: tiers, points: 4, tiers: [{share: 0.5, points: 1}, {share: 1, points: 2}]", ["tiers[1].points: 2 is more than the better tier's 1"]),
        ("kind: tiers, points: 4, tiers: [{share: 1, points: 5}]", ["tiers[0].points: 5 is more than all 4"]),
        ("kind: attendance", ["sessions: is required for kind attendance"]),
        ("kind: attendance, sessions: [2020-09-02, 2020-09-02]", ["sessions[1]: 2020-09-02 is named twice"]),
        ("kind: attendance, sessions: [monday]", ['sessions[0]: expected a day such as 2020-09-27, got "monday"']),
        ("kind: attendance, sessions: 2020-09-02", ['sessions: expected a list, got "2020-09-02"']),
    ],
)  # fmt: skip
def test_each_kind_has_its_keys(keys, errors):
    assert refused(f"{{slug: c, {keys}}}") == errors


@pytest.mark.parametrize("name", ["accommodations", "import"])
def test_no_quiz_is_called_as_a_page_beside_it(name):
    assert refused(f"{{slug: {name}, kind: quiz}}") == [
        f'slug: no quiz is called "{name}": a page is'
    ]


@pytest.mark.parametrize(
    ("policy", "errors"),
    [
        ("late_policy: refuse", ['late_policy: expected a mapping with keys, got "refuse"']),
        ("late_policy: {}", ["late_policy.kind: is required"]),
        ("late_policy: {kind: slack}", ['late_policy.kind: expected refuse, slack_or_late, free_days, percent_per_day or none, got "slack"']),
        ("late_policy: {kind: refuse, per_day: 0.1}", ["late_policy.per_day: is a key of kind percent_per_day, and this is refuse"]),
        ("late_policy: {kind: slack_or_late, late_factor: 1.1}", ["late_policy.late_factor: 1.1 is not at most 1"]),
        ("late_policy: {kind: slack_or_late, per_extra_day: 0.1}", ["late_policy.per_extra_day: is a key of kind free_days, and this is slack_or_late"]),
        ("late_policy: {kind: free_days, per_extra_day: 25}", ["late_policy.per_extra_day: 25 is not at most 1"]),
        ("late_policy: {kind: percent_per_day}", ["late_policy.per_day: is required for kind percent_per_day"]),
        ("late_policy: {kind: percent_per_day, per_day: 0.1, of: total}", ['late_policy.of: expected possible or mark, got "total"']),
        ("late_policy: {kind: percent_per_day, per_day: 0.1, floor: 101}", ["late_policy.floor: 101 is not at most 100"]),
        ("late_policy: {kind: percent_per_day, per_day: 0.1, max_days: -1}", ["late_policy.max_days: -1 is not at least 0"]),
    ],
)  # fmt: skip
def test_a_late_policy_is_refused(policy, errors):
    assert refused(f"{{slug: c, kind: points, points: 10, {policy}}}") == errors


FORM = "expected a date such as 2020-09-27 or 2020-09-27 18:00"


@pytest.mark.parametrize(
    ("dates", "errors"),
    [
        ("on_time: 27.9.2020", [f'on_time: {FORM}, got "27.9.2020"']),
        ("on_time: 2020-9-27", [f'on_time: {FORM}, got "2020-9-27"']),
        ("on_time: 2020-09-27 6pm", [f'on_time: {FORM}, got "2020-09-27 6pm"']),
        ("on_time: [2020-09-27]", [f"on_time: {FORM}, got a list"]),
        ("on_time: 2020-02-30", ['on_time: there is no such day in the calendar, got "2020-02-30"']),
        ("on_time: 2020-09-27 24:00", ['on_time: there is no such time of day, got "2020-09-27 24:00"']),
        ("on_time: 0020-09-27", ['on_time: the year is not between 1900 and 2199, got "0020-09-27"']),
        ("on_time: 2020-09-27T18:00:00Z", ["on_time: times in a course file are in the course's time zone; leave out the offset or Z, got \"2020-09-27T18:00:00Z\""]),
        ("on_time: 2020-09-27T18:00-04:00", ["on_time: times in a course file are in the course's time zone; leave out the offset or Z, got \"2020-09-27T18:00-04:00\""]),
        ("released: 2020-09-28, on_time: 2020-09-27", ["on_time: 2020-09-27 is before released 2020-09-28"]),
        ("early: 2020-09-28, on_time: 2020-09-27", ["on_time: 2020-09-27 is before early 2020-09-28"]),
        ("on_time: 2020-09-27, late: 2020-09-27 12:00", ["late: 2020-09-27 12:00 is before on_time 2020-09-27"]),
        ("released: 2020-09-28, late: 2020-09-27", ["late: 2020-09-27 is before released 2020-09-28", "late: needs an on_time to be later than"]),
        ("released: 2020-09-28, code: 2020-09-27", ["code: 2020-09-27 is before released 2020-09-28"]),
        ("late: 2020-09-27", ["late: needs an on_time to be later than"]),
        ("on_time: 2021-03-14 02:30", ["on_time: 2021-03-14 02:30:59 does not exist in America/New_York: the clocks are put forward over it; give a time before or after the change"]),
        ("team: {form_by: 2021-03-14 02:30}", ["team.form_by: 2021-03-14 02:30:59 does not exist in America/New_York: the clocks are put forward over it; give a time before or after the change"]),
    ],
)  # fmt: skip
def test_dates_are_refused(dates, errors):
    assert refused(f"{{slug: c, kind: points, points: 10, {dates}}}") == errors


def test_all_errors_of_one_component_show_at_once():
    keys = (
        "weight: x, split: {public: 2}, cutoffs: {A: 0.1, B: 0.2, F: 0}, on_time: 2020-09-01,"
        " released: 2020-09-02, late_policy: {kind: refuse, floor: 1}, team: {min: 2, max: 1},"
        " unheard: of"
    )

    assert refused(competition(keys)) == [
        'weight: expected a number, got "x"',
        "split.public: 2 is not below 1",
        "late_policy.floor: is a key of kind percent_per_day, and this is refuse",
        "unheard: unknown key",
        "cutoffs: A 0.1 is not better than B 0.2",
        "team.min: 2 is more than max 1",
        "on_time: 2020-09-01 is before released 2020-09-02",
    ]


def test_each_line_of_a_block_is_told_apart():
    errors, _ = judge(
        with_component(
            "slug: hw1p2\n"
            "        kind: competition\n"
            "        metric: accuracy\n"
            "        id_column: id\n"
            "        target_columns:\n"
            "          - label\n"
            "          - label\n"
            "        cutoffs:\n"
            "          A: 0.7\n"
            "          B: 0.5\n"
            "          C: 0.6\n"
            "          F: 0"
        )
    )

    assert errors == [
        f'{AT}.target_columns[1]: the column "label" is named twice (line 14)',
        f"{AT}.cutoffs: B 0.5 is not better than C 0.6 (line 17)",
    ]


def test_two_components_of_one_name():
    errors, _ = judge(
        with_component(
            "{slug: p1, kind: parts, parts: 1}\n"
            "      - {slug: p1, kind: parts, parts: 1}"
        )
    )

    assert errors == [
        (
            'assignments[0].components[1].slug: "p1" is also the slug of'
            " assignments[0].components[0] (line 9)"
        )
    ]
