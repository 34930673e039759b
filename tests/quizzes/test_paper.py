"""What an attempt asks, in which order, and what its places mean."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizzes.marking import UnreadableError, is_right, read
from quizzes.paper import Asked, draw, laid_out
from quizzes.questions import Pool, Question, Rules

SEEDS = st.text(max_size=8)
# Each draws whole papers.
FEW = settings(max_examples=40)


def choosing(slug: str, kind: str = "single", size: int = 5) -> Question:
    name = "items" if kind == "ordering" else "choices"
    return Question(
        slug=slug, type=kind, prompt="?", key={name: [str(n) for n in range(size)]}
    )


MATCHING = Question(
    slug="m", type="matching", prompt="?", pairs=(("a", "x"), ("b", "y"), ("c", "x"))
)
TRUTH = Question(slug="b", type="boolean", prompt="?", key={"answer": True})
ORDER = choosing("o", "ordering", 6)
WRITTEN = Question(slug="t", type="text", prompt="?", key={"answers": ["a"]})
PLAIN = tuple(choosing(f"q{n}") for n in range(4))
POOL = Pool(name="p", take=3, questions=tuple(choosing(f"p{n}") for n in range(7)))


def rules(*entries: Question | Pool, shuffle: bool = False) -> Rules:
    return Rules(
        entries=entries,
        time_limit_min=None,
        attempts=1,
        keep="best",
        shuffle=shuffle,
        reveal="at_once",
    )


def slugs(paper) -> list[str]:
    return [one["slug"] for one in paper]


@FEW
@given(SEEDS)
def test_the_same_seed_draws_the_same_paper(seed) -> None:
    made = rules(*PLAIN, POOL, ORDER, shuffle=True)

    assert draw(made, seed=seed) == draw(made, seed=seed)


def test_other_seeds_draw_other_papers() -> None:
    made = rules(POOL, shuffle=True)

    papers = {str(draw(made, seed=f"7:{student}:1")) for student in range(20)}

    assert len(papers) > 10


@FEW
@given(SEEDS, st.booleans())
def test_a_pool_gives_different_questions_of_its_own(seed, shuffle) -> None:
    drawn = slugs(draw(rules(POOL, shuffle=shuffle), seed=seed))

    assert len(drawn) == len(set(drawn)) == 3
    assert set(drawn) <= {question.slug for question in POOL.questions}


def test_a_pool_that_is_too_small_gives_all_it_has() -> None:
    small = Pool(name="s", take=9, questions=PLAIN)

    assert sorted(slugs(draw(rules(small), seed=""))) == slugs(
        draw(rules(*PLAIN), seed="")
    )


def test_every_question_of_a_pool_is_drawn_for_somebody() -> None:
    drawn = {slug for n in range(60) for slug in slugs(draw(rules(POOL), seed=str(n)))}

    assert drawn == {question.slug for question in POOL.questions}


@FEW
@given(SEEDS)
def test_shuffling_loses_no_question_and_no_option(seed) -> None:
    paper = draw(rules(*PLAIN, ORDER, WRITTEN, shuffle=True), seed=seed)

    assert sorted(slugs(paper)) == sorted(
        [*slugs(draw(rules(*PLAIN), seed="")), "o", "t"]
    )
    for one in paper:
        assert sorted(one["order"]) == list(range(len(one["order"])))


@FEW
@given(SEEDS)
def test_without_shuffling_questions_and_choices_stand_as_in_the_file(seed) -> None:
    paper = draw(rules(*PLAIN), seed=seed)

    assert slugs(paper) == ["q0", "q1", "q2", "q3"]
    assert all(one["order"] == [0, 1, 2, 3, 4] for one in paper)


@pytest.mark.parametrize("question", [ORDER, MATCHING], ids=lambda one: one.type)
def test_an_order_that_tells_the_answer_is_shuffled_in_any_case(question) -> None:
    orders = {tuple(draw(rules(question), seed=str(n))[0]["order"]) for n in range(40)}

    assert len(orders) > 1


@FEW
@given(SEEDS)
def test_true_stands_before_false_in_any_case(seed) -> None:
    assert draw(rules(TRUTH, shuffle=True), seed=seed)[0]["order"] == [0, 1]


def shuffled(question: Question) -> st.SearchStrategy[Asked]:
    return st.permutations(range(len(question.options))).map(
        lambda order: Asked(question=question, order=tuple(order))
    )


@st.composite
def asked_and_stored(draw_from):
    question = draw_from(
        st.sampled_from(
            [PLAIN[0], choosing("c", "multiple"), ORDER, MATCHING, TRUTH, WRITTEN]
        )
    )
    index = st.integers(0, max(0, len(question.options) - 1))
    values = {
        "single": index,
        "multiple": st.lists(index, min_size=1, unique=True).map(sorted),
        "ordering": st.permutations(range(len(question.options))),
        "matching": st.lists(index | st.none(), min_size=3, max_size=3),
        "boolean": st.booleans(),
        "text": st.text(min_size=1),
    }
    return draw_from(shuffled(question)), draw_from(st.none() | values[question.type])


@given(asked_and_stored())
def test_an_answer_shown_and_stored_again_is_the_same(both) -> None:
    asked, value = both

    assert _same(asked, asked.stored(asked.shown(value)), value)


def _same(asked: Asked, one, other) -> bool:
    """A set of choices has no order of its own."""
    if asked.question.type == "multiple" and one:
        return sorted(one) == other
    return one == other


@FEW
@given(shuffled(ORDER))
def test_the_right_order_is_told_by_the_items_whatever_their_places(asked) -> None:
    places = sorted(range(6), key=lambda place: int(asked.options[place]))

    assert is_right(ORDER, read(ORDER, asked.stored(places)))


@pytest.mark.parametrize("shown", [5, -1, True, "1", 1.0, [0]])
def test_a_place_that_there_is_not_is_refused(shown) -> None:
    asked = Asked(question=PLAIN[0], order=(4, 3, 2, 1, 0))

    with pytest.raises(UnreadableError):
        asked.stored(shown)


def test_places_of_no_list_are_refused() -> None:
    with pytest.raises(UnreadableError, match="expected a list"):
        Asked(question=ORDER, order=tuple(range(6))).stored("012345")


def test_a_question_that_is_gone_is_left_out() -> None:
    paper = draw(rules(*PLAIN), seed="")
    left = {question.slug: question for question in PLAIN[1:]}

    found = laid_out(paper, left)

    assert [asked.question.slug for asked in found] == ["q1", "q2", "q3"]


def test_options_that_came_later_stand_last() -> None:
    paper = [{"slug": "q0", "order": [2, 0, 1]}]

    (asked,) = laid_out(paper, {"q0": choosing("q0", size=5)})

    assert asked.order == (2, 0, 1, 3, 4)


def test_options_that_are_gone_are_left_out() -> None:
    paper = [{"slug": "q0", "order": [2, 0, 1]}]

    (asked,) = laid_out(paper, {"q0": choosing("q0", size=2)})

    assert asked.order == (0, 1)


@FEW
@given(st.permutations(range(4)), st.integers(1, 6))
def test_whatever_became_of_the_options_each_stands_once(order, size) -> None:
    (asked,) = laid_out(
        [{"slug": "q0", "order": order}], {"q0": choosing("q0", size=size)}
    )

    assert sorted(asked.order) == list(range(size))
