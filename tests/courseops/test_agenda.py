from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from courseops.agenda import AT_LEAST, AT_MOST, by_day, coming, open_now
from courseops.models import Component

NOW = datetime(2020, 9, 20, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def part(position=0, **dates) -> Component:
    return Component(slug=f"c{position}", position=position, **dates)


def test_dates_that_have_passed_are_left_out():
    assert coming([part(on_time=NOW - timedelta(seconds=1))], at=NOW) == []


def test_each_deadline_of_a_component_stands_by_itself():
    dates = coming(
        [part(early=NOW + DAY, on_time=NOW + 2 * DAY, late=NOW + 9 * DAY)], at=NOW
    )

    assert [d.what for d in dates] == [
        "Early deadline",
        "On-time deadline",
        "Late deadline",
    ]


def test_a_component_with_one_deadline_is_due():
    assert [d.what for d in coming([part(on_time=NOW + DAY)], at=NOW)] == ["Due"]


def test_what_opens_later_is_told_but_is_no_deadline():
    (date,) = coming([part(released=NOW + DAY)], at=NOW)

    assert date.what == "Opens"
    assert not date.is_deadline


def test_a_busy_month_shows_the_soonest_only():
    work = [part(i, on_time=NOW + (20 - i) * DAY) for i in range(20)]

    dates = coming(work, at=NOW)

    assert len(dates) == AT_MOST
    assert dates[0].at == NOW + DAY


def test_a_quiet_month_shows_what_comes_after_it():
    work = [part(i, on_time=NOW + (40 + i) * DAY) for i in range(20)]

    assert len(coming(work, at=NOW)) == AT_LEAST


def test_days_are_those_of_the_course():
    midnight = datetime(2020, 9, 28, 3, 59, 59, tzinfo=UTC)
    dates = coming(
        [part(0, on_time=midnight), part(1, on_time=midnight + timedelta(seconds=1))],
        at=NOW,
    )

    days = by_day(dates, zone=ZoneInfo("America/New_York"), at=NOW)

    assert [d.day.isoformat() for d in days] == ["2020-09-27", "2020-09-28"]


def test_a_day_with_a_deadline_within_two_days_is_close():
    dates = coming([part(on_time=NOW + 2 * DAY)], at=NOW)

    (day,) = by_day(dates, zone=ZoneInfo("UTC"), at=NOW)

    assert day.is_close


def test_a_day_on_which_something_opens_is_not_close():
    dates = coming([part(released=NOW + DAY)], at=NOW)

    (day,) = by_day(dates, zone=ZoneInfo("UTC"), at=NOW)

    assert not day.is_close


def quiz(position=0, **dates) -> Component:
    return Component(slug=f"q{position}", position=position, kind="quiz", **dates)


def test_a_quiz_is_open_within_its_window():
    now = quiz(released=NOW - DAY, on_time=NOW + DAY)
    later = quiz(1, released=NOW + DAY, on_time=NOW + 2 * DAY)
    over = quiz(2, released=NOW - 2 * DAY, on_time=NOW - DAY)

    (found,) = open_now([later, over, now], at=NOW)

    assert (found.component, found.closes) == (now, NOW + DAY)


def test_a_late_deadline_keeps_a_quiz_open_where_it_counts():
    dates = {"on_time": NOW - DAY, "late": NOW + DAY}
    counts = quiz(late_policy={"kind": "percent_per_day"}, **dates)
    refuses = quiz(1, late_policy={"kind": "refuse"}, **dates)

    assert [one.component for one in open_now([refuses, counts], at=NOW)] == [counts]


def test_what_closes_first_is_told_first_and_other_kinds_are_not():
    work = [quiz(0, on_time=NOW + 2 * DAY), quiz(1, on_time=NOW + DAY)]
    work.append(part(2, kind="parts", on_time=NOW + DAY))

    assert [one.component.slug for one in open_now(work, at=NOW)] == ["q1", "q0"]


def test_reviews_are_told_while_they_are_open():
    review = part(0, kind="peer_review", released=NOW - DAY, on_time=NOW + DAY)

    (found,) = open_now([review], at=NOW)

    assert found.closes == NOW + DAY
