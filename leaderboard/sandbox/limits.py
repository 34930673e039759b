"""What the process of a staff-written metric may use."""

from dataclasses import dataclass

BYTES_PER_MB = 1 << 20


@dataclass(frozen=True, kw_only=True)
class Limits:
    """Memory (address space, all of the process), processor time and time by the clock.

    ``answer_bytes`` bounds the answer and, apart from it, what the file prints.
    """

    memory_mb: int = 1024
    cpu_seconds: int = 60
    wall_seconds: float = 120.0
    answer_bytes: int = 32_768


class LimitError(Exception):
    """A limit cannot be set on this machine; the sentence names it."""
