"""Removes what a site keeps in its own folder."""

import shutil
from pathlib import Path

from courseops.serve.guards import only_one

OWN = (
    "courseops.sqlite3*",
    "beat-schedule*",
    "broker",
    "demo-sign-ins.txt",
    "exports",
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
