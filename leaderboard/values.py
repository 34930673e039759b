"""The grammar of one value: an integer, a finite number; and why another is none."""

import math
import re
from collections.abc import Iterable

_INTEGER = re.compile(r"0|-?[1-9][0-9]*")
_SHORT_INTEGERS = re.compile(r"(?:(?:0|-?[1-9][0-9]{0,17})\0)*+")
_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_LONG_INTEGER = 1000
_INT64 = range(-(1 << 63), 1 << 63)

# What people's tools do to a value, and how to undo it; the first that fits is told.
_CAUSES: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        re.compile(r"(?i)nan|n/?a|<na>|null|none|nat"),
        "a missing value: did the model or a join leave a gap?",
    ),
    (
        re.compile(r"(?i)[+-]?inf(inity)?"),
        "an infinite value: did the model divide by zero or overflow?",
    ),
    (
        re.compile(r"[+-]?[0-9]+\.0*"),
        "looks like a spreadsheet or pandas turned the integers into decimals",
    ),
    (
        re.compile(r"[+-]?[0-9]+(\.[0-9]*)?[eE][+-]?[0-9]+"),
        "looks like a spreadsheet shortened the integer; write all its digits",
    ),
    (re.compile(r"-?0+[0-9]+"), "leave out the leading zeros"),
    (re.compile(r"\+[0-9]+"), "leave out the plus sign"),
    (re.compile(r"-0+"), "write zero without a sign"),
    (
        re.compile(r"[+-]?[0-9]{1,3}([,.' \u00a0\u202f][0-9]{3})+([.,][0-9]+)?"),
        "leave out the thousands separators",
    ),
    (re.compile(r"[+-]?[0-9]+,[0-9]+"), "write the decimals after a point"),
    (re.compile(r"[+-]?[0-9]+(_[0-9]+)+"), "leave out the underscores"),
    (re.compile(r"(?i)[+-]?0x[0-9a-f.p+-]+"), "write it in decimal digits"),
    (re.compile(r"[\u2212\u2013][0-9.]+"), "write the minus sign as a hyphen"),
    (re.compile(r"(?i)true|false"), "write 1 or 0 in place of true or false"),
    (re.compile(r"\[.*\]|\(.*\)"), "write the bare value without brackets"),
    (re.compile(r"[0-9.]+\s*%"), "leave out the percent sign"),
    (re.compile(r"(?=.*[^\x00-\x7f])[+-]?[\d.]+"), "use the digits 0 to 9"),
)


def parse_integer(text: str) -> int | None:
    """Return the integer that *text* writes in its canonical form, or None.

    Beyond a thousand digits it is another one, as different from all others.
    """
    if not _INTEGER.fullmatch(text):
        return None
    # Python refuses to read thousands of decimal digits, but not of hexadecimal ones.
    return int(text, 10 if len(text) <= _LONG_INTEGER else 16)


def is_integer(text: str) -> bool:
    """Tell whether *text* is an integer in canonical form, however large."""
    return _INTEGER.fullmatch(text) is not None


def are_short_integers(texts: Iterable[str]) -> bool:
    """Tell whether all are integers in canonical form of at most 18 digits.

    None may hold a NUL, which no file's text does.
    """
    return _SHORT_INTEGERS.fullmatch("\0".join([*texts, ""])) is not None


def fits_int64(value: int) -> bool:
    """Tell whether *value* can be kept in eight bytes."""
    return value in _INT64


def parse_number(text: str) -> float | None:
    """Return the finite number that *text* writes, in decimal or scientific form."""
    if not _NUMBER.fullmatch(text):
        return None
    value = float(text)
    return value if math.isfinite(value) else None


def likely_cause_of_no_number(text: str) -> str:
    """Return why *text* is probably no finite number, or an empty string."""
    if _NUMBER.fullmatch(text):
        return "the number is too large for double precision"
    return likely_cause(text)


def likely_cause(text: str) -> str:
    """Return why *text* is probably no plain integer, or an empty string."""
    return next((cause for form, cause in _CAUSES if form.fullmatch(text)), "")
