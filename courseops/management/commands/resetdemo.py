"""Removes the demo, so that the next one begins anew."""

from contextlib import suppress
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection

from courseops.models import Course
from courseops.serve.guards import CannotStartError
from courseops.serve.reset import reset


class Command(BaseCommand):
    """``resetdemo``."""

    help = (
        "Remove the demo's database, files and logs from VAR_DIR, as make demo RESET=1 "
        "does. Data that is not the demo's stays."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path = settings.VAR_DIR
        database = Path(str(settings.DATABASES["default"]["NAME"]))
        if not database.is_relative_to(folder):
            raise CommandError(
                "Only a SQLite database in VAR_DIR is removed, and DATABASE_URL names "
                "another one. Empty that one yourself, then start without RESET."
            )
        if _in_use() and not (folder / "demo-sign-ins.txt").exists():
            raise CommandError(
                f"{folder} holds courses, but not the demo's. Nothing was removed."
            )
        connection.close()
        try:
            reset(folder)
        except CannotStartError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Removed the demo from {folder}.")


def _in_use() -> bool:
    with suppress(DatabaseError):
        return Course.objects.exists()
    return False
