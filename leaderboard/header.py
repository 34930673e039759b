"""Checks the header of a CSV against the columns it must hold."""

from collections.abc import Sequence

from leaderboard.problems import Problem, show, show_all

_OTHER_SEPARATORS = {";": "semicolons", "\t": "tabs", "|": "vertical bars"}


def check_header(
    *,
    found: Sequence[str],
    required: Sequence[str],
    optional: Sequence[str] = (),
    line: int,
) -> list[Problem]:
    """Return what is wrong with the names in *found*; their order is free.

    Names must be exact (course-file.md); a difference in case only is pointed out.
    """
    wanted = [*required, *optional]
    separator = _other_separator(found, wanted)
    if separator is not None:
        return [_separated_by(separator, found[0], required, line)]
    if not any(_fold(name) in {_fold(want) for want in wanted} for name in found):
        return [_no_header(found, required, line)]
    missing = [name for name in required if name not in found]
    extra = [name for name in dict.fromkeys(found) if name not in wanted]
    problems = [
        _twice(name, line) for name in dict.fromkeys(found) if _again(name, found)
    ]
    for name in missing:
        twin = next((other for other in extra if _fold(other) == _fold(name)), None)
        if twin is not None:
            extra.remove(twin)
        problems.append(_missing(name, twin, found, required, line))
    problems.extend(_extra(name, found, required, line) for name in extra)
    return problems


def _fold(name: str) -> str:
    return name.strip().casefold()


def _again(name: str, found: Sequence[str]) -> bool:
    return list(found).count(name) > 1


def _other_separator(found: Sequence[str], wanted: Sequence[str]) -> str | None:
    """Return the separator that would have given the wanted names, if any."""
    if len(found) != 1:
        return None
    names = {_fold(name) for name in wanted}
    for separator in _OTHER_SEPARATORS:
        parts = [part.strip(' "') for part in found[0].split(separator)]
        if len(parts) > 1 and any(_fold(part) in names for part in parts):
            return separator
    return None


def _separated_by(
    separator: str, found: str, required: Sequence[str], line: int
) -> Problem:
    return Problem(
        "separator",
        f"Line {line}, header: found {show(found)}, expected {show_all(required)}: the "
        f"columns are separated by {_OTHER_SEPARATORS[separator]}. Save the file with "
        "commas between the columns.",
        line,
    )


def _no_header(found: Sequence[str], required: Sequence[str], line: int) -> Problem:
    return Problem(
        "header",
        f"Line {line}: found {show_all(found)}, expected the header "
        f"{show_all(required)}: the first line must name the columns.",
        line,
    )


def _missing(
    name: str,
    twin: str | None,
    found: Sequence[str],
    required: Sequence[str],
    line: int,
) -> Problem:
    if twin is not None:
        return Problem(
            "header",
            f"Line {line}, header: found {show(twin)}, expected {show(name)}: names "
            "must match exactly, also in upper and lower case.",
            line,
            name,
        )
    return Problem(
        "header",
        f"Line {line}, header: column {show(name)} is missing; found "
        f"{show_all(found)}, expected {show_all(required)}.",
        line,
        name,
    )


def _extra(
    name: str, found: Sequence[str], required: Sequence[str], line: int
) -> Problem:
    if not name or name.startswith("Unnamed: "):
        return Problem(
            "header",
            f"Line {line}, header: found a column without a name in {show_all(found)}, "
            f"expected {show_all(required)}: pandas writes its row numbers so; use "
            "to_csv(…, index=False), and leave no comma at the end.",
            line,
        )
    return Problem(
        "header",
        f"Line {line}, header: column {show(name)} does not belong here; found "
        f"{show_all(found)}, expected only {show_all(required)}.",
        line,
        name,
    )


def _twice(name: str, line: int) -> Problem:
    return Problem(
        "header",
        f"Line {line}, header: column {show(name)} stands there more than once; "
        "expected once.",
        line,
        name,
    )
