"""docs/course-file.md: its example loads, and it names every key, word and metric."""

import re
from pathlib import Path

import pytest

from courseops.coursefile.containers import Kinds, ListOf, Struct
from courseops.coursefile.either import Either
from courseops.coursefile.grammar import COURSE_FILE
from courseops.coursefile.scalars import Word
from leaderboard.metrics.catalogue import CATALOGUE
from tests.coursefile.files import judge

PAGE = (Path(__file__).parents[2] / "docs/course-file.md").read_text()


def named(shape) -> set[str]:
    """Return the keys and words that a shape knows, with those of what it holds."""
    match shape:
        case Struct():
            return inside(shape.fields)
        case Kinds():
            return set(shape.kinds).union(*map(inside, shape.kinds.values()))
        case ListOf():
            return named(shape.item)
        case Either():
            return named(shape.mapping) | named(shape.other)
        case Word():
            return set(shape.words)
    return set()


def inside(fields) -> set[str]:
    return set(fields).union(*(named(known.shape) for known in fields.values()))


def test_the_example_loads_without_a_warning():
    example = PAGE.split("<!-- This example is loaded by a test. -->\n```yaml\n")[1]

    assert judge(example.split("```")[0]) == ([], [])


@pytest.mark.parametrize("word", sorted(named(COURSE_FILE) | set(CATALOGUE)))
def test_every_key_and_word_is_named(word):
    assert re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", PAGE)
