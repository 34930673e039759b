"""Pages of class changes and the record of a course."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from courseops import audit
from courseops.changes import dispatch
from courseops.models import Component
from grading.models import ClassChange
from tests.factories import ComponentFactory, EnrollmentFactory
from tests.grading.classes import proposed, work_off
from tests.grading.instants import IN_TIME

RECORD = reverse("changes:changes", args=["ml-f20"])
NEW = reverse("changes:new", args=["ml-f20"])
HTMX = {"HTTP_HX_REQUEST": "true"}


def _url(name, change):
    return reverse(f"changes:{name}", args=["ml-f20", change.pk])


@pytest.fixture
def as_ina(client, ina):
    """A browser in which the instructor is signed in."""
    client.force_login(ina.user)
    return client


@pytest.fixture
def scored(course, alice, hw1p2, hand_in):
    """Alice has 100 by the cutoffs in force."""
    hand_in(alice, hw1p2, 0.72)
    return course


def _dates(**changed):
    return {
        "released": "2020-09-06",
        "on_time": "2020-09-27",
        "reason": "The servers were down",
        **changed,
    }


def test_a_form_leads_to_the_preview(as_ina, scored):
    answer = as_ina.post(
        f"{NEW}?action=dates&component=hw1p2", _dates(on_time="2020-09-10"), follow=True
    )
    text = answer.content.decode()

    assert "Dates of Frame classification" in text
    assert "on_time: 2020-09-27 → 2020-09-10" in text
    assert "A preview: nothing has changed yet." in text
    assert "Apply to 1 student<" in text
    assert Component.objects.get(slug="hw1p2").on_time.day == 28


def test_a_refused_date_is_explained_beside_its_field(as_ina, scored):
    answer = as_ina.post(
        f"{NEW}?action=dates&component=hw1p2", _dates(on_time="2020-09-31")
    )

    assert answer.status_code == 200
    assert answer.context["form"].errors["on_time"]
    assert not ClassChange.objects.exists()


def test_a_form_without_a_change_is_refused(as_ina, scored):
    answer = as_ina.post(f"{NEW}?action=dates&component=hw1p2", _dates())

    assert "Nothing is changed yet." in answer.content.decode()


def test_lateness_is_changed_as_a_whole(as_ina, scored):
    given = {
        "kind": "percent_per_day",
        "per_day": "0.1",
        "of": "mark",
        "floor": "20",
        "late_factor": "0.5",
        "slack": "unknown",
        "bonus": "5",
        "reason": "As announced",
    }

    as_ina.post(f"{NEW}?action=lateness&component=hw1p2", given)

    edits = ClassChange.objects.get().parameters["edits"]["components"]["hw1p2"]
    assert edits == {
        "late_policy": {
            "kind": "percent_per_day",
            "per_day": 0.1,
            "of": "mark",
            "floor": 20.0,
        },
        "bonus": 5.0,
    }


def test_slack_days_can_be_kept_out(as_ina, scored):
    given = {"kind": "refuse", "slack": "false", "reason": "As announced"}

    as_ina.post(f"{NEW}?action=lateness&component=hw1p2", given)

    edits = ClassChange.objects.get().parameters["edits"]["components"]["hw1p2"]
    assert edits == {"slack": False}


def test_only_competitions_have_a_bonus_to_change(as_ina, scored):
    ComponentFactory(course=scored, slug="q1", kind="quiz", cutoffs=None)

    text = as_ina.get(f"{NEW}?action=lateness&component=q1").content.decode()

    assert 'name="bonus"' not in text


def test_weights_that_change_are_edited(as_ina, scored, hw1p2):
    given = {"categories:homework": "60", "assignments:hw1": "", "reason": "Fairer"}

    as_ina.post(f"{NEW}?action=weights", given)

    edits = ClassChange.objects.get().parameters["edits"]
    assert edits == {"categories": {"homework": {"weight": 60.0}}}


@pytest.mark.parametrize("query", ["action=odd", "action=dates", "action=cutoffs"])
def test_what_cannot_be_changed_is_not_found(as_ina, scored, query):
    assert as_ina.get(f"{NEW}?{query}").status_code == 404


def test_everything_that_can_be_changed_is_listed(as_ina, scored):
    text = as_ina.get(NEW).content.decode()

    assert "?action=dates&amp;component=hw1p2" in text
    assert reverse("changes:cutoffs", args=["ml-f20", "hw1p2"]) in text


def test_who_changes_is_listed_with_before_and_after(as_ina, scored):
    change = proposed(scored)

    text = as_ina.get(_url("change", change)).content.decode()

    assert "Alice Ash" in text
    assert '<td class="num">100.00</td><td class="num">64.00</td>' in text


def test_applying_queues_the_change(
    as_ina, scored, monkeypatch, django_capture_on_commit_callbacks
):
    sent = []
    monkeypatch.setattr(dispatch, "send", sent.append)
    change = proposed(scored)

    with django_capture_on_commit_callbacks(execute=True):
        as_ina.post(_url("apply", change))

    change.refresh_from_db()
    assert (change.state, change.of, sent) == ("queued", 1, [change.pk])


def test_progress_is_polled_until_the_end(as_ina, scored):
    change = proposed(scored)
    ClassChange.objects.update(state="running", of=200)
    dispatch.tell(change.pk, 150)

    polled = as_ina.get(_url("change", change), **HTMX)
    ClassChange.objects.update(state="applied", finished_at=IN_TIME)
    last = as_ina.get(_url("change", change), **HTMX)

    assert 'hx-trigger="every 1s"' in polled.content.decode()
    assert '<progress value="150" max="200"' in polled.content.decode()
    assert "hx-trigger" not in last.content.decode()
    assert last["HX-Refresh"] == "true"


def test_a_failure_is_shown_with_its_reason(as_ina, scored):
    change = proposed(scored)
    ClassChange.objects.update(state="failed", error="The disk is full")

    text = as_ina.get(_url("change", change)).content.decode()

    assert "It was not applied, and nothing changed." in text
    assert "The disk is full" in text
    assert "Apply again" in text


def test_what_is_applied_says_so(as_ina, scored):
    change = work_off(proposed(scored))

    text = as_ina.get(_url("change", change)).content.decode()

    assert "Applied <time" in text
    assert "Who changed" in text
    assert "Apply to" not in text


def test_a_discarded_change_is_not_offered_any_more(as_ina, scored):
    change = proposed(scored)

    as_ina.post(_url("discard", change))

    change.refresh_from_db()
    assert change.state == "discarded"
    assert "Not applied yet" not in as_ina.get(RECORD).content.decode()


def test_a_change_can_be_previewed_again(as_ina, scored):
    change = proposed(scored)

    answer = as_ina.post(_url("repeat", change))

    fresh = ClassChange.objects.exclude(pk=change.pk).get()
    assert answer.url == _url("change", fresh)
    assert fresh.parameters == change.parameters


def test_a_change_of_another_course_is_not_found(client, charlie, scored):
    change = proposed(scored)
    client.force_login(charlie)

    other = reverse("changes:change", args=["other-course", change.pk])

    assert client.get(_url("change", change)).status_code == 404
    assert client.get(other).status_code == 403


def test_tas_see_changes_and_apply_none(client, bob, scored):
    change = proposed(scored)
    client.force_login(bob.user)

    text = client.get(_url("change", change)).content.decode()

    assert "Apply to" not in text
    assert client.post(_url("apply", change)).status_code == 403


def _recorded(course, **values):
    return audit.record(
        **{
            "course": course,
            "actor": None,
            "verb": "override.set",
            "target": "alice total",
            "at": IN_TIME,
            **values,
        }
    )


def test_the_record_tells_who_when_why_before_and_after(as_ina, ina, scored):
    _recorded(
        scored,
        actor=ina.user,
        before={"value": 80.0},
        after={"value": 91.5},
        why="A page was missed",
    )

    text = as_ina.get(RECORD).content.decode()

    for shown in (
        "Mark overridden",
        "alice total",
        "Ina Ivy",
        "A page was missed",
        "<del>80</del>",
        "<ins>91.5</ins>",
    ):
        assert shown in text


def test_the_record_can_be_filtered(as_ina, ina, scored):
    _recorded(scored, why="one", actor=ina.user)
    _recorded(scored, why="two", verb="extension.grant")

    def found(query):
        text = as_ina.get(f"{RECORD}?{query}", **HTMX).content.decode()
        return [why for why in ("one", "two") if f">{why}</p>" in text]

    assert found("") == ["one", "two"]
    assert found("verb=extension.grant") == ["two"]
    assert found("by=ina") == ["one"]
    assert found("by=-") == ["two"]
    assert found("search=TWO") == ["two"]
    assert found("verb=unknown") == ["one", "two"]


def test_the_record_of_another_course_is_not_shown(as_ina, scored, charlie):
    other = charlie.enrollments.get().course
    _recorded(other, why="elsewhere")

    assert "elsewhere" not in as_ina.get(RECORD).content.decode()


def test_many_differences_are_folded(as_ina, scored):
    _recorded(scored, after={f"key{n}": n for n in range(12)})

    assert "4 more" in as_ina.get(RECORD).content.decode()


def test_the_record_is_paged_by_a_fixed_number_of_queries(as_ina, scored):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            as_ina.get(RECORD)
        return len(queries)

    _recorded(scored)
    of_one = cost()
    for _ in range(60):
        actor = EnrollmentFactory(course=scored).user
        _recorded(scored, actor=actor)

    assert cost() == of_one
    assert "Page 1 of 2" in as_ina.get(RECORD).content.decode()
