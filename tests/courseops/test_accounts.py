"""Signing in, first passwords, and what stops guessing."""

import re

import pytest
from django.core import mail

from courseops.demo_users import DEMO_USERS
from courseops.models import User
from tests.factories import UserFactory

LOGIN = "/accounts/login/"
RESET = "/accounts/password/reset/"
PASSWORD = "secret-of-the-test"


@pytest.fixture
def dora(db) -> User:
    return UserFactory(login="dora", name="Dora Dale", password=PASSWORD)


@pytest.fixture(autouse=True)
def _forget_attempts(fresh_cache):
    """Count the attempts of one test alone."""


def sign_in(client, email, password=PASSWORD, **more):
    return client.post(LOGIN, {"login": email, "password": password, **more})


def signed_in(client) -> bool:
    return "_auth_user_id" in client.session


def test_the_right_password_signs_in(client, dora):
    response = sign_in(client, "dora@example.edu")

    assert response.url == "/"
    assert signed_in(client)


def test_the_case_of_the_address_does_not_matter(client, dora):
    sign_in(client, "Dora@Example.edu")

    assert signed_in(client)


def test_after_signing_in_one_is_where_one_wanted_to_go(client, dora):
    response = sign_in(client, "dora@example.edu", next="/accounts/tokens/")

    assert response.url == "/accounts/tokens/"


def test_nobody_is_sent_to_another_site(client, dora):
    response = sign_in(client, "dora@example.edu", next="https://evil.example/")

    assert response.url == "/"


def test_a_wrong_password_is_told_without_saying_which_was_wrong(client, dora):
    wrong_password = sign_in(client, "dora@example.edu", "nonsense")
    wrong_address = sign_in(client, "nobody@example.edu", "nonsense")

    told = "The email address and/or password you specified are not correct."
    assert told in wrong_password.text
    assert told in wrong_address.text


@pytest.mark.parametrize(
    ("remember", "until_the_browser_closes"), [("on", False), ("", True)]
)
def test_who_wants_to_be_remembered_is(
    client, dora, remember, until_the_browser_closes
):
    sign_in(client, "dora@example.edu", remember=remember)

    closes = client.session.get_expire_at_browser_close()
    assert closes is until_the_browser_closes


def test_an_account_without_a_password_cannot_sign_in(client, db):
    UserFactory(login="new", password=None)

    sign_in(client, "new@example.edu", "")

    assert not signed_in(client)


def test_guessing_is_stopped_for_that_address_from_that_network(client, dora):
    for _ in range(7):
        sign_in(client, "dora@example.edu", "guess")

    response = sign_in(client, "dora@example.edu", "guess")

    assert response.status_code == 429
    assert "Too many attempts" in response.text
    sign_in(client, "dora@example.edu")
    assert not signed_in(client)


def test_who_is_guessed_at_still_signs_in_from_elsewhere(client, dora):
    for _ in range(8):
        sign_in(client, "dora@example.edu", "guess")

    client.post(
        LOGIN,
        {"login": "dora@example.edu", "password": PASSWORD},
        REMOTE_ADDR="198.51.100.7",
    )

    assert signed_in(client)


def test_a_classmate_behind_the_same_address_still_signs_in(client, dora):
    UserFactory(login="emil", password=PASSWORD)
    for _ in range(8):
        sign_in(client, "dora@example.edu", "guess")

    sign_in(client, "emil@example.edu")

    assert signed_in(client)


def test_signing_out_ends_the_session(client, dora):
    client.force_login(dora)

    client.post("/accounts/logout/")

    assert not signed_in(client)


def test_signing_out_by_a_link_alone_asks_first(client, dora):
    client.force_login(dora)

    client.get("/accounts/logout/")

    assert signed_in(client)


def test_somebody_from_the_roster_sets_their_first_password(client, db):
    UserFactory(login="new", name="Nell New", password=None)

    client.post(RESET, {"email": "new@example.edu"})
    (message,) = mail.outbox
    link = re.search(r"http://testserver(\S+)", message.body)[1]
    form = client.get(link, follow=True)
    client.post(
        form.redirect_chain[-1][0],
        {"password1": "quite a long one 7", "password2": "quite a long one 7"},
    )

    assert message.subject == "Set your password for Course Ops"
    assert "Hello Nell New" in message.body
    assert User.objects.get(login="new").check_password("quite a long one 7")
    assert signed_in(client)


def test_a_link_for_a_password_works_once(client, dora):
    client.post(RESET, {"email": "dora@example.edu"})
    link = re.search(r"http://testserver(\S+)", mail.outbox[0].body)[1]
    dora.set_password("another one 77")
    dora.save()

    assert "This link no longer works" in client.get(link, follow=True).text


def test_an_unknown_address_is_not_told_apart_on_the_page(client, db):
    response = client.post(RESET, {"email": "nobody@example.edu"}, follow=True)

    assert "If that address is on a roster here" in response.text
    assert "No account" in mail.outbox[0].subject


def test_a_password_is_changed_with_the_present_one(client, dora):
    client.force_login(dora)

    client.post(
        "/accounts/password/change/",
        {
            "oldpassword": PASSWORD,
            "password1": "another one 77",
            "password2": "another one 77",
        },
    )

    dora.refresh_from_db()
    assert dora.check_password("another one 77")


def test_nobody_signs_up_by_themselves(client, db):
    response = client.post(
        "/accounts/signup/",
        {
            "email": "new@example.edu",
            "password1": "quite a long one 7",
            "password2": "quite a long one 7",
        },
    )

    assert "Accounts come from course rosters" in response.text
    assert not User.objects.exists()


@pytest.mark.parametrize(
    "path", ["email/", "reauthenticate/", "login/code/", "confirm-email/x/"]
)
def test_what_a_roster_does_not_need_is_not_there(client, db, path):
    assert client.get(f"/accounts/{path}").status_code == 404


def test_the_demo_lists_whom_to_sign_in_as(client, db, settings):
    settings.DEMO = True

    text = client.get(LOGIN).text

    assert all(user.email in text for user in DEMO_USERS)


def test_outside_the_demo_nobody_is_listed(client, db):
    text = client.get(LOGIN).text

    assert not any(user.email in text for user in DEMO_USERS)


def test_the_admin_has_no_sign_in_of_its_own(client, db):
    response = client.get("/admin/login/?next=/admin/")

    assert response.status_code == 302
    assert response.url.startswith(LOGIN)


@pytest.mark.parametrize("is_staff", [True, False])
def test_the_admin_is_for_the_staff_of_the_site(client, db, is_staff):
    client.force_login(
        UserFactory(login="root", is_staff=is_staff, is_superuser=is_staff)
    )

    assert (client.get("/admin/").status_code == 200) is is_staff


@pytest.mark.parametrize("model", ["user", "course", "enrollment", "auditevent"])
def test_the_lists_of_the_admin_open(client, alice, model):
    client.force_login(UserFactory(login="root", is_staff=True, is_superuser=True))

    assert client.get(f"/admin/courseops/{model}/").status_code == 200


def test_the_admin_shows_no_password(client, dora):
    client.force_login(UserFactory(login="root", is_staff=True, is_superuser=True))

    text = client.get(f"/admin/courseops/user/{dora.pk}/change/").text

    assert dora.email in text
    assert dora.password not in text
