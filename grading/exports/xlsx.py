"""The gradebook as a workbook of Excel.

Its members carry one fixed instant and nothing of the machine, so that the same
gradebook is the same file.
"""

import io
import zipfile
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from grading.exports.harmless import DANGEROUS
from grading.exports.machine import generated_at
from grading.exports.table import Column, Holds, columns, rows
from grading.policy.book import Gradebook

# The least instant that a zip file can hold.
_INSTANT = (1980, 1, 1, 0, 0, 0)
_LONGEST_CELL = 32_767
_WIDTHS = {"login": 16, "name": 26, "email": 30, "unmet": 40}
_ABOUT_MARKS = (
    "Marks are 0 to 100 in full precision; two decimals are shown.",
    "An empty cell is pending, or does not apply to this student. It is no zero.",
    "total leaves out what is pending. final counts it as 0.",
    "letter follows total while the term runs, and final at its end.",
    "result is the letter, or P, F, AU, NC at the end of term.",
    "slack_left counts slack days. unmet lists what has still to be handed in.",
)


def write(book: Gradebook, *, as_of: datetime | None, final: bool) -> bytes:
    """Return the workbook: a sheet of grades, and one that says what they are."""
    workbook = Workbook(write_only=True)
    _grades(workbook.create_sheet("Grades"), book, final=final)
    _notes(workbook.create_sheet("Notes"), book, as_of=as_of, final=final)
    file = io.BytesIO()
    workbook.save(file)
    return _timeless(file)


def _grades(sheet: Worksheet, book: Gradebook, *, final: bool) -> None:
    shape = columns(book.plan)
    sheet.freeze_panes = "B2"
    for number, column in enumerate(shape, start=1):
        width = _WIDTHS.get(column.name, max(10, len(column.name) + 2))
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(shape))}{len(book) + 1}"
    sheet.append([_heading(sheet, column.name) for column in shape])
    for row in rows(book, final=final):
        sheet.append(
            [
                _cell(sheet, value, column)
                for value, column in zip(row, shape, strict=True)
            ]
        )


def _notes(
    sheet: Worksheet, book: Gradebook, *, as_of: datetime | None, final: bool
) -> None:
    sheet.column_dimensions["A"].width = 18
    sheet.column_dimensions["B"].width = 90
    facts = [
        ("Course", f"{book.plan.slug}: {book.plan.title}"),
        ("As of", generated_at(book, as_of) or "nothing has happened yet"),
        ("Policy version", book.plan.policy_version),
        ("Letters", "follow final" if final else "follow total"),
    ]
    for name, value in facts:
        sheet.append([_heading(sheet, name), _text(sheet, value)])
    for sentence in _ABOUT_MARKS:
        sheet.append([None, _text(sheet, sentence)])


def _heading(sheet: Worksheet, name: str) -> Cell:
    cell = _text(sheet, name)
    cell.font = Font(bold=True)
    cell.alignment = Alignment(vertical="top")
    return cell


def _cell(sheet: Worksheet, value: Any, column: Column) -> Cell | None:
    if value is None:
        return None
    if column.holds is Holds.WORDS:
        value = " ".join(value)
    if isinstance(value, str):
        return _text(sheet, value) if value else None
    cell = WriteOnlyCell(sheet, value=value)
    cell.number_format = "0.00" if column.holds is Holds.MARK else "0"
    return cell


def _text(sheet: Worksheet, text: str) -> Cell:
    """Return a cell that stays text, whatever the text looks like."""
    cell = WriteOnlyCell(sheet)
    cell.value = ILLEGAL_CHARACTERS_RE.sub("�", text)[:_LONGEST_CELL]
    # openpyxl has taken =1+1 for a formula, and #N/A for an error.
    cell.data_type = "s"
    cell.number_format = "@"
    if text.startswith(DANGEROUS):
        cell.quotePrefix = True
    return cell


def _timeless(written: io.BytesIO) -> bytes:
    """Return the same archive without instants: those of members and of creation."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in _members(written):
            entry = zipfile.ZipInfo(name, date_time=_INSTANT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            archive.writestr(entry, content)
    return file.getvalue()


def _members(written: io.BytesIO) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(written) as archive:
        for name in sorted(archive.namelist()):
            yield (
                name,
                _PROPERTIES if name == "docProps/core.xml" else archive.read(name),
            )


_PROPERTIES = (
    b"<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"
    b'<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/'
    b'metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
    b"<dc:creator>Course Ops</dc:creator></cp:coreProperties>"
)
