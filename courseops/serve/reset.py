"""Removes what a site keeps in its own folder: ``python -m courseops.serve.reset``."""

import os
import shutil
import sys
from pathlib import Path

from django.conf import settings

from courseops.serve.guards import CannotStartError, only_one

OWN = (
    "courseops.sqlite3*",
    "beat-schedule*",
    "broker",
    "demo-sign-ins.txt",
    "log",
    "media",
    "secret-key",
    "static",
)


def reset(folder: Path) -> None:
    """Remove from *folder* what the site made, and nothing else.

    Raises CannotStartError while the site is running on it.
    """
    with only_one(folder):
        for entry in [path for pattern in OWN for path in folder.glob(pattern)]:
            if entry.is_dir():
                shutil.rmtree(entry)
            else:
                entry.unlink()


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "courseops.settings")
    if "DATABASE_URL" in os.environ:
        sys.exit(
            "RESET=1 clears only the site's own SQLite database, and DATABASE_URL "
            "names another one. Empty that one yourself, then start without RESET."
        )
    try:
        reset(settings.VAR_DIR)
    except CannotStartError as error:
        sys.exit(str(error))
