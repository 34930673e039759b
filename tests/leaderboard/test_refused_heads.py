"""Every way in which a file or its header can be wrong, each with its message."""

import pytest

from tests.leaderboard.solved import Solved

SOLUTION = "id,label\n1,0\n2,1\n3,2\n4,1\n"
ID = "expected an id written as a plain integer"


@pytest.fixture
def numbers(tmp_path) -> Solved:
    """Integer ids 1 to 4, integer labels."""
    return Solved(tmp_path, SOLUTION)


FILES: dict[str, tuple[str | bytes, list[str]]] = {
    # --- the file as a whole
    "empty": (
        "",
        [
            (
                "The file is empty (0 bytes); expected a CSV with a header and a row for "
                "each id."
            )
        ],
    ),
    "blank lines only": (
        "\n \r\n\n",
        ["The file holds no text; expected a header and a row for each id."],
    ),
    "UTF-16": (
        SOLUTION.encode("utf-16"),
        ["The file is UTF-16 text; save it as UTF-8 (in Excel: “CSV UTF-8”)."],
    ),
    "UTF-16 without a mark": (
        SOLUTION.encode("utf-16-le"),
        ["The file is UTF-16 text; save it as UTF-8 (in Excel: “CSV UTF-8”)."],
    ),
    "UTF-32": (
        SOLUTION.encode("utf-32"),
        ["The file is UTF-32 text; save it as UTF-8."],
    ),
    "binary rubbish": (
        bytes(range(1, 256)) * 40,
        [
            (
                "Line 1, header: found the byte 0x01 at position 1, which no text holds; "
                "expected a CSV saved as UTF-8."
            )
        ],
    ),
    "Parquet": (
        b"PAR1\x15\x04",
        ["The file is a Parquet file; write it with DataFrame.to_csv instead."],
    ),
    "workbook": (
        b"PK\x03\x04" + bytes(26) + b"[Content_Types].xml",
        [
            (
                "The file is a spreadsheet workbook (xlsx or the like); save the sheet as "
                "CSV (UTF-8)."
            )
        ],
    ),
    "old workbook": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        ["The file is an old Excel workbook; save the sheet as CSV (UTF-8)."],
    ),
    "web page": (
        "<!DOCTYPE html>\n<html><body>Sign in</body></html>",
        [
            (
                "The file is a web page, not a CSV: perhaps a sign-in page was saved in "
                "place of the download."
            )
        ],
    ),
    "line ends of old Macintoshes": (
        SOLUTION.replace("\n", "\r"),
        [
            (
                "Line 1: found lines that end with a carriage return alone (old Macintosh); "
                "expected LF or CRLF line ends. Save the file again as CSV (UTF-8)."
            )
        ],
    ),
    # --- the header
    "semicolons": (
        SOLUTION.replace(",", ";"),
        [
            (
                "Line 1, header: found `id;label`, expected `id,label`: the columns are "
                "separated by semicolons. Save the file with commas between the columns."
            )
        ],
    ),
    "tabs": (
        SOLUTION.replace(",", "\t"),
        [
            (
                "Line 1, header: found `id\\tlabel`, expected `id,label`: the columns are "
                "separated by tabs. Save the file with commas between the columns."
            )
        ],
    ),
    "no header": (
        "1,0\n2,1\n3,2\n4,1\n",
        [
            (
                "Line 1: found `1,0`, expected the header `id,label`: the first line must "
                "name the columns."
            )
        ],
    ),
    "other case": (
        "ID,label\n",
        [
            (
                "Line 1, header: found `ID`, expected `id`: names must match exactly, also "
                "in upper and lower case."
            )
        ],
    ),
    "missing column": (
        "id\n1\n",
        ["Line 1, header: column `label` is missing; found `id`, expected `id,label`."],
    ),
    "other name": (
        "id,class\n",
        [
            (
                "Line 1, header: column `label` is missing; found `id,class`, expected "
                "`id,label`."
            ),
            (
                "Line 1, header: column `class` does not belong here; found `id,class`, "
                "expected only `id,label`."
            ),
        ],
    ),
    "column too many": (
        "id,label,Usage\n",
        [
            (
                "Line 1, header: column `Usage` does not belong here; found "
                "`id,label,Usage`, expected only `id,label`."
            )
        ],
    ),
    "column twice": (
        "id,label,label\n",
        ["Line 1, header: column `label` stands there more than once; expected once."],
    ),
    "row numbers of pandas": (
        ",id,label\n0,1,0\n",
        [
            (
                "Line 1, header: found a column without a name in `,id,label`, expected "
                "`id,label`: pandas writes its row numbers so; use to_csv(…, index=False), "
                "and leave no comma at the end."
            )
        ],
    ),
    "stray quote in the header": (
        'i"d",label\n',
        [
            (
                "Line 1, header: found a stray quotation mark at character 2; expected "
                'quotes around a whole name, as in "id".'
            )
        ],
    ),
    "quote never closed in the header": (
        '"id,label\n1,0\n',
        [
            (
                "Line 1, header: found a quotation mark that is never closed; expected "
                "quotes around a whole name."
            )
        ],
    ),
    "header in another encoding": (
        b"id,\xe9tiquette\n",
        [
            (
                "Line 1, header: found the byte 0xE9 at position 4, which is no UTF-8 text; "
                "expected a CSV saved as UTF-8."
            )
        ],
    ),
    "header without end": (
        "id,label" + "x" * 70_000,
        [
            (
                "Line 1: found no end of the header within the first 64 KiB; expected a line "
                "of column names: is this a CSV?"
            )
        ],
    ),
}


@pytest.mark.parametrize("case", FILES)
def test_a_wrong_file_is_refused_with_its_message(numbers: Solved, case: str) -> None:
    content, messages = FILES[case]

    assert numbers.refused(content) == messages
