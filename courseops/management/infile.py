"""The file that an importing command reads."""

from pathlib import Path

from django.core.management.base import CommandError

from courseops.datafile import DataFileError


def content_of(file: Path) -> bytes:
    """Return the bytes of *file*; raises CommandError where it cannot be read."""
    try:
        return file.read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise CommandError(f"{file}: {reason}") from error


def refused(file: Path, error: DataFileError) -> CommandError:
    """Return the error that lists every problem of *file*."""
    lines = [f"{file.name}: {problem}" for problem in error.problems]
    return CommandError("\n".join([*lines, "Nothing was imported."]))
