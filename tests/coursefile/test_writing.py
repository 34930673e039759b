"""YAML as it is written: readable, and the same to every parser."""

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from courseops.coursefile.writing import written


@pytest.mark.parametrize(
    ("value", "line"),
    [
        ("plain words", "k: plain words\n"),
        ("11-785", "k: 11-785\n"),
        ("B-", "k: B-\n"),
        ("24h", "k: 24h\n"),
        ("Hebb's rule (1949)", "k: Hebb's rule (1949)\n"),
        ("https://example.edu/a?b", 'k: "https://example.edu/a?b"\n'),
        ("13", 'k: "13"\n'),
        ("13*", "k: 13*\n"),
        ("No", 'k: "No"\n'),
        ("08:00", 'k: "08:00"\n'),
        ("CNN: Basics", 'k: "CNN: Basics"\n'),
        ("a\u2028b", 'k: "a\\u2028b"\n'),
        ("", 'k: ""\n'),
        ("two\nlines\n", "k: |\n  two\n  lines\n"),
        ("two\nlines", "k: |-\n  two\n  lines\n"),
        (" two\nlines", 'k: " two\\nlines"\n'),
        (50, "k: 50\n"),
        (0.5, "k: 0.5\n"),
        (1e-7, "k: 1.0e-07\n"),
        (True, "k: true\n"),
        (None, "k: null\n"),
        ([], "k: []\n"),
        ({"a": [1, "b"]}, "k: {a: [1, b]}\n"),
        (["x" * 70, "y" * 70], f"k:\n  - {'x' * 70}\n  - {'y' * 70}\n"),
        ([{"a": "x" * 120, "b": 1}], f"k:\n  - a: {'x' * 120}\n    b: 1\n"),
        ([{"a": "1\n2", "b": 1}], "k:\n  - a: |-\n      1\n      2\n    b: 1\n"),
    ],
)
def test_values_are_written(value, line):
    assert written({"k": value}) == line


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=12,
)  # fmt: skip


class WithoutDates(yaml.SafeLoader):
    """Reads dates as the texts that they are here."""


WithoutDates.yaml_implicit_resolvers = {
    first: [(tag, form) for tag, form in resolvers if not tag.endswith("timestamp")]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


@given(value=VALUES)
@settings(deadline=None)
def test_another_parser_reads_the_same_values(value):
    assert yaml.load(written({"k": value}), WithoutDates) == {"k": value}


def test_a_long_text_of_digits_is_written_at_once():
    assert written({"k": "1" * 100_000 + "x"}) == f"k: {'1' * 100_000}x\n"
