"""Who used the processor: the product's programs, and the servers beside it."""

import os
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from tests.stack.product import Product

_TICKS = os.sysconf("SC_CLK_TCK")
_PROGRAMS = {
    "web": ("gunicorn",),
    "worker": ("celery", "worker"),
    "clock": ("celery", "beat"),
    "queue": ("unixsocket",),
}


def used(product: Product, *beside: str) -> Mapping[str, float]:
    """Return the CPU seconds of each program so far; of *beside*, by command name."""
    found: Counter[str] = Counter()
    for name, words in _PROGRAMS.items():
        for pid in product.pids(*words):
            found[name] += _cpu(Path(f"/proc/{pid}"))
    for process in Path("/proc").glob("[0-9]*"):
        name = _name(process)
        if name in beside:
            found[name] += _cpu(process)
    return found


def _cpu(process: Path) -> float:
    """Return CPU seconds of a process and of its children that have ended."""
    try:
        fields = (process / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return sum(map(int, fields[11:15])) / _TICKS


def _name(process: Path) -> str:
    try:
        return (process / "comm").read_text().strip()
    except OSError:
        return ""
