"""What differs between two documents of a course, in lines that people read."""

from collections.abc import Iterator

from courseops.coursefile.shapes import Json

SHOWN_LENGTH = 60


def differences(before: Json, after: Json) -> list[str]:
    """Return one line for each key that was added, removed or changed."""
    return list(_changes(before, after, ""))


def _changes(before: Json, after: Json, path: str) -> Iterator[str]:
    if before == after:
        return
    if isinstance(before, dict) and isinstance(after, dict):
        yield from _of_mappings(before, after, path)
    elif (old := _by_name(before)) is not None and (new := _by_name(after)) is not None:
        yield from _of_mappings(old, new, path)
        kept = [name for name in old if name in new]
        if kept != [name for name in new if name in old]:
            yield f"{path}: in another order"
    else:
        yield f"{path}: {_shown(before)} → {_shown(after)}"


def _of_mappings(before: Json, after: Json, path: str) -> Iterator[str]:
    for key, value in before.items():
        inner = f"{path}.{key}" if path else key
        if key not in after:
            yield f"{inner}: removed{_value(value)}"
        else:
            yield from _changes(value, after[key], inner)
    for key, value in after.items():
        if key not in before:
            yield f"{path}.{key}: added{_value(value)}" if path else f"{key}: added"


def _by_name(value: Json) -> Json:
    """Return a list as a mapping by slug, where all its entries have one."""
    if not isinstance(value, list):
        return None
    names = [_name(entry) for entry in value]
    if None in names or len(set(names)) < len(names):
        return None
    return dict(zip(names, value, strict=True))


def _name(entry: Json) -> str | None:
    """Return what an entry is called: quizzes by their component, pools by their name."""
    if not isinstance(entry, dict):
        return None
    return entry.get("slug") or entry.get("component") or entry.get("pool")


def _value(value: Json) -> str:
    return "" if isinstance(value, dict | list) else f" ({_shown(value)})"


def _shown(value: Json) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return f"[{', '.join(_shown(one) for one in value)}]"
    if isinstance(value, dict):
        inner = ", ".join(f"{key}: {_shown(one)}" for key, one in value.items())
        return f"{{{inner}}}"
    text = " ".join(str(value).split())
    return text if len(text) <= SHOWN_LENGTH else f"{text[: SHOWN_LENGTH - 1]}…"
