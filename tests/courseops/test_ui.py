from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings

from courseops.models import Course, Kind, Status
from courseops.templatetags import ui
from leaderboard.models import State

DUE = datetime(2020, 9, 28, 3, 59, 59, tzinfo=UTC)
PITTSBURGH = Course(time_zone="America/New_York")


def test_an_instant_is_shown_in_the_zone_of_the_course_with_its_name():
    assert ui.when(DUE, PITTSBURGH) == (
        '<time datetime="2020-09-28T03:59:59+00:00">27 Sep 2020, 23:59 EDT</time>'
    )


def test_winter_time_has_its_own_name():
    shown = ui.when(datetime(2020, 11, 9, 4, 59, 59, tzinfo=UTC), PITTSBURGH)

    assert "8 Nov 2020, 23:59 EST" in shown


def test_a_zone_without_a_name_shows_its_offset():
    shown = ui.when(DUE, Course(time_zone="America/Sao_Paulo"))

    assert "28 Sep 2020, 00:59 UTC-03" in shown


def test_a_receipt_shows_the_second():
    assert "27 Sep 2020, 23:59:59 EDT" in ui.when_exact(DUE, PITTSBURGH)


def test_a_deadline_shows_its_weekday():
    assert "Sun 27 Sep, 23:59 EDT" in ui.due(DUE, PITTSBURGH)


@pytest.mark.parametrize("shown", [ui.when, ui.when_exact, ui.due])
def test_no_instant_is_a_dash(shown):
    assert shown(None, PITTSBURGH) == "–"


def test_a_date_shows_its_weekday():
    assert ui.day(date(2020, 8, 31)) == "Mon 31 Aug 2020"


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [
        (None, "–"),
        (0.25, "0.2 s"),
        (45, "45 s"),
        (60, "1 min"),
        (61, "1 min 1 s"),
        (3600, "1 h"),
        (2 * 3600 + 300, "2 h 5 min"),
        (86400, "1 day"),
        (3 * 86400 + 4 * 3600, "3 days 4 h"),
        (12 * 86400 + 4 * 3600, "12 days"),
    ],
)
def test_a_span_is_told_in_its_two_largest_units(seconds, shown):
    assert ui.duration(seconds) == shown


@pytest.mark.parametrize(
    ("ahead", "shown"),
    [
        (timedelta(0), "now"),
        (timedelta(seconds=5), "in 5 s"),
        (timedelta(days=1, hours=5), "in 1 day 5 h"),
        (-timedelta(minutes=12), "12 min ago"),
    ],
)
def test_the_way_to_an_instant_is_told_in_words(ahead, shown):
    assert ui.relative(DUE + ahead, DUE) == shown


def test_a_countdown_carries_its_instant_for_the_script():
    assert ui.countdown(DUE, DUE - timedelta(hours=1)) == (
        '<span class="countdown" data-countdown="2020-09-28T03:59:59+00:00">in 1 h</span>'
    )


@pytest.mark.parametrize(
    ("value", "shown"), [(0.7655502392, "0.76555"), (3.0, "3.00000"), (None, "–")]
)
def test_a_score_has_five_decimals(value, shown):
    assert ui.score(value) == shown


@pytest.mark.parametrize(
    ("value", "shown"), [(94.5, "94.50"), (100, "100.00"), (None, "–")]
)
def test_a_mark_has_two_decimals(value, shown):
    assert ui.mark(value) == shown


@pytest.mark.parametrize(
    ("value", "shown"), [(51.0, "51"), (12.5, "12.5"), (0.72, "0.72"), (None, "–")]
)
def test_a_plain_number_has_no_decimals_to_spare(value, shown):
    assert ui.plain(value) == shown


@pytest.mark.parametrize(
    ("name", "shown"),
    [("Alice Ash", "AA"), ("Ana Maria Ruiz", "AR"), ("Plato", "P"), ("", "")],
)
def test_initials_are_of_the_first_and_last_word(name, shown):
    assert ui.initials(name) == shown


@pytest.mark.parametrize("state", [*State, *Status])
def test_every_state_is_told_by_a_word_and_an_icon(state):
    shown = ui.state_pill(state)

    assert state.label in shown
    assert "<svg" in shown


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_of_component_has_an_icon(kind):
    assert "<svg" in ui.icon(ui._KIND_ICONS[kind])


def test_every_state_names_an_icon_that_exists():
    folder = Path(settings.BASE_DIR) / "templates" / "components" / "icons"

    named = {icon for _, icon, _ in ui._STATES.values()}

    assert named <= {file.stem for file in folder.glob("*.svg")}


def test_words_in_a_pill_are_escaped():
    assert "&lt;b&gt;" in ui.pill("<b>")


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "", None])
def test_a_link_that_is_no_web_address_is_left_out(url):
    assert ui.web_links([{"title": "x", "url": url}]) == []


def test_a_web_address_is_a_link():
    link = {"title": "Write-up", "url": "https://example.edu/hw1.pdf"}

    assert ui.web_links([link]) == [link]
