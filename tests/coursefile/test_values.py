"""How values are read: texts as written, dates as policies.md section 1 has them."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from courseops import written_times as when
from tests.coursefile.files import COURSE, competition, document, with_component

NEW_YORK = ZoneInfo("America/New_York")


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("13", "13"),
        ("No", "No"),
        ("2020-08-31", "2020-08-31"),
        ("1_000", "1_000"),
        ("0x1F", "0x1F"),
        ("10:30", "10:30"),
        ('"null"', "null"),
        ("'it''s'", "it's"),
        ('"\\u00e9"', "é"),
    ],
)
def test_a_text_is_taken_as_written(written, text):
    found = document(COURSE.replace("title: Course", f"title: {written}"))

    assert found["course"]["title"] == text


@pytest.mark.parametrize("nothing", ["null", "~", "", '""', "'  '"])
def test_an_optional_key_may_hold_nothing(nothing):
    component = (
        f"slug: p\n        kind: parts\n        parts: 1\n        title: {nothing}"
    )

    [found] = document(with_component(component))["assignments"][0]["components"]

    assert found == {"slug": "p", "kind": "parts", "parts": 1}


@pytest.mark.parametrize(
    ("keys", "kept"),
    [
        ("weight: 1", {}),
        ("mark_on: all", {}),
        ("max_mb: 100", {}),
        ("selection: best", {}),
        ("bonus: 0.0", {}),
        ("marks: {A: 100, B: 80, C: 60, D: 40, F: 0}", {}),
        ("late_policy: {kind: refuse}", {}),
        ("slack: false", {}),
        ("team: {max: 1}", {}),
        ("limits: {monthly: null, total: null}", {}),
        ("cutoffs: {}", {}),
        ("weight: 50.0", {"weight": 50}),
        ("weight: 5e1", {"weight": 50}),
        ("weight: +.5", {"weight": 0.5}),
        ("split: {public: 0.3, seed: 0}", {"split": {"public": 0.3}}),
        ("metric: {name: rmse}", {"metric": "rmse"}),
        ("metric: {name: rmse, direction: maximize}", {"metric": "rmse", "direction": "maximize"}),
        ("metric: {name: map_at_k, k: 5}", {"metric": {"name": "map_at_k", "k": 5}}),
        ("late_policy: {kind: slack_or_late, late_factor: 0.9}, slack: true", {"late_policy": {"kind": "slack_or_late"}}),
        ("late_policy: {kind: slack_or_late}, slack: no", {"late_policy": {"kind": "slack_or_late"}, "slack": False}),
        ("cutoffs: {F: 0, A: 0.9}", {"cutoffs": {"A": 0.9, "F": 0}}),
    ],
)  # fmt: skip
def test_what_means_the_same_is_kept_in_one_form(keys, kept):
    text = with_component(competition(keys))
    if "metric:" in keys:
        text = text.replace("metric: accuracy, ", "", 1)

    [found] = document(text)["assignments"][0]["components"]

    plain = {
        "slug": "hw1p2",
        "kind": "competition",
        "metric": "accuracy",
        "id_column": "id",
        "target_columns": ["label"],
    }
    assert found == plain | kept
    if "cutoffs" in kept:
        assert list(found["cutoffs"]) == ["A", "F"]


@pytest.mark.parametrize(
    ("key", "text", "instant"),
    [
        ("on_time", "2020-09-27", datetime(2020, 9, 28, 3, 59, 59, tzinfo=UTC)),
        ("on_time", "2020-09-27 18:00", datetime(2020, 9, 27, 22, 0, 59, tzinfo=UTC)),
        ("on_time", "2020-09-27 18:00:00", datetime(2020, 9, 27, 22, tzinfo=UTC)),
        ("released", "2020-09-06", datetime(2020, 9, 6, 4, tzinfo=UTC)),
        ("released", "2020-09-06 18:00", datetime(2020, 9, 6, 22, tzinfo=UTC)),
        ("on_time", "2020-11-01 01:30", datetime(2020, 11, 1, 6, 30, 59, tzinfo=UTC)),
        ("on_time", "2020-12-01", datetime(2020, 12, 2, 4, 59, 59, tzinfo=UTC)),
    ],
)
def test_a_date_is_an_instant_in_the_zone_of_the_course(key, text, instant):
    found = when.instant(text, deadline=key != "released", zone=NEW_YORK)

    assert found == instant
    assert when.local_text(found, deadline=key != "released", zone=NEW_YORK) == text


@pytest.mark.parametrize(
    ("written", "deadline", "shortest"),
    [
        ("2020-09-27 23:59:59", True, "2020-09-27"),
        ("2020-09-27 23:59", True, "2020-09-27"),
        ("2020-09-27T18:00:59", True, "2020-09-27 18:00"),
        ("2020-09-27 00:00", True, "2020-09-27 00:00"),
        ("2020-09-27 00:00", False, "2020-09-27"),
        ("2020-09-27 23:59:59", False, "2020-09-27 23:59:59"),
        ("2020-09-27 18:00:59", False, "2020-09-27 18:00:59"),
    ],
)
def test_a_date_has_a_shortest_form(written, deadline, shortest):
    moment = when.parse_moment(written, deadline=deadline)

    assert when.shortest(moment, deadline=deadline) == shortest


@given(
    moment=st.datetimes(datetime(1900, 1, 1), datetime(2199, 12, 31)),
    deadline=st.booleans(),
)
@settings(deadline=None)
def test_the_shortest_form_is_exact(moment, deadline):
    moment = moment.replace(microsecond=0)

    text = when.shortest(moment, deadline=deadline)

    assert when.parse_moment(text, deadline=deadline) == moment
