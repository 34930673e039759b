"""Who gets what answer from every address of the site: the table of ``access_table``.

A submission, its file and its mark are Alice's. Outsiders cannot tell what exists
(404), insiders without the right are told so (403), and whoever is not signed in is
sent to do so (302 on pages, 401 in the API). ``400`` and ``415`` are answers to the
empty form that is sent here, from behind the check of rights.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client, override_settings
from django.test.client import ClientHandler
from django.urls import URLPattern, URLResolver, get_resolver

from courseops.models import Course, Enrollment
from tests.access_table import PEOPLE, ROWS
from tests.factories import CourseFactory, EnrollmentFactory, UserFactory
from tests.places import address, make_places

# Django's admin guards all its addresses by one check.
THIRD_PARTY = ("admin/",)
# Answers everybody alike, by how the site is.
PUBLIC = ("readyz",)

# Shared, because loading the middleware takes longer than a request.
HANDLER = ClientHandler(enforce_csrf_checks=False)


def _routes(resolver: URLResolver, prefix: str = "") -> Iterator[str]:
    for entry in resolver.url_patterns:
        route = f"{prefix}{entry.pattern}"
        if route in THIRD_PARTY or isinstance(entry, URLPattern):
            yield route or "/"
        else:
            yield from _routes(entry, route)


def test_every_address_of_the_site_is_in_the_table():
    in_table = {route for _, route, *_ in ROWS}

    assert set(_routes(get_resolver())) - set(PUBLIC) == in_table


def _people(course: Course, alice: Enrollment) -> dict[str, Client]:
    """Return everybody of the table, signed in."""
    others = {
        "charlie": EnrollmentFactory(course__slug="other-course"),
        "carol": EnrollmentFactory(course=course),
        "dora": EnrollmentFactory(course=course, status="dropped"),
        "bob": EnrollmentFactory(course=course, role="ta"),
        "ina": EnrollmentFactory(course=course, role="instructor"),
    }
    users = {name: one.user for name, one in others.items()}
    users |= {"alice": alice.user, "root": UserFactory(login="root", is_staff=True)}
    clients = {name: Client() for name in PEOPLE}
    for client in clients.values():
        client.handler = HANDLER
    for name, user in users.items():
        clients[name].force_login(
            user, backend="allauth.account.auth_backends.AuthenticationBackend"
        )
    return clients


@dataclass(frozen=True, kw_only=True)
class World:
    """What the addresses name, by converter; who asks, by name; the files."""

    places: Mapping[str, str]
    people: Mapping[str, Client]
    files: Mapping[str, Path]


@pytest.fixture(scope="module")
def made(
    django_db_setup, django_db_blocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[World]:
    """The world, made once: what a request changes in it is forgotten."""
    folder = tmp_path_factory.mktemp("world")
    files = {"MEDIA_ROOT": folder / "media", "EXPORT_ROOT": folder / "exports"}
    with (
        override_settings(**files),
        django_db_blocker.unblock(),
        transaction.atomic(),
    ):
        course = CourseFactory()
        alice = EnrollmentFactory(course=course, user__login="alice")
        places = make_places(course, alice)
        yield World(places=places, people=_people(course, alice), files=files)
        transaction.set_rollback(True)


@pytest.fixture
def world(made: World, settings) -> World:
    for name, folder in made.files.items():
        setattr(settings, name, folder)
    return made


def _status(client: Client, method: str, path: str) -> int:
    """Send a request whose changes are forgotten."""
    with transaction.atomic():
        answer = client.generic(
            method, path, b"--x--", content_type="multipart/form-data; boundary=x"
        )
        if answer.streaming:
            list(answer.streaming_content)
        transaction.set_rollback(True)
    return answer.status_code


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("method", "route", "expected"),
    [
        pytest.param(method, route, statuses, id=f"{method} {route}")
        for method, route, *statuses in ROWS
    ],
)
def test_everybody_gets_the_answer_of_the_table(method, route, expected, world):
    path = address(route, world.places)

    found = {name: _status(world.people[name], method, path) for name in PEOPLE}

    assert found == dict(zip(PEOPLE, map(int, expected), strict=True))
