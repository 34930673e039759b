"""``manage.py check`` names settings that would hurt, and what to do."""

import sqlite3

import pytest
from django.conf import settings as present

from courseops import checks


def ids(found) -> list[str]:
    return [message.id for message in found]


def test_a_fresh_site_has_nothing_to_say() -> None:
    assert checks.media_folder(None) == []
    assert checks.sqlite_version(None) == []
    assert checks.public_site(None) == []


def test_a_media_folder_that_cannot_be_made_is_an_error(settings, tmp_path) -> None:
    (tmp_path / "file").touch()
    settings.MEDIA_ROOT = tmp_path / "file" / "media"

    found = checks.media_folder(None)

    assert ids(found) == ["courseops.E001"]
    assert found[0].hint == (
        f"Let the site's user write to {tmp_path / 'file'}, or set MEDIA_ROOT."
    )


@pytest.mark.parametrize("public", ["collected", "source"])
def test_a_published_media_folder_is_an_error(settings, tmp_path, public) -> None:
    settings.STATIC_ROOT = tmp_path / "collected"
    settings.STATICFILES_DIRS = [tmp_path / "source"]
    settings.MEDIA_ROOT = tmp_path / public / "media"

    assert ids(checks.media_folder(None)) == ["courseops.E002"]


@pytest.mark.skipif(
    "sqlite3" not in present.DATABASES["default"]["ENGINE"],
    reason="speaks of SQLite only",
)
def test_an_old_sqlite_is_told(monkeypatch) -> None:
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 39, 4))

    assert ids(checks.sqlite_version(None)) == ["courseops.W003"]


def test_debug_and_demo_are_errors_on_https(settings) -> None:
    settings.HTTPS, settings.DEBUG, settings.DEMO = True, True, True

    assert ids(checks.public_site(None)) == ["courseops.E004", "courseops.E005"]


def test_debug_and_demo_are_fine_on_ones_own_machine(settings) -> None:
    settings.HTTPS, settings.DEBUG, settings.DEMO = False, True, True

    assert checks.public_site(None) == []
