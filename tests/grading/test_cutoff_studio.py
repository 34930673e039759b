"""The cutoff studio: tried on the class, drafted, posted, in both directions."""

import numpy as np
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from courseops.changes import histogram
from courseops.changes.cutoffs import proposed
from courseops.models import Announcement, AuditEvent, Component
from grading.models import ClassChange, CutoffDraft
from tests.factories import ComponentFactory, EnrollmentFactory
from tests.grading.classes import work_off

STUDIO = reverse("changes:cutoffs", args=["ml-f20", "hw1p2"])
HTMX = {"HTTP_HX_REQUEST": "true"}
TABLE = {"A": "0.7", "B": "0.6", "C": "0.5", "D": "0.4", "F": "0"}
TRIED = "A=0.7&B=0.6&C=0.5&D=0.4&F=0"


@pytest.fixture
def as_ina(client, ina):
    client.force_login(ina.user)
    return client


@pytest.fixture
def five(course, hw1p2, hand_in):
    """Five students with scores from 0.3 to 0.7, one without."""
    for score in (0.3, 0.4, 0.5, 0.6, 0.7):
        hand_in(EnrollmentFactory(course=course), hw1p2, score)
    EnrollmentFactory(course=course)
    return hw1p2


def _bands(answer):
    return {band.letter: band.count for band in answer.context["bands"]}


def test_the_studio_begins_with_what_is_posted(as_ina, five):
    answer = as_ina.get(STUDIO)

    assert answer.context["table"]["A"] == 0.72
    assert "5 students, 1 without a score" in answer.content.decode()
    assert answer.content.decode().count("<g data-line=") == 5


def test_live_counts_are_those_of_the_table(as_ina, five):
    answer = as_ina.get(f"{STUDIO}?{TRIED}", **HTMX)

    assert _bands(answer) == {"A": 1, "B": 1, "C": 1, "D": 1, "F": 1}
    assert "<html" not in answer.content.decode()


def test_a_score_on_a_cutoff_reaches_it_where_lower_is_better(as_ina, five):
    five.metric, five.direction = "mae", "minimize"
    five.save()
    Component.objects.filter(slug="hw1p2").update(cutoffs=None)

    answer = as_ina.get(f"{STUDIO}?A=0.3&B=0.4&C=0.5&D=0.6&F=0.65", **HTMX)

    assert _bands(answer) == {"A": 1, "B": 1, "C": 1, "D": 1, "F": 0, "below": 1}


def test_the_effect_on_totals_and_letters_is_shown(as_ina, course, five):
    course.letters = {"scale": {"A": 95, "F": 0}}
    course.save()

    answer = as_ina.get(f"{STUDIO}?{TRIED}", **HTMX)

    assert answer.context["total"]["changed"] == 5
    assert answer.context["letters"] == [("A", 0, 1), ("F", 6, 5)]
    assert Component.objects.get(slug="hw1p2").cutoffs["A"] == 0.72


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("A=0.7&B=0.8&F=0", "B 0.8"),
        ("B=0.7&F=0", "A is missing"),
        ("A=much&F=0", "Enter a number"),
        ("A=inf&F=0", "Enter a number"),
    ],
)
def test_a_refused_table_is_explained(as_ina, five, query, reason):
    text = as_ina.get(f"{STUDIO}?{query}", **HTMX).content.decode()

    assert reason in text


def test_a_draft_is_kept_and_nobody_s_marks_change(client, bob, five):
    client.force_login(bob.user)

    client.post(STUDIO, {**TABLE, "do": "draft"})

    draft = CutoffDraft.objects.get()
    assert (draft.cutoffs["A"], draft.actor) == (0.7, bob.user)
    assert client.get(STUDIO).context["table"]["A"] == 0.7
    assert Component.objects.get(slug="hw1p2").cutoffs["A"] == 0.72
    assert AuditEvent.objects.get(verb="cutoffs.draft").after["A"] == 0.7


def test_a_refused_table_is_no_draft(as_ina, five):
    answer = as_ina.post(STUDIO, {**TABLE, "B": "0.9", "do": "draft"})

    assert answer.status_code == 200
    assert not CutoffDraft.objects.exists()


def test_tas_post_nothing(client, bob, five):
    client.force_login(bob.user)

    assert client.post(STUDIO, {**TABLE, "do": "post"}).status_code == 403
    assert "Preview and post" not in client.get(STUDIO).content.decode()


def test_posting_leads_to_the_preview_of_the_change(as_ina, ina, five):
    answer = as_ina.post(STUDIO, {**TABLE, "do": "post", "reason": "As agreed"})

    change = ClassChange.objects.get()
    assert answer.url == reverse("changes:change", args=["ml-f20", change.pk])
    assert (change.action, change.actor) == ("cutoffs", ina.user)
    assert change.preview["targets"]["component:hw1p2"]["changed"] == 5
    assert Component.objects.get(slug="hw1p2").cutoffs["A"] == 0.72


def test_applied_cutoffs_are_in_the_history(as_ina, five):
    as_ina.post(STUDIO, {**TABLE, "do": "post", "reason": "As agreed"})
    work_off(ClassChange.objects.get())

    answer = as_ina.get(STUDIO)

    (posting,) = answer.context["postings"]
    assert posting.table[0] == ("A", 0.7)
    assert "As agreed" in answer.content.decode()
    assert answer.context["table"]["A"] == 0.7


def test_an_announcement_goes_with_the_posting(as_ina, five):
    said = {"do": "post", "announce": "on", "title": "Cutoffs are out"}
    as_ina.post(STUDIO, {**TABLE, **said})
    assert not Announcement.objects.exists()

    work_off(ClassChange.objects.get())

    announcement = Announcement.objects.get()
    assert announcement.title == "Cutoffs are out"
    assert announcement.text == "A 0.7, B 0.6, C 0.5, D 0.4, F 0"
    assert announcement.component.slug == "hw1p2"


def test_an_announcement_needs_a_title(as_ina, five):
    answer = as_ina.post(STUDIO, {**TABLE, "do": "post", "announce": "on"})

    assert "needs a title" in answer.content.decode()
    assert not ClassChange.objects.exists()


def test_without_scripts_a_button_shows_what_a_table_does(as_ina, five):
    answer = as_ina.post(STUDIO, {**TABLE, "do": "look"})

    assert _bands(answer)["A"] == 1
    assert "<html" in answer.content.decode()
    assert not ClassChange.objects.exists()


def test_a_competition_without_cutoffs_gets_a_proposal(as_ina, five):
    Component.objects.filter(slug="hw1p2").update(cutoffs=None)

    answer = as_ina.get(STUDIO)

    assert list(answer.context["table"]) == ["A", "B", "C", "D", "F"]


def test_a_class_without_scores_has_an_empty_studio(as_ina, hw1p2):
    Component.objects.filter(slug="hw1p2").update(cutoffs=None)

    text = as_ina.get(STUDIO).content.decode()

    assert "There is no table yet" in text


def test_only_competitions_have_a_studio(as_ina, course):
    ComponentFactory(course=course, slug="hw1p2", kind="quiz", cutoffs=None)

    assert as_ina.get(STUDIO).status_code == 404


def test_the_queries_do_not_grow_with_the_class(as_ina, five, hand_in):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            as_ina.get(f"{STUDIO}?{TRIED}")
        return len(queries)

    of_six = cost()
    for _ in range(20):
        hand_in(EnrollmentFactory(course=five.component.course), five, 0.61)

    assert cost() == of_six


@pytest.mark.parametrize("maximize", [True, False])
def test_in_the_drawing_better_is_to_the_right(maximize):
    table = {"A": 0.9, "F": 0.1} if maximize else {"A": 0.1, "F": 0.9}

    drawn = histogram.draw([0.1, 0.5, 0.9], table, maximize=maximize)

    x = {line.label: line.x for line in drawn.lines}
    assert x["A"] > x["F"]
    assert len(drawn.bars) == 3


@pytest.mark.parametrize("scores", [[], [0.5], [0.0, 0.0]])
def test_few_scores_can_be_drawn(scores):
    drawn = histogram.draw(scores, {}, maximize=True)

    assert drawn.low < drawn.high
    assert drawn.ticks


@pytest.mark.parametrize("maximize", [True, False])
def test_a_proposal_is_a_valid_table(maximize):
    table = proposed(np.linspace(1, 9, 50), maximize=maximize)

    assert (table["A"] > table["B"]) is maximize
    assert proposed(np.full(9, 0.5), maximize=maximize) == {}
