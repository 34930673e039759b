"""How long after a deadline something came, as other systems write it."""

import re
from datetime import timedelta

TEXT = re.compile(r"(\d{1,6}):([0-5]\d):([0-5]\d)", re.ASCII)


def lateness(text: str) -> timedelta:
    """Return the time that H:M:S writes; raises ValueError for anything else."""
    found = TEXT.fullmatch(text)
    if found is None:
        raise ValueError(f"“{text}” is no lateness; expected hours such as 26:00:00")
    hours, minutes, seconds = (int(part) for part in found.groups())
    return timedelta(hours=hours, minutes=minutes, seconds=seconds)
