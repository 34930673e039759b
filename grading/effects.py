"""What changes for whom between two gradebooks of the same course."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import numpy as np

from grading.derivation.steps import none_if_nan
from grading.policy.book import Gradebook
from grading.policy.columns import EQUAL, Bools, Floats

Json = dict[str, Any]


def effects(before: Gradebook, after: Gradebook) -> Json:
    """Return who changes, by how much, as JSON.

    ``students`` counts who changes at all, ``of`` everybody. ``targets`` has for each
    mark that changes how many rise, fall, appear and vanish and the mean change of those
    that rise or fall; ``letters`` the letters before and after, each with its number;
    ``changes`` a row for each change: login, name, target, before, after. Targets are
    component marks, ``total``, ``final`` and ``letter``.
    """
    targets: Json = {}
    changes: list[Json] = []
    for target, old, new in _columns(before, after):
        changed = _differs(old, new)
        if not changed.any():
            continue
        targets[target] = _summary(old[changed], new[changed])
        changes += _rows(
            before, target, changed, _marks(old[changed]), _marks(new[changed])
        )
    changes += _letter_rows(before, after)
    return {
        "students": len({one["login"] for one in changes}),
        "of": len(before),
        "targets": targets,
        "letters": {
            "before": _counted(before),
            "after": _counted(after),
            "moved": sum(one["target"] == "letter" for one in changes),
        },
        "changes": sorted(changes, key=lambda one: one["login"]),
    }


def _columns(
    before: Gradebook, after: Gradebook
) -> Iterator[tuple[str, Floats, Floats]]:
    for slug, old in before.components.items():
        new = after.components[slug]
        yield (
            f"component:{slug}",
            np.where(old.applies, old.mark, np.nan),
            np.where(new.applies, new.mark, np.nan),
        )
    yield "total", before.total.mark, after.total.mark
    yield "final", before.final.mark, after.final.mark


def _differs(old: Floats, new: Floats) -> Bools:
    """Tell where one is a mark and the other none, or both are and differ."""
    one_is_none: Bools = np.isnan(old) != np.isnan(new)
    apart: Bools = np.abs(new - old) > EQUAL
    return one_is_none | apart


def _summary(old: Floats, new: Floats) -> Json:
    moves = (new - old)[~np.isnan(new - old)]
    return {
        "changed": len(old),
        "up": int((moves > 0).sum()),
        "down": int((moves < 0).sum()),
        "new": int(np.isnan(old).sum()),
        "gone": int(np.isnan(new).sum()),
        "mean": float(moves.mean()) if len(moves) else None,
    }


def _rows(
    book: Gradebook, target: str, changed: Bools, old: list[Any], new: list[Any]
) -> Iterator[Json]:
    people = book.students
    rows = np.flatnonzero(changed).tolist()
    for row, was, becomes in zip(rows, old, new, strict=True):
        yield {
            "login": people.login[row],
            "name": people.name[row] or people.login[row],
            "target": target,
            "before": was,
            "after": becomes,
        }


def _letter_rows(before: Gradebook, after: Gradebook) -> list[Json]:
    pairs = list(zip(before.letter, after.letter, strict=True))
    changed = np.array([old != new for old, new in pairs], dtype=np.bool_)
    apart = [pair for pair in pairs if pair[0] != pair[1]]
    old, new = [one for one, _ in apart], [one for _, one in apart]
    return list(_rows(before, "letter", changed, old, new))


def _marks(column: Floats) -> list[float | None]:
    return [none_if_nan(mark) for mark in column]


def _counted(book: Gradebook) -> dict[str, int]:
    return dict(Counter(letter for letter in book.letter if letter is not None))
