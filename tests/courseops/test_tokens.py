"""API tokens: made, shown once, revoked."""

from datetime import UTC, datetime, timedelta

import pytest

from courseops.models import ApiToken, AuditEvent
from courseops.services import create_token

TOKENS = "/accounts/tokens/"
REVOKE = "/accounts/tokens/revoke/"
NOW = datetime(2020, 9, 20, 12, tzinfo=UTC)


@pytest.fixture
def as_alice(client, alice, time_machine):
    time_machine.move_to(NOW, tick=False)
    client.force_login(alice.user)
    return client


def make(client, name="laptop", days="30"):
    return client.post(TOKENS, {"name": name, "days": days})


def test_a_new_token_works_at_the_api(as_alice, client):
    secret = make(as_alice).context["secret"]
    client.logout()

    response = client.get(
        "/api/v1/courses/", headers={"Authorization": f"Token {secret}"}
    )

    assert response.status_code == 200


def test_a_token_is_shown_only_in_the_answer_to_its_making(as_alice):
    made = make(as_alice)
    secret = made.context["secret"]

    assert secret in made.text
    assert "no-store" in made.headers["Cache-Control"]
    assert secret not in as_alice.get(TOKENS).text


def test_only_the_digest_is_stored(as_alice):
    secret = make(as_alice).context["secret"]

    token = ApiToken.objects.get()
    assert secret not in (token.digest, token.token_key)


@pytest.mark.parametrize(
    ("days", "expiry"), [("30", NOW + timedelta(days=30)), ("", None)]
)
def test_a_token_holds_as_long_as_was_asked(as_alice, days, expiry):
    make(as_alice, days=days)

    assert ApiToken.objects.get().expiry == expiry


def test_sending_the_form_again_makes_no_second_token(as_alice):
    make(as_alice)

    again = make(as_alice)

    assert "You have a token of this name already." in again.text
    assert ApiToken.objects.count() == 1


def test_a_token_needs_a_name(as_alice):
    assert make(as_alice, name=" ").context["form"].errors["name"]
    assert not ApiToken.objects.exists()


def test_a_revoked_token_is_refused(as_alice, client):
    secret = make(as_alice).context["secret"]
    as_alice.post(REVOKE, {"token": ApiToken.objects.get().digest})
    client.logout()

    response = client.get(
        "/api/v1/courses/", headers={"Authorization": f"Token {secret}"}
    )

    assert response.status_code == 401


def test_making_and_revoking_are_recorded(as_alice):
    make(as_alice)
    as_alice.post(REVOKE, {"token": ApiToken.objects.get().digest})

    verbs = AuditEvent.objects.order_by("id").values_list("verb", flat=True)
    assert list(verbs) == ["token.create", "token.revoke"]


def test_the_token_of_another_cannot_be_revoked(as_alice, bob):
    create_token(user=bob.user, name="theirs", days=None, at=NOW)

    response = as_alice.post(REVOKE, {"token": ApiToken.objects.get().digest})

    assert response.status_code == 404
    assert ApiToken.objects.count() == 1


@pytest.mark.parametrize("path", [TOKENS, REVOKE])
def test_a_stranger_is_sent_to_the_sign_in(client, db, path):
    response = client.post(path)

    assert response.status_code == 302
    assert response.url.startswith("/accounts/login/")
