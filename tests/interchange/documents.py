"""Random quizzes, as a course file has them."""

from decimal import Decimal

from hypothesis import strategies as st

ALPHABET = "abcXYZ019 .,;:!?-_*#=~{}[]()<>&$%'\"\\/|`^+@éß日🎓"
FORMULAS = ("$x^2$", "$\\frac{a}{b} = 1$", "$$\\sum_i x_i$$", "\\(a_1\\)")
BLOCKS = (
    "Two *emphasised* words, **bold**.",
    "- one\n- two `code`",
    "```python\nx = {1: '~'}\n```",
    "| a | b |\n| --- | --- |\n| 1 | 2 |",
    "> quoted",
    "# Heading",
    "![figure](fig.png)",
    "[link](https://example.edu/a?b=c)",
)
words = st.text(ALPHABET, min_size=1, max_size=25).map(
    lambda text: " ".join(text.split())
)
lines = (
    st.one_of(words, st.sampled_from(FORMULAS), st.sampled_from(["`x`", "**b**"]))
    .map(str.strip)
    .filter(bool)
)
prompts = st.lists(
    st.one_of(lines, st.sampled_from(BLOCKS)), min_size=1, max_size=3
).map("\n\n".join)
plain_words = words.filter(lambda text: text and "->" not in text)
choices = st.lists(lines, min_size=2, max_size=5, unique=True)
numbers = st.integers(-(10**6), 10**6).map(lambda n: as_number(Decimal(n) / 1000))


def as_number(value: Decimal) -> float:
    return int(value) if value == value.to_integral_value() else float(value)


@st.composite
def singles(draw):
    found = draw(choices)
    right = draw(
        st.lists(st.integers(0, len(found) - 1), min_size=1, max_size=2, unique=True)
    )
    right = sorted(right)
    also = {"also": right[1:]} if right[1:] else {}
    return {"type": "single", "choices": found, "answer": right[0], **also}


@st.composite
def multiples(draw):
    found = draw(choices)
    places = st.integers(0, len(found) - 1)
    answer = sorted(draw(st.lists(places, min_size=1, unique=True)))
    return {"type": "multiple", "choices": found, "answer": answer}


@st.composite
def numerics(draw, *, digits=True):
    answers = draw(st.lists(numbers, min_size=1, max_size=3, unique=True))
    tolerances = [{}, {"absolute": 0.25}, {"absolute": 2}]
    if digits and all(answers):
        tolerances.append({"digits": 3})
    tolerance = draw(st.sampled_from(tolerances))
    return (
        {"type": "numeric", "answer": answers[0]}
        | ({"also": answers[1:]} if answers[1:] else {})
        | ({"tolerance": tolerance} if tolerance else {})
    )


def texts():
    answers = st.lists(plain_words, min_size=1, max_size=3, unique=True)
    return answers.map(lambda found: {"type": "text", "answers": found})


@st.composite
def matchings(draw):
    lefts = draw(
        st.lists(
            lines.filter(lambda one: "->" not in one),
            min_size=2,
            max_size=4,
            unique=True,
        )
    )
    return {"type": "matching", "pairs": {left: draw(lines) for left in lefts}}


booleans = st.booleans().map(lambda answer: {"type": "boolean", "answer": answer})


@st.composite
def questions(draw, *, credit=True, digits=True):
    key = draw(
        st.one_of(
            singles(),
            multiples(),
            numerics(digits=digits),
            texts(),
            matchings(),
            booleans,
        )
    )
    found = {"type": key.pop("type"), "prompt": draw(prompts), **key}
    if draw(st.booleans()):
        found["explanation"] = draw(prompts)
    if credit and draw(st.integers(0, 4)) == 0:
        found["credit"] = "nobody"
    return found


def _with_slugs(entries):
    number = 0
    for entry in entries:
        for question in entry.get("questions", [entry]):
            number += 1
            question["slug"] = f"q{number}"
    return entries


@st.composite
def quizzes(draw):
    """Quizzes with all that QTI expresses."""
    pools = st.builds(
        lambda found, take: {"take": min(take, len(found)), "questions": found},
        st.lists(questions(credit=False), min_size=1, max_size=3),
        st.integers(1, 3),
    )
    entries = draw(st.lists(st.one_of(questions(), pools), min_size=1, max_size=4))
    for index, entry in enumerate(entries):
        if "take" in entry:
            entry["pool"] = f"pool-{index}"
    return {
        "time_limit_min": draw(st.sampled_from([None, 30, 60])),
        "attempts": {
            "count": draw(st.integers(1, 3)),
            "keep": draw(st.sampled_from(["best", "last"])),
        },
        "shuffle": draw(st.booleans()),
        "reveal": draw(st.sampled_from(["at_once", "after_window", "by_hand"])),
        "questions": _with_slugs(entries),
    }


def gift_quizzes():
    """Quizzes with all that GIFT expresses."""
    found = st.lists(questions(credit=False, digits=False), min_size=1, max_size=4)
    return found.map(lambda entries: {"questions": _with_slugs(entries)})
