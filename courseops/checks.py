"""What ``manage.py check`` says about this site's settings."""

import os
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.checks import Warning as Caution
from django.db import connection

# What Debian 12 ships, the oldest that the tests run on.
OLDEST_SQLITE = (3, 40)

Apps = Sequence[AppConfig] | None


@register()
def media_folder(app_configs: Apps, **options: Any) -> list[CheckMessage]:
    """Ask for a folder for received files: writable, and not published."""
    folder: Path = settings.MEDIA_ROOT
    found: list[CheckMessage] = []
    standing = next(path for path in (folder, *folder.parents) if path.exists())
    if not (standing.is_dir() and os.access(standing, os.W_OK | os.X_OK)):
        found.append(
            Error(
                f"Received files cannot be written to {folder}.",
                hint=f"Let the site's user write to {standing}, or set MEDIA_ROOT.",
                id="courseops.E001",
            )
        )
    published = [Path(settings.STATIC_ROOT), *map(Path, settings.STATICFILES_DIRS)]
    if any(folder.is_relative_to(public) for public in published):
        found.append(
            Error(
                f"{folder} is published with the static files, so anybody could read "
                "the submissions and hidden solutions in it.",
                hint="Set MEDIA_ROOT to a folder of its own.",
                id="courseops.E002",
            )
        )
    return found


@register(Tags.database)
def sqlite_version(app_configs: Apps, **options: Any) -> list[CheckMessage]:
    """Ask for an SQLite as new as the one that the tests run on."""
    if connection.vendor != "sqlite" or sqlite3.sqlite_version_info >= OLDEST_SQLITE:
        return []
    return [
        Caution(
            f"SQLite {sqlite3.sqlite_version} is older than "
            f"{'.'.join(map(str, OLDEST_SQLITE))}, the oldest that is tested.",
            hint="Use a newer Python build, or PostgreSQL by DATABASE_URL.",
            id="courseops.W003",
        )
    ]


@register(Tags.security)
def public_site(app_configs: Apps, **options: Any) -> list[CheckMessage]:
    """Refuse to debug, or to try the demo, on a site that serves people by HTTPS."""
    if not settings.HTTPS:
        return []
    found: list[CheckMessage] = []
    if settings.DEBUG:
        found.append(
            Error(
                "DEBUG shows settings and data to whoever meets an error.",
                hint="Unset DEBUG where HTTPS is set.",
                id="courseops.E004",
            )
        )
    if settings.DEMO:
        found.append(
            Error(
                "DEMO shows the passwords of its users on the sign-in page.",
                hint="Unset DEMO where HTTPS is set.",
                id="courseops.E005",
            )
        )
    return found
