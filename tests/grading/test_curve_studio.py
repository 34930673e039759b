"""The studio: a curve tried on the class, saved with a reason, published after asking."""

import re

import pytest
from django.urls import reverse

from courseops.coursefile.dump import dump_course
from courseops.models import AuditEvent, Course
from grading.models import PublishedCurve
from tests.factories import CategoryFactory, EnrollmentFactory
from tests.grading.lettered import CURVE, person

STUDIO = reverse("grading:curve_studio", args=["ml-f20"])
SAVE = reverse("save_curve", args=["ml-f20"])
PUBLISH = reverse("grading:publish_letters", args=["ml-f20"])
SCALE = {"scale_0": "90", "scale_1": "80", "scale_2": "70", "scale_3": "0"}
ADD = {"method": "add", "mean_to": "82.5", "cap": "100", **SCALE}
LINEAR = {"method": "linear", "median_to": "75", "max_to": "95", **SCALE}


@pytest.fixture
def read(client):
    """Read the studio as somebody with a curve typed; returns its text in one line."""

    def read(enrollment, typed=(), **options):
        client.force_login(enrollment.user)
        answer = client.get(STUDIO, dict(typed), **options)
        assert answer.status_code == 200
        return " ".join(re.sub("<[^>]+>", " ", answer.content.decode()).split())

    return read


def post(client, enrollment, url, data=()):
    """Send a form; returns the text of the page that follows."""
    client.force_login(enrollment.user)
    answer = client.post(url, dict(data), follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def test_it_opens_with_the_course_s_own_curve(lettered, ina, read):
    page = read(ina)

    assert "A below 0.25, B below 0.75 and C below 1" in page
    assert "Nobody's letter would change." in page
    assert "This is the course's curve." in page


def test_it_counts_letters_before_and_after(lettered, ina, read):
    # The mean of 77.5 becomes 82.5: 105, 95, 85 and 45, the first stopped at 100.
    page = read(ina, ADD)

    assert "A 1 2 +1 B 2 1 −1 C 1 0 −1 F 0 1 +1" in page


def test_it_names_who_would_change(lettered, ina, read):
    page = read(ina, ADD)

    assert "Ben ben 90.00 B → A ▲ better" in page
    assert "Dan dan 40.00 C → F ▼ worse" in page
    assert "Ann ann 100.00" not in page


def test_it_tells_mean_and_median(lettered, ina, read):
    assert "Mean 77.50 Median 85.00" in read(ina)


def test_it_tells_who_is_close_to_a_boundary(lettered, ina, read):
    page = read(ina, ADD | {"mean_to": "77.8"})

    assert "Ben ben 90.00 A from 89.70 0.30 above" in page


def test_each_track_can_have_its_own_population(lettered, ina, read):
    page = read(ina, ADD | {"per_track": "on"})

    assert "Without a track 4 on letter basis" in page


def test_trying_stores_nothing(lettered, ina, read):
    read(ina, ADD)

    assert Course.objects.get(pk=lettered.pk).curve == CURVE
    assert not AuditEvent.objects.exists()


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        (LINEAR | {"max_to": "75"}, "Maximum becomes : has to be above"),
        (LINEAR | {"median_to": ""}, "Median becomes : is needed"),
        (ADD | {"scale_1": "95"}, "B : has to be below A 90"),
        (ADD | {"scale_1": "many"}, "B : Enter a number."),
        ({"method": "quantile", **SCALE}, "A : a letter has to have a share"),
        (
            {"method": "quantile", "share_0": "0.5", "share_1": "0.4", **SCALE},
            "B : has to be above A 0.5",
        ),
        (
            {"method": "quantile", "share_0": "0.5", **SCALE},
            "A : the last share has to be 1",
        ),
        ({"method": "zscore", **SCALE}, "A : a letter has to have a threshold"),
        (
            {"method": "zscore", "z_0": "1", "z_1": "1", **SCALE},
            "B : has to be below A 1",
        ),
    ],
)
def test_what_is_no_curve_is_told_and_not_previewed(
    lettered, ina, read, typed, problem
):
    page = read(ina, typed)

    assert problem in page
    assert "Who would change" not in page


def test_htmx_gets_the_preview_alone(lettered, ina, read):
    page = read(ina, ADD, headers={"HX-Request": "true"})

    assert page.startswith("The class")


def test_tas_may_look_and_try_only(lettered, bob, read):
    page = read(bob, ADD)

    assert "Who would change" in page
    assert "Instructors save curves and publish letters." in page
    assert "Publish letters" not in page


def test_a_course_without_a_scale_says_so(course, ina, read):
    assert "This course gives no letters" in read(ina)


def test_saving_changes_the_course_file_with_a_reason(lettered, ina, client):
    data = ADD | {"floor": "on", "scale_2": "65", "reason": "The exam was too long."}

    page = post(client, ina, SAVE, data)

    course = Course.objects.get(pk=lettered.pk)
    event = AuditEvent.objects.get(verb="course.change")
    assert "Saved." in page
    assert course.curve["mean_to"] == 82.5
    assert "curve: {method: add, mean_to: 82.5, floor: scale}" in dump_course(course)
    assert course.letters["scale"]["C"] == 65
    assert (event.actor, event.why) == (ina.user, "The exam was too long.")
    assert event.before["curve"]["method"] == "quantile"


def test_a_curve_can_be_taken_away(lettered, ina, client):
    post(client, ina, SAVE, SCALE | {"method": "none", "reason": "No need."})

    assert Course.objects.get(pk=lettered.pk).curve is None


@pytest.mark.parametrize("data", [ADD, ADD | {"reason": "x", "mean_to": ""}])
def test_without_a_reason_or_a_number_nothing_is_saved(lettered, ina, client, data):
    page = post(client, ina, SAVE, data)

    assert "Nothing was saved" in page
    assert Course.objects.get(pk=lettered.pk).curve == CURVE


def test_publishing_asks_first(lettered, ina, client):
    client.force_login(ina.user)

    page = client.get(PUBLISH).content.decode()

    assert "Publish 4 letters" in page
    assert not PublishedCurve.objects.exists()


def test_publishing_is_in_the_history(lettered, ina, client, read):
    post(client, ina, PUBLISH)

    page = read(ina)

    assert "in force by Ina Ivy" in page
    assert "4 letters" in page
    assert "out of date" not in page


def test_what_is_out_of_date_is_told_with_what_differs(
    lettered, ina, client, read, hw1p2, hand_in
):
    post(client, ina, PUBLISH)
    hand_in(person(lettered, "dan"), hw1p2, 0.80)

    page = read(ina)

    assert "The published letters are out of date" in page
    assert "Dan dan 40.00 100.00 C A" in page


def test_a_publication_shows_what_it_changed(lettered, ina, client, hw1p2, hand_in):
    post(client, ina, PUBLISH)
    hand_in(person(lettered, "dan"), hw1p2, 0.80)
    post(client, ina, PUBLISH)
    newest, oldest = PublishedCurve.objects.all()

    pages = [
        client.get(reverse("grading:published_letters", args=["ml-f20", one.pk]))
        for one in (newest, oldest)
    ]

    newer, older = (" ".join(page.content.decode().split()) for page in pages)
    assert "What it changed" in newer
    assert "in force" in newer
    assert "replaced by a later one" in older
    assert "A from 90, B from 80, C from 70, F from 0" in older
    assert "What it changed" not in older


def test_without_weights_there_is_nothing_to_publish(lettered, ina, client, read):
    CategoryFactory(course=lettered, slug="exams", weight=None)

    assert "There is nothing to publish yet" in read(ina)
    assert "Nothing was published." in post(client, ina, PUBLISH)


def test_a_class_costs_as_many_queries_as_a_few(
    lettered, ina, client, hw1p2, hand_in, django_assert_max_num_queries
):
    for _ in range(25):
        hand_in(EnrollmentFactory(course=lettered), hw1p2, 0.61)
    client.force_login(ina.user)

    with django_assert_max_num_queries(45):
        client.get(STUDIO)
