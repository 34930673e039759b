"""What can be wrong with a row before its values are looked at, in sentences."""

import re
from collections.abc import Sequence

from leaderboard.problems import Problem, Report, show, show_all


def encoding(report: Report, line: int, data: bytes, at: int) -> None:
    """Report a byte that is no UTF-8."""
    report.add(
        Problem(
            "encoding",
            f"Line {line}: found the byte 0x{data[at]:02X} at position {at + 1}, which "
            "is no UTF-8 text; expected a CSV saved as UTF-8.",
            line,
        ),
        rest="lines that are no UTF-8 text",
    )


def control(report: Report, line: int, found: re.Match[str]) -> None:
    """Report a character that no text holds."""
    report.add(
        Problem(
            "binary",
            f"Line {line}: found the control character {show(found[0])} at position "
            f"{found.start() + 1}; expected text: the file is damaged or no CSV.",
            line,
        ),
        rest="lines with control characters",
    )


def long_line(report: Report, line: int) -> None:
    """Report a line beyond any row's length."""
    report.add(
        Problem(
            "long_line",
            f"Line {line}: found a row of more than 1 MiB; expected a row for each id: "
            "are the line ends missing?",
            line,
        ),
        rest="rows of more than 1 MiB",
    )


def unclosed(report: Report, line: int) -> None:
    """Report a quotation mark that opens a value and is never closed."""
    report.add(
        Problem(
            "quotes",
            f"Line {line}: found a quotation mark that is never closed; expected a "
            "second one at the end of the value.",
            line,
        ),
        rest="lines with stray quotation marks",
    )


def stray_quote(report: Report, line: int, at: int, lines: int) -> None:
    """Report a quotation mark where none may stand; *lines* is the record's length."""
    where = f"at character {at}"
    if lines > 1:
        where = f"that is closed only in line {line + lines - 1}"
    report.add(
        Problem(
            "quotes",
            f"Line {line}: found a quotation mark {where}; expected quotes around a "
            'whole value, and "" for a mark inside it.',
            line,
        ),
        rest="lines with stray quotation marks",
    )


def lone_return(report: Report, line: int) -> None:
    """Report a carriage return that ends no line."""
    report.add(
        Problem(
            "line_ends",
            f"Line {line}: found a carriage return inside the line; expected LF or CRLF "
            "line ends: save the file again as CSV (UTF-8).",
            line,
        ),
        rest="lines with a carriage return inside",
    )


def only_commas(report: Report, line: int) -> None:
    """Report a row without any value."""
    report.add(
        Problem(
            "empty_row",
            f"Line {line}: found only empty values; expected none or a whole row "
            "(spreadsheets leave such rows behind: delete it).",
            line,
        ),
        rest="rows of only empty values",
    )


def header_again(report: Report, line: int) -> None:
    """Report the header in the middle of the file."""
    report.add(
        Problem(
            "header_again",
            f"Line {line}: found the header once more; expected a row (were files "
            "joined together?).",
            line,
        ),
        rest="lines that repeat the header",
    )


def count(
    report: Report, line: int, record: str, values: Sequence[str], names: Sequence[str]
) -> None:
    """Report too many or too few values."""
    if report.is_full("fields", None):
        report.count("fields", None)
        return
    found = "1 value" if len(values) == 1 else f"{len(values)} values"
    report.add(
        Problem(
            "fields",
            f"Line {line}: found {found} in {show(record.rstrip())}, expected "
            f"{len(names)} ({show_all(names)}){_cause(record, values, names)}.",
            line,
        ),
        rest=f"lines that do not hold {len(names)} values",
    )


def _cause(record: str, values: Sequence[str], names: Sequence[str]) -> str:
    if len(values) == len(names) + 1 and not values[-1]:
        return ": leave out the comma at the end of the line"
    if len(values) > len(names):
        return ": a value that holds a comma needs quotes around it"
    for separator, title in ((";", "semicolons"), ("\t", "tabs"), ("|", "bars")):
        if separator in record:
            return f": separate the values by commas, not {title}"
    return ""
