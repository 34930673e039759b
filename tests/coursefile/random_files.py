"""Random valid course files: made from the grammar, then made to fit together."""

import math
from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from courseops import written_times as when
from courseops.coursefile import scalars
from courseops.coursefile.containers import Kinds, ListOf, Struct
from courseops.coursefile.either import Either
from courseops.coursefile.grammar import COURSE_FILE
from courseops.coursefile.grammar_competition import MARKS
from courseops.coursefile.meaning_components import NO_CLASSES
from courseops.coursefile.normal import direction
from courseops.coursefile.pairs import Pairs
from courseops.instants import in_zone
from leaderboard.metrics.catalogue import CATALOGUE, WholeNumber

ODD_TEXTS = (
    "No", "null", "~", "13", "1e3", "0x1f", "08:00", "2020-09-27", "a: b", "a #b", "- a", "? a", "!a", "'a'",
    '"a"', "\\", "{a}", "[a, b]", "&a", "*a", "a,b", " a ", "é", "日本語", "🎓", "a\u2028b", "a\x85b", "a?, b",
    "two\nlines", "two\n\nlines\n", "three\n\n\n", "  indented\nlines", "trailing \nspace", "\ttab", "a\r\nb",
    "# no comment", "---", "...", "%a", "@a", "`a`", "=", "<<", "a:", ":a", "yes", "1_000", "1:30", ".inf", "|",
)  # fmt: skip
ALPHABET = "abcxyzABZ0189 _-.,:;#!?&*|>%@`'\"\\/()[]{}=~<+\n\t\réßñ日本🎓\u2028\x85\xa0\u200b\ufeff"


def a_text(random: Random, longest: int | None) -> str:
    if random.random() < 0.5:
        return random.choice([one for one in ODD_TEXTS if len(one) <= (longest or 60)])
    size = random.randint(1, min(longest or 30, 30))
    text = "".join(random.choice(ALPHABET) for _ in range(size))
    return text if text.strip() else "a"


def a_number(random: Random, shape: scalars.Number) -> float:
    low = shape.least if shape.least is not None else shape.above
    high = shape.most if shape.most is not None else shape.below
    low, high = -1e9 if low is None else low, 1e9 if high is None else high
    whole = random.randint(math.ceil(low), math.floor(min(high, low + 1000)))
    if isinstance(shape, scalars.Whole):
        return whole
    inside = low + (high - low) * random.uniform(0.001, 0.999)
    is_excluded = whole in (shape.above, shape.below)
    return inside if is_excluded or random.random() < 0.5 else float(whole)


def a_moment(random: Random) -> datetime:
    clock = random.choice([0, 86399, 64800, 64859, random.randint(0, 86399)])
    return datetime(2020, 1, 1) + timedelta(days=random.randint(0, 365), seconds=clock)


SCALARS: dict[type, Callable] = {
    scalars.Text: lambda random, shape: a_text(random, shape.longest),
    scalars.Slug: lambda random, shape: random.choice(
        ["a", "B_c", "1-x", "hw1p2", "0"]
    ),
    scalars.Word: lambda random, shape: random.choice(shape.words),
    scalars.Pattern: lambda random, shape: random.choice(["pdf", "link", "event"]),
    scalars.Number: a_number,
    scalars.Whole: a_number,
    scalars.NumberOr: lambda random, shape: random.choice(
        ["none", a_number(random, shape)]
    ),
    scalars.Flag: lambda random, shape: random.random() < 0.5,
    scalars.Day: lambda random, shape: f"{a_moment(random):%Y-%m-%d}",
    scalars.Moment: lambda random, shape: when.shortest(
        a_moment(random), deadline=shape.deadline
    ),
    scalars.Clock: lambda random, shape: f"{a_moment(random):%H:%M}",
    scalars.Weekday: lambda random, shape: random.choice(scalars.WEEKDAYS),
    scalars.Url: lambda random, shape: random.choice(
        ["https://example.edu/a?b=c#d", "http://x.org", "mailto:a@b.de"]
    ),
}


def a_value(random: Random, shape):
    """Return something that *shape* takes, as a file would have it."""
    match shape:
        case Struct():
            return a_record(random, shape.fields)
        case Kinds():
            kind = random.choice(list(shape.kinds))
            return a_record(random, shape.kinds[kind]) | {shape.tag: kind}
        case ListOf():
            size = random.randint(max(shape.least, 1), shape.least + 3)
            return [a_value(random, shape.item) for _ in range(size)]
        case Pairs():
            names = ["x", "y", *(a_text(random, shape.longest) for _ in range(3))]
            return {name: a_value(random, shape.value) for name in names}
        case Either():
            return a_value(random, random.choice([shape.mapping, shape.other]))
    return SCALARS[type(shape)](random, shape)


def a_record(random: Random, fields) -> dict:
    record = {}
    for key, known in fields.items():
        if known.keeps_null and random.random() < 0.1:
            record[key] = None
        elif known.required or random.random() < 0.6:
            record[key] = a_value(random, known.shape)
    return record


def a_document(random: Random) -> dict:
    """Return a course file as plain values; loading it finds no error."""
    document = a_value(random, COURSE_FILE)
    course = document["course"]
    course["slug"] = "c1"
    course["time_zone"] = random.choice(["America/New_York", "UTC", "Asia/Kolkata"])
    if {"starts", "ends"} <= course.keys():
        course["starts"], course["ends"] = sorted((course["starts"], course["ends"]))
    _fit_names(random, document)
    _fit_letters(document)
    for assignment in document.get("assignments", []):
        for component in assignment["components"]:
            _fit_component(random, component)
    for entry in [*document.get("meetings", []), *document.get("office_hours", [])]:
        entry["from"], entry["to"] = "08:00", "09:20"
    for quiz in document.get("quizzes", []):
        _fit_quiz(quiz)
    return _on_existing_clocks(document, ZoneInfo(course["time_zone"]))


def documents() -> st.SearchStrategy[dict]:
    """Random course files, the same for the same seed."""
    return st.integers(0, 2**32).map(lambda seed: a_document(Random(seed)))


def _rename(entries: list[dict], key: str = "slug") -> list[str]:
    for index, entry in enumerate(entries):
        entry[key] = f"{entry[key]}-{index}"
    return [entry[key] for entry in entries]


def _fit_names(random: Random, document: dict) -> None:
    for section in ("tracks", "schedule", "bulletin", "pages"):
        _rename(document.get(section, []))
    categories = _rename(document.get("categories", []))
    if not categories:
        document.pop("assignments", None)
    assignments = _rename(document.get("assignments", []))
    components = [
        one for entry in document.get("assignments", []) for one in entry["components"]
    ]
    _rename(components)
    for entry in document.get("assignments", []):
        entry["category"] = random.choice(categories)
        _fit_extra(entry)
    for entry in document.get("categories", []):
        _fit_extra(entry)
        entry.pop("keep_best", None)
        entry.pop("drop_lowest", None)
    _fit_points(random, document)
    known = [*categories, *assignments]
    for track in document.get("tracks", []):
        track["bases"] = random.sample(["letter", "pass_fail", "audit"], 2)
        track["without"] = random.sample(known, min(2, len(known)))
    for wanted in document.get("completion", {}).values():
        wanted[:] = categories[:2]
    _fit_kinds(random, components)
    quizzes = [one["slug"] for one in components if one["kind"] == "quiz"]
    names = [one["slug"] for one in components]
    _refer(random, document.get("schedule", []), "assignment", assignments)
    _refer(random, document.get("schedule", []), "quiz", quizzes)
    _refer(random, document.get("bulletin", []), "component", names)
    document["quizzes"] = [
        quiz | {"component": slug}
        for quiz, slug in zip(document.get("quizzes", []), quizzes, strict=False)
    ]


def _fit_kinds(random: Random, components: list[dict]) -> None:
    kinds = ("rubric", "files", "points")
    reviewable = [one["slug"] for one in components if one["kind"] in kinds]
    for one in components:
        if one["kind"] != "peer_review":
            continue
        if reviewable:
            one["of"] = random.choice(reviewable)
        else:
            slug = one["slug"]
            one.clear()
            one.update(slug=slug, kind="quiz")


def _fit_points(random: Random, document: dict) -> None:
    weighs = {
        entry["slug"]
        for entry in document.get("categories", [])
        if entry.get("weighting") == "points"
    }
    for entry in document.get("assignments", []):
        if entry["category"] in weighs:
            entry["points"] = random.randint(1, 20)


def _fit_extra(entry: dict) -> None:
    if "extra_credit" not in entry:
        entry.pop("cap", None)


def _refer(random: Random, entries: list[dict], key: str, known: list[str]) -> None:
    for entry in entries:
        entry.pop(key, None)
        if known and random.random() < 0.5:
            entry[key] = random.choice(known)


def _fit_letters(document: dict) -> None:
    letters = document.get("letters")
    if letters is None:
        document.pop("curve", None)
        return
    scale = letters["scale"]
    some = sorted(set(scale.values()), reverse=True)
    letters["scale"] = dict(zip(scale, some, strict=False))
    best, *others = letters["scale"]
    letters["pass_at"] = best
    curve = document.get("curve", {})
    if "shares" in curve:
        curve["shares"] = {best: 0.25, others[0]: 1} if others else {best: 1}
    if "thresholds" in curve:
        curve["thresholds"] = {best: 1.5}
    if "median_to" in curve:
        curve["median_to"], curve["max_to"] = 83, 100


def _fit_component(random: Random, component: dict) -> None:
    if component["kind"] == "competition":
        _fit_competition(random, component)
    dates = [
        key for key in ("released", "early", "on_time", "late") if key in component
    ]
    moments = [
        when.parse_moment(component[key], deadline=key != "released") for key in dates
    ]
    for key, moment in zip(dates, sorted(moments), strict=True):
        component[key] = when.shortest(moment, deadline=key != "released")
    if "released" in component:
        component.pop("code", None)
    if "on_time" not in component:
        component.pop("late", None)
    _rename(component.get("criteria", []))
    if "team" in component:
        component["team"]["max"] = component["team"].get("min", 1) + 1
    if "required" in component.get("files", {}):
        component["files"]["accept"] = component["files"]["required"]
    if "tiers" in component:
        half = {"share": 0.5, "points": component["points"]}
        component["tiers"] = [half, {"share": 1, "points": 0}]
    if "sessions" in component:
        component["sessions"] = list(dict.fromkeys(component["sessions"]))


def _fit_competition(random: Random, component: dict) -> None:
    entry = random.choice(list(CATALOGUE.values()))
    options = {
        key: 5 if isinstance(option, WholeNumber) else option.words[0]
        for key, option in entry.options.items()
    }
    component["metric"] = {"name": entry.name, **options} if options else entry.name
    component.pop("weight_column", None)
    if entry.weighted:
        component["weight_column"] = "a weight"
    if entry.direction is None:
        component.setdefault("direction", "minimize")
    if entry.name in NO_CLASSES:
        component.get("split", {}).pop("stratify", None)
    component["id_column"] = f"id {component['id_column'][:100]}"
    component["target_columns"] = [
        f"{n} {name[:100]}" for n, name in enumerate(component["target_columns"])
    ]
    if entry.one_column:
        del component["target_columns"][1:]
    if "marks" in component:
        component["marks"] = {"A": 100, "A-": 90.5, "F": 0}
    if "cutoffs" in component:
        marks = component.get("marks", MARKS)
        scores = {random.randint(-9, 9) / 10 for _ in range(9)} | {-2, 3}
        best_first = sorted(scores, reverse=direction(component) == "maximize")
        letters = [*list(marks)[:-1], "F"]
        component["cutoffs"] = dict(
            zip(letters, best_first[: len(letters)], strict=False)
        )
        component["cutoffs"].setdefault("F", best_first[-1])


def _fit_quiz(quiz: dict) -> None:
    pools = [entry for entry in quiz.get("questions", []) if "pool" in entry]
    questions = [entry for entry in quiz.get("questions", []) if "pool" not in entry]
    questions += [question for pool in pools for question in pool["questions"]]
    _rename(pools, "pool")
    _rename(questions)
    for question in questions:
        _fit_question(question)
    for entry in quiz.get("questions", [])[:1]:
        # A score needs a question that counts.
        for question in entry.get("questions", [entry]):
            question.pop("credit", None)


def _fit_question(question: dict) -> None:
    for key in ("choices", "items"):
        if key in question:
            question[key] = [f"{n} {text}" for n, text in enumerate(question[key])]
    if question["type"] == "single":
        question["answer"] = 0
        _fit_also(question, [1])
    if question["type"] == "multiple":
        question["answer"] = [1, 0]
        _fit_also(question, [[1], [0]])
    if question["type"] == "numeric":
        question["answer"] = 3
        _fit_also(question, [-3, 0.25])
    if question["type"] == "text":
        question["answers"], question["pattern"] = ["a"], r"^a+\s?\d{2}$"
    for kind in list(question.get("tolerance", {}))[1:]:
        del question["tolerance"][kind]


def _fit_also(question: dict, also: list) -> None:
    if "also" in question:
        question["also"] = also


def _on_existing_clocks(document: dict, zone: ZoneInfo) -> dict:
    def moved(shape, value, path):
        if isinstance(shape, scalars.Moment):
            try:
                in_zone(shape.local(value), zone=zone)
            except ValueError:
                return value[:10]
        return value

    return COURSE_FILE.visited(document, (), moved)
