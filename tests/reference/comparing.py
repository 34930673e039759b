"""Where two exports of the same class differ."""

from collections.abc import Iterator
from itertools import zip_longest

SLIP = 1e-9
# What a track lacks may be left out or null.
ABSENT = (None, "absent")


def differences(theirs: list[dict], ours: list[dict]) -> list[str]:
    """Return every difference between the loop's students and the product's."""
    return [
        f"{expected.get('login')}{path}: loop {one!r}, product {other!r}"
        for expected, found in zip_longest(theirs, ours, fillvalue={})
        for path, one, other in _differing(expected, found, "")
    ]


def _differing(
    one: object, other: object, path: str
) -> Iterator[tuple[str, object, object]]:
    if isinstance(one, dict) and isinstance(other, dict):
        for key in [*one, *(key for key in other if key not in one)]:
            yield from _differing(
                one.get(key, "absent"), other.get(key, "absent"), f"{path}.{key}"
            )
        return
    if isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for place, (first, second) in enumerate(zip(one, other, strict=True)):
            yield from _differing(first, second, f"{path}[{place}]")
        return
    if not _equal(one, other):
        yield path, one, other


def _equal(one: object, other: object) -> bool:
    if one in ABSENT and other in ABSENT:
        return True
    numbers = (int, float)
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, numbers) and isinstance(other, numbers):
        return abs(one - other) <= SLIP
    return one == other
