"""Who changes by a corrected key: rows of a page."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

Json = Mapping[str, Any]
# Value before, value after; None where it does not change.
Pair = tuple[Any, Any] | None


@dataclass(frozen=True, kw_only=True)
class Row:
    """A student who changes; ``right`` has the right answers and of how many."""

    login: str
    name: str
    right: Pair
    mark: Pair
    total: Pair
    letter: Pair


def rows(effects: Json, *, component: str) -> list[Row]:
    """Return everybody whose answers, mark, total or letter change, by login."""
    right = {one["login"]: one for one in (effects.get("report") or {}).get("rows", ())}
    changes = effects.get("changes", ())
    names = {one["login"]: one["name"] for one in (*changes, *right.values())}
    moved = _moved(changes)
    return [
        Row(
            login=login,
            name=names[login],
            right=_pair(right.get(login)),
            mark=moved.get((login, f"component:{component}")),
            total=moved.get((login, "total")),
            letter=moved.get((login, "letter")),
        )
        for login in sorted(names)
    ]


def _moved(changes: Iterable[Json]) -> Mapping[tuple[str, str], Pair]:
    return {(one["login"], one["target"]): _pair(one) for one in changes}


def _pair(one: Json | None) -> Pair:
    return None if one is None else (one["before"], one["after"])
