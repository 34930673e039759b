"""Tokens, courses and components by API."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.test import Client

from courseops.models import ApiToken
from tests.factories import ComponentFactory, CourseFactory, UserFactory

TOKEN = "/api/v1/token/"
PASSWORD = "secret-of-the-test"


def _ask(client: Client, **changed):
    asked = {"email": "alice@example.edu", "password": PASSWORD} | changed
    return client.post(TOKEN, asked, content_type="application/json")


def _with(token: str) -> Client:
    return Client(headers={"Authorization": f"Token {token}"})


@pytest.fixture
def as_alice(alice) -> Client:
    return _with(ApiToken.objects.create(user=alice.user)[1])


# --- Tokens -------------------------------------------------------------------------


def test_password_gets_a_token_that_opens_the_api(client, alice):
    answer = _ask(client, name="laptop")

    assert answer.status_code == 201
    assert answer.json()["expires_in_days"] is None
    assert ApiToken.objects.get().name == "laptop"
    me = _with(answer.json()["token"]).get("/api/v1/me/")
    assert me.json() == {
        "login": "alice",
        "email": "alice@example.edu",
        "name": "Alice Ash",
        "is_staff": False,
    }


def test_token_is_not_stored_in_clear(client, alice):
    token = _ask(client).json()["token"]

    kept = ApiToken.objects.get()
    assert token not in (kept.digest, kept.token_key)


def test_token_ends_when_it_was_asked_to(client, alice):
    token = _ask(client, expires_in_days=30).json()["token"]
    kept = ApiToken.objects.get()
    assert kept.expiry - kept.created == pytest.approx(
        timedelta(days=30), abs=timedelta(minutes=1)
    )

    kept.expiry = kept.created - timedelta(seconds=1)
    kept.save()

    assert _with(token).get("/api/v1/me/").status_code == 401


def test_wrong_password_gets_nothing(client, alice):
    answer = _ask(client, password="guess")

    assert answer.status_code == 401
    assert answer.json()["code"] == "wrong_credentials"
    assert not ApiToken.objects.exists()


def test_unknown_address_is_answered_like_a_wrong_password(client, alice):
    known = _ask(client, password="guess").json()

    assert _ask(client, email="nobody@example.edu").json() == known


def test_person_whose_account_is_off_gets_nothing(client, alice):
    alice.user.is_active = False
    alice.user.save()

    assert _ask(client).status_code == 401


def test_guessing_passwords_is_stopped_for_that_address_only(client, alice, bob):
    for _ in range(8):
        answer = _ask(client, password="guess")

    assert answer.status_code == 429
    assert answer.json()["code"] == "locked"
    assert int(answer.headers["Retry-After"]) == 15 * 60
    assert _ask(client).status_code == 429
    assert AccessAttempt.objects.get().username == "alice@example.edu"
    assert _ask(client, email="bob@example.edu").status_code == 201


def test_another_spelling_of_the_address_gives_no_more_guesses(client, alice):
    for number in range(8):
        _ask(
            client,
            password="guess",
            email="Alice@Example.edu" if number % 2 else "alice@example.edu",
        )

    assert _ask(client).status_code == 429


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"email": "no address"}, "email"),
        ({"password": ""}, "password"),
        ({"expires_in_days": 0}, "expires_in_days"),
    ],
)
def test_what_is_wrong_with_a_request_is_named(client, alice, changed, field):
    answer = _ask(client, **changed)

    assert answer.status_code == 400
    assert answer.json()["code"] == "invalid"
    assert [reason["column"] for reason in answer.json()["reasons"]] == [field]


def test_body_that_is_no_json_is_refused(client, db):
    answer = client.post(TOKEN, "{", content_type="application/json")

    assert answer.status_code == 400
    assert answer.json()["code"] == "parse_error"


def test_token_can_be_ended(as_alice):
    assert as_alice.delete(TOKEN).status_code == 204

    assert as_alice.get("/api/v1/me/").status_code == 401


@pytest.mark.parametrize("sent", ["Token", "Token x", "Token a b", "Token été"])
def test_no_token_opens_nothing(client, db, sent):
    answer = client.get("/api/v1/me/", headers={"Authorization": sent})

    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"] == "Token"
    assert answer.json()["reasons"] == []


# --- Courses and components ---------------------------------------------------------------


def test_courses_are_those_of_the_asker(as_alice):
    CourseFactory(slug="elsewhere")

    listed = as_alice.get("/api/v1/courses/").json()

    assert listed["count"] == 1
    assert listed["results"][0] == {
        "slug": "ml-f20",
        "code": "11-785",
        "title": "Machine Learning",
        "term": "Fall 2020",
        "time_zone": "America/New_York",
        "starts": None,
        "ends": None,
        "role": "student",
        "track": None,
        "basis": "letter",
        "status": "active",
        "url": "http://testserver/api/v1/courses/ml-f20/",
    }


def test_courses_have_a_fixed_number_of_queries(db, django_assert_num_queries):
    for number in range(5):
        CourseFactory(slug=f"course-{number}")
    root = UserFactory(login="root", is_staff=True)
    as_root = _with(ApiToken.objects.create(user=root)[1])

    # Two for the token, then count, page and places.
    with django_assert_num_queries(5):
        listed = as_root.get("/api/v1/courses/").json()

    assert listed["count"] == 5
    assert listed["results"][0]["role"] is None


def test_course_of_others_is_as_if_it_were_not(as_alice):
    CourseFactory(slug="elsewhere")

    for path in ("", "components/", "components/hw1p2/"):
        answer = as_alice.get(f"/api/v1/courses/elsewhere/{path}")
        assert answer.status_code == 404
        assert answer.json()["code"] == "not_found"


def test_component_tells_its_dates_in_the_courses_zone(as_alice, course):
    ComponentFactory(course=course, slug="hw1p2", assignment__slug="hw1")

    shown = as_alice.get("/api/v1/courses/ml-f20/components/hw1p2/").json()

    assert shown["released"] == "2020-09-06T00:00:00-04:00"
    assert shown["on_time"] == "2020-09-27T23:59:59-04:00"
    assert shown["late"] is None
    assert shown["time_zone"] == "America/New_York"
    assert shown["assignment"] == "hw1"
    assert shown["category"] == "homework"
    assert shown["cutoffs"] == {"A": 0.72, "B": 0.66, "C": 0.53, "D": 0.3, "F": 0.0}


def test_archived_component_is_not_there(as_alice, course):
    ComponentFactory(course=course, slug="hw1p2", archived=True)

    assert as_alice.get("/api/v1/courses/ml-f20/components/hw1p2/").status_code == 404
    assert as_alice.get("/api/v1/courses/ml-f20/components/").json()["count"] == 0


def test_components_have_a_fixed_number_of_queries(
    as_alice, course, django_assert_num_queries
):
    for _ in range(12):
        ComponentFactory(course=course)

    # Two for the token, then course, place and the components.
    with django_assert_num_queries(6):
        listed = as_alice.get(
            "/api/v1/courses/ml-f20/components/", {"limit": 5, "offset": 10}
        ).json()

    assert listed["count"] == 12
    assert len(listed["results"]) == 2


def test_page_beyond_every_number_is_empty(as_alice, course):
    listed = as_alice.get("/api/v1/courses/", {"offset": "9" * 40}).json()

    assert listed["results"] == []


@pytest.mark.parametrize("method", ["get", "post"])
def test_route_that_is_not_there_is_answered_in_json(as_alice, method):
    answer = getattr(as_alice, method)("/api/v1/me")

    assert answer.status_code == 404
    assert answer.json()["code"] == "not_found"
    assert "ends in a slash" in answer.json()["message"]
