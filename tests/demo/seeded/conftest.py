"""The demo course, seeded once for the tests of this folder."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import transaction
from django.test import override_settings

from courseops.demo.seed import seed
from courseops.demo.term import SLUG
from courseops.models import Component, Course

AT = datetime(2026, 3, 4, 18, 30, 12, 345678, tzinfo=UTC)


@pytest.fixture(scope="package")
def seeded(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[Path]:
    """Seed once, in a transaction that each test builds on."""
    media = tmp_path_factory.mktemp("media")
    quick = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    with (
        django_db_blocker.unblock(),
        override_settings(MEDIA_ROOT=media, PASSWORD_HASHERS=quick),
        transaction.atomic(),
    ):
        seed(at=AT, say=lambda line: None)
        yield media
        transaction.set_rollback(True)


@pytest.fixture
def demo(seeded: Path, db, settings) -> Course:
    settings.MEDIA_ROOT = seeded
    return Course.objects.get(slug=SLUG)


def component(course: Course, slug: str) -> Component:
    return course.components.get(slug=slug)
