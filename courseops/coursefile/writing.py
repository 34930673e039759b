"""Writes plain values as YAML that people like to read and every parser reads alike."""

import json
import re

from courseops.coursefile.shapes import Json

WIDTH = 120
INDENT = "  "
# What a text may hold and be written without quotes, also between brackets.
_PLAIN = re.compile(
    r"[^\W_](?:[^\s\x00-\x1f,?\[\]{}\"#:\\]|:(?=[^\s,?\[\]{}])| (?=[^\s#]))*"
)
_UNPRINTABLE = re.compile(
    "[\x7f-\xa0\u2028\u2029\ufeff\ufffe\uffff\ue000-\uf8ff\u200e\u200f\u202a-\u202e]"
)
_SINGLE_LINES = re.compile(r"[^\x00-\x09\x0b-\x1f]+")
# Texts that some YAML reads as something else than a text.
_OTHER = re.compile(
    r"""[-+]?\.?\d[\d_.]*(?:[eE][-+]?\d+)?|0[xob][\da-fA-F_]+
    |[-+]?\d[\d_]*(?::[0-5]?\d)+(?:\.\d*)?
    |true|false|yes|no|on|off|y|n|null|nan|inf""",
    re.IGNORECASE | re.VERBOSE,
)


def written(document: Json) -> str:
    """Return *document*, a mapping, as YAML: a blank line between its sections."""
    sections = ["".join(_pair(key, value, "")) for key, value in document.items()]
    return "\n".join(sections)


def _pair(key: str, value: Json, indent: str) -> list[str]:
    start = f"{indent}{_scalar(key)}:"
    line = f"{start} {_flow(value)}"
    if _fits(line, value):
        return [f"{line}\n"]
    if isinstance(value, str):
        return [f"{start} {_block_text(value, indent + INDENT)}"]
    return [f"{start}\n", *_block(value, indent + INDENT)]


def _block(value: Json, indent: str) -> list[str]:
    """Return a list or mapping over several lines."""
    lines: list[str] = []
    if isinstance(value, dict):
        for key, inner in value.items():
            lines += _pair(key, inner, indent)
        return lines
    for inner in value:
        line = f"{indent}- {_flow(inner)}"
        if _fits(line, inner):
            lines.append(f"{line}\n")
        elif isinstance(inner, str):
            lines.append(f"{indent}- {_block_text(inner, indent + INDENT)}")
        else:
            first, *rest = _block(inner, indent + INDENT)
            lines += [f"{indent}- {first.removeprefix(indent + INDENT)}", *rest]
    return lines


def _fits(line: str, value: Json) -> bool:
    if isinstance(value, dict | list) and value:
        return len(line) <= WIDTH and not _has_lines(value)
    return not (isinstance(value, str) and _is_block_text(value))


def _has_lines(value: Json) -> bool:
    if isinstance(value, dict):
        return any(_has_lines(inner) for inner in value.values())
    if isinstance(value, list):
        return any(_has_lines(inner) for inner in value)
    return isinstance(value, str) and _is_block_text(value)


def _flow(value: Json) -> str:
    """Return a value on one line."""
    if isinstance(value, dict):
        inner = ", ".join(f"{_scalar(key)}: {_flow(one)}" for key, one in value.items())
        return f"{{{inner}}}"
    if isinstance(value, list):
        return f"[{', '.join(_flow(one) for one in value)}]"
    return _scalar(value)


def _scalar(value: str | float | None) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        text = repr(value)
        # Without a point, 1e-07 is a text to some.
        return text if "." in text else text.replace("e", ".0e")
    if (
        _PLAIN.fullmatch(value)
        and not _OTHER.fullmatch(value)
        and not _UNPRINTABLE.search(value)
    ):
        return value
    quoted = json.dumps(value, ensure_ascii=False)
    return _UNPRINTABLE.sub(lambda found: f"\\u{ord(found.group()):04x}", quoted)


def _is_block_text(text: str) -> bool:
    """Tell whether a text of several lines reads well as a block."""
    return (
        "\n" in text
        and text[0] not in " \n"
        # Blank lines at the end would take in those between two sections.
        and not text.endswith("\n\n")
        and bool(_SINGLE_LINES.fullmatch(text))
        and not _UNPRINTABLE.search(text)
        and not re.search(r"^[ ]+$", text, re.MULTILINE)
    )


def _block_text(text: str, indent: str) -> str:
    body = text.removesuffix("\n")
    sign = "|-" if body == text else "|"
    lines = [f"{indent}{line}\n" if line else "\n" for line in body.split("\n")]
    return f"{sign}\n{''.join(lines)}"
