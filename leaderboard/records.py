"""The grammar of one CSV record: commas, RFC 4180 quotes, spaces around a value."""

import re

# A quoted value keeps its inside as it is; the spaces outside the quotes and those
# around an unquoted value do not count (course-file.md). Possessive, so that a hostile
# line costs no more than its length.
_FIELD = re.compile(
    r'[ \t]*+(?:"((?:[^"]++|"")*+)"[ \t]*+|([^",\r\n]*+))(?:(,)|\Z)',
)


class QuoteError(ValueError):
    """A quotation mark stands where RFC 4180 allows none; ``at`` counts from 1."""

    def __init__(self, at: int) -> None:
        self.at = at
        super().__init__(f"character {at}")


def split_record(record: str) -> list[str]:
    """Return the values of one record, which may span lines inside quotes.

    *record* comes without its line end. Raises QuoteError.
    """
    if '"' not in record:
        return [value.strip(" \t") for value in record.split(",")]
    values: list[str] = []
    position = 0
    while True:
        match = _FIELD.match(record, position)
        if match is None:
            raise QuoteError(_offending_quote(record, position))
        quoted, plain, comma = match.groups()
        values.append(
            quoted.replace('""', '"') if quoted is not None else plain.rstrip(" \t")
        )
        if comma is None:
            return values
        position = match.end()


def is_complete(record: str) -> bool:
    """Tell whether every quotation mark that opens a value is closed again."""
    return record.count('"') % 2 == 0


def _offending_quote(record: str, position: int) -> int:
    """Return where the value at *position* goes wrong: its first stray mark."""
    start = position + len(record[position:]) - len(record[position:].lstrip(" \t"))
    if record.startswith('"', start):
        closing = re.compile(r'"(?:[^"]++|"")*+"').match(record, start)
        return closing.end() if closing else start + 1
    return record.find('"', start) + 1
