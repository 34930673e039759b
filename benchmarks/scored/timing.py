"""Times of several methods, taken in turn, and their ratios."""

import statistics
import time
from collections.abc import Callable, Mapping, Sequence


def in_turn(
    methods: Mapping[str, Callable[[], object]], *, rounds: int
) -> dict[str, list[float]]:
    """Return the CPU seconds of each method in each round, after a warm-up."""
    seconds: dict[str, list[float]] = {name: [] for name in methods}
    for round_ in range(rounds + 1):
        for name, method in methods.items():
            began = time.process_time()
            method()
            if round_:
                seconds[name].append(time.process_time() - began)
    return seconds


def ratio(over: Sequence[float], under: Sequence[float]) -> str:
    """Return the median of the rounds' ratios, with the least and the most."""
    found = [a / b for a, b in zip(over, under, strict=True)]
    return f"{statistics.median(found):6.2f} × ({min(found):.2f} to {max(found):.2f}"


def milliseconds(seconds: Sequence[float]) -> str:
    """Return the median of *seconds*."""
    return f"{statistics.median(seconds) * 1e3:9.1f} ms"
