"""What several judgements of one work come to, by their weights."""

from hypothesis import given
from hypothesis import strategies as st

from projects.agreeing import Judgement, mean

POINTS = st.floats(0, 100)


@given(
    st.lists(st.tuples(POINTS, st.floats(0.001, 10)), min_size=1, max_size=6), POINTS
)
def test_what_weighs_nothing_moves_no_mean(weighed, other):
    judgements = [Judgement(points=p, weight=w) for p, w in weighed]

    assert mean([*judgements, Judgement(points=other, weight=0)]) == mean(judgements)
