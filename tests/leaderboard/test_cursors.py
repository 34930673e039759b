"""A cursor names a place in the order of a board, and says so in an address."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaderboard.cursors import Cursor, CursorError, Key, parse

keys = st.builds(
    Key,
    score=st.floats(allow_nan=False, allow_infinity=False),
    achieved_at=st.datetimes(
        min_value=datetime(1, 1, 2), max_value=datetime(9999, 12, 30)
    ).map(lambda at: at.replace(tzinfo=UTC)),
    submission=st.integers(1, 2**63 - 1),
)


@given(keys, st.booleans())
def test_a_cursor_is_read_as_it_was_written(key, is_backward):
    cursor = Cursor(key=key, is_backward=is_backward)

    assert parse(str(cursor)) == cursor


@given(st.text(max_size=60))
def test_other_text_is_refused_or_a_whole_cursor(text):
    try:
        found = parse(text)
    except CursorError:
        return
    assert parse(str(found)) == found


@pytest.mark.parametrize("score", [float("inf"), float("nan")])
def test_a_place_that_is_none_is_refused(score):
    key = Key(score=score, achieved_at=datetime(2020, 9, 1, tzinfo=UTC), submission=1)

    with pytest.raises(CursorError):
        parse(str(Cursor(key=key)))
