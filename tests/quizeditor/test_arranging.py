"""Questions and pools of a quiz change places, and none is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courseops.quizeditor import arranging as arr


def quiz(shape: str):
    """Make a quiz of one-letter questions: ``"a p(bc) d"``."""
    entries = []
    for word in shape.split():
        if "(" in word:
            name, inside = word.rstrip(")").split("(")
            asked = [{"slug": one} for one in inside]
            entries.append({"pool": name, "take": 1, "questions": asked})
        else:
            entries.append({"slug": word})
    return {"component": "q", "questions": entries}


def shape(made) -> str:
    return " ".join(
        f"{one['pool']}({''.join(inner['slug'] for inner in one['questions'])})"
        if "pool" in one
        else one["slug"]
        for one in made["questions"]
    )


def test_a_new_question_stands_last():
    assert shape(arr.put(quiz("a p(b)"), {"slug": "x"}, pool="")) == "a p(b) x"
    assert shape(arr.put(quiz("p(b) a"), {"slug": "x"}, pool="p")) == "p(bx) a"
    assert shape(arr.put({"component": "q"}, {"slug": "x"}, pool="")) == "x"


@pytest.mark.parametrize(
    ("slug", "pool", "expected"),
    [
        ("a", "", "x p(bc) d"),
        ("b", "p", "a p(xc) d"),
        ("a", "p", "p(bcx) d"),
        ("b", "", "a p(c) d x"),
    ],
)
def test_a_question_is_replaced_where_it_stands_or_goes_to_its_pool(
    slug, pool, expected
):
    made = arr.put(quiz("a p(bc) d"), {"slug": "x"}, pool=pool, replaces=slug)

    assert shape(made) == expected


def test_an_emptied_pool_is_gone():
    assert shape(arr.without(quiz("a p(b)"), "b")) == "a"
    assert shape(arr.put(quiz("p(b)"), {"slug": "b"}, pool="", replaces="b")) == "b"


def test_moving_stays_within_the_list_and_within_the_pool():
    start = quiz("a p(bc) d")

    assert shape(arr.moved(start, "a", by=1)) == "p(bc) a d"
    assert shape(arr.moved(start, "a", by=-1)) == "a p(bc) d"
    assert shape(arr.moved(start, "c", by=-1)) == "a p(cb) d"
    assert shape(arr.moved(start, "c", by=1)) == "a p(bc) d"
    assert shape(arr.pool_moved(start, "p", by=1)) == "a d p(bc)"


def test_a_copy_stands_behind_with_a_name_of_its_own():
    made, name = arr.duplicated(quiz("q1 p(b) q2"), "q1")

    assert (shape(made), name) == ("q1 q3 p(b) q2", "q3")
    assert arr.duplicated(quiz("deep"), "deep")[1] == "deep-2"


@pytest.mark.parametrize(
    ("slugs", "replaces", "expected"),
    [
        ("bd", "", "a new(bd) p(cx) e"),
        ("ab", "p", "new(ab) c x d e"),
        ("", "p", "a b c x d e"),
        ("abcxde", "", "new(abcxde)"),
    ],
)
def test_a_pool_is_gathered_from_questions(slugs, replaces, expected):
    made = arr.gathered(
        quiz("a p(bcx) d e"), {"pool": "new", "take": 1}, slugs, replaces=replaces
    )

    assert shape(made) == expected


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("quizzes[0].questions[0].answer", "a, answer"),
        ("quizzes[0].questions[1].questions[1].choices[0]", "c, choices[0]"),
        ("quizzes[0].questions[1].take", "pool p, take"),
        ("quizzes[0].questions", "questions"),
    ],
)
def test_a_place_is_told_by_its_names(path, words):
    assert arr.in_words(quiz("a p(bc)"), path) == words


LETTERS = "abcdef"


@given(st.permutations(LETTERS), st.sets(st.sampled_from(LETTERS)), st.booleans())
def test_gathering_loses_no_question(order, slugs, is_new):
    start = quiz(
        f"{' '.join(order[:2])} p({''.join(order[2:4])}) {' '.join(order[4:])}"
    )

    made = arr.gathered(
        start, {"pool": "n", "take": 1}, slugs, replaces="" if is_new else "p"
    )

    assert sorted(one["slug"] for _, one in arr.questions(made)) == sorted(LETTERS)
    inside = {one["slug"] for pool, one in arr.questions(made) if pool == "n"}
    assert inside == slugs
