"""The folders of nights: ``EXPORT_ROOT/COURSE/YYYY-MM-DD/``, in place whole or not at all."""

import os
import shutil
import tempfile
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import date, datetime, timedelta
from pathlib import Path

from django.conf import settings

from courseops.durable import sync

_STAGING = ".staging-"
# A night takes minutes at most, so what is older was left by one that was killed.
_LEFT_BEHIND = timedelta(days=1)


def path_of(folder: str) -> Path:
    """Return where a night's folder is on the disk."""
    return Path(settings.EXPORT_ROOT) / folder


def folder_of(*, course: str, day: date) -> str:
    """Return the folder of a night, below EXPORT_ROOT."""
    return f"{course}/{day.isoformat()}"


@contextmanager
def staged(course: str, files: Mapping[str, bytes]) -> Iterator[Path]:
    """Write the files to a folder beside the nights, gone at the end if still there."""
    parent = path_of(course)
    parent.mkdir(parents=True, exist_ok=True)
    staging = Path(tempfile.mkdtemp(dir=parent, prefix=_STAGING))
    try:
        for name, content in files.items():
            with (staging / name).open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
        sync(staging)
        yield staging
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def place(staging: Path, folder: str) -> None:
    """Give the staged folder its name; call while nobody else can hold that night.

    What is there already was left by a run that was killed before its row was kept.
    """
    target = path_of(folder)
    if target.exists():
        aside = Path(tempfile.mkdtemp(dir=target.parent, prefix=_STAGING))
        target.rename(aside / target.name)
    staging.rename(target)
    sync(target.parent)


def remove(folder: str) -> None:
    """Remove a night's folder, if it is there."""
    shutil.rmtree(path_of(folder), ignore_errors=True)


def remove_left_behind(course: str, *, kept: Collection[str], at: datetime) -> None:
    """Remove what killed runs left: folders that are old and not among the *kept*."""
    parent = path_of(course)
    known = {path_of(folder) for folder in kept}
    for path in parent.iterdir() if parent.is_dir() else ():
        with suppress(FileNotFoundError):
            is_old = path.stat().st_mtime < (at - _LEFT_BEHIND).timestamp()
            if path not in known and is_old:
                shutil.rmtree(path)
