"""Every way in which a file can be wrong, each with the message that its author gets."""

import pytest

from leaderboard.metrics.registry import Reads
from leaderboard.problems import FileRefusedError
from tests.leaderboard.solved import Solved

SOLUTION = "id,label\n1,0\n2,1\n3,2\n4,1\n"
LAST = "id,label\n1,0\n2,1\n3,2\n"
DECIMALS = "looks like a spreadsheet or pandas turned the integers into decimals"
ID = "expected an id written as a plain integer"
LABEL = "expected an integer label"


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
    # --- rows and ids
    "header only": (
        "id,label\n",
        [
            "The file has 0 rows below the header, expected 4: one for each id.",
            "Column `id`: id `1` is missing; expected one row with it.",
            "Column `id`: id `2` is missing; expected one row with it.",
            "Column `id`: id `3` is missing; expected one row with it.",
            "Column `id`: id `4` is missing; expected one row with it.",
        ],
    ),
    "missing id": (
        LAST,
        [
            "The file has 3 rows below the header, expected 4: one for each id.",
            "Column `id`: id `4` is missing; expected one row with it.",
        ],
    ),
    "unknown id": (
        LAST + "5,1\n",
        [
            (
                "Line 5, column `id`: found `5`, which is none of the 4 ids expected, such "
                "as `1`."
            ),
            "Column `id`: id `4` is missing; expected one row with it.",
        ],
    ),
    "unknown id beyond 64 bits": (
        SOLUTION + "99999999999999999999,1\n",
        [
            (
                "Line 6, column `id`: found `99999999999999999999`, which is none of the 4 "
                "ids expected, such as `1`."
            ),
            "The file has 5 rows below the header, expected 4: one for each id.",
        ],
    ),
    "id twice": (
        LAST + "3,1\n",
        [
            (
                "Line 5, column `id`: found `3` again, which stands in line 4 already; "
                "expected each id once."
            ),
            "Column `id`: id `4` is missing; expected one row with it.",
        ],
    ),
    "row too many": (
        SOLUTION + "4,1\n",
        [
            (
                "Line 6, column `id`: found `4` again, which stands in line 5 already; "
                "expected each id once."
            ),
            "The file has 5 rows below the header, expected 4: one for each id.",
        ],
    ),
    "id as a decimal": (
        LAST + "4.0,1\n",
        [f"Line 5, column `id`: found `4.0`, {ID} ({DECIMALS})."],
    ),
    "id with leading zeros": (
        LAST + "04,1\n",
        [f"Line 5, column `id`: found `04`, {ID} (leave out the leading zeros)."],
    ),
    "id in scientific notation": (
        LAST + "4e0,1\n",
        [
            (
                f"Line 5, column `id`: found `4e0`, {ID} (looks like a spreadsheet shortened "
                "the integer; write all its digits)."
            )
        ],
    ),
    "id with a plus": (
        LAST + "+4,1\n",
        [f"Line 5, column `id`: found `+4`, {ID} (leave out the plus sign)."],
    ),
    "empty id": (
        LAST + ",1\n",
        [f"Line 5, column `id`: found an empty value, {ID}."],
    ),
    "id in wide digits": (
        "id,label\n1,0\n2,1\n3,2\n４,1\n",  # noqa: RUF001 - the very thing
        [f"Line 5, column `id`: found `４`, {ID} (use the digits 0 to 9)."],  # noqa: RUF001
    ),
    # --- labels
    "label as a decimal": (
        LAST + "4,1.0\n",
        [f"Line 5, column `label`: found `1.0`, {LABEL} ({DECIMALS})."],
    ),
    "empty label": (
        LAST + "4,\n",
        [f"Line 5, column `label`: found an empty value, {LABEL}."],
    ),
    "label that is missing": (
        LAST + "4,NaN\n",
        [
            (
                f"Line 5, column `label`: found `NaN`, {LABEL} (a missing value: did the "
                "model or a join leave a gap?)."
            )
        ],
    ),
    "infinite label": (
        LAST + "4,-inf\n",
        [
            (
                f"Line 5, column `label`: found `-inf`, {LABEL} (an infinite value: did the "
                "model divide by zero or overflow?)."
            )
        ],
    ),
    "text for an integer": (
        LAST + "4,cat\n",
        [f"Line 5, column `label`: found `cat`, {LABEL}."],
    ),
    "truth value": (
        LAST + "4,True\n",
        [
            (
                f"Line 5, column `label`: found `True`, {LABEL} (write 1 or 0 in place of "
                "true or false)."
            )
        ],
    ),
    "underscore": (
        LAST + "4,1_0\n",
        [f"Line 5, column `label`: found `1_0`, {LABEL} (leave out the underscores)."],
    ),
    "hexadecimal": (
        LAST + "4,0x1\n",
        [f"Line 5, column `label`: found `0x1`, {LABEL} (write it in decimal digits)."],
    ),
    "thousands separator": (
        LAST + '4,"1,000"\n',
        [
            (
                f"Line 5, column `label`: found `1,000`, {LABEL} (leave out the thousands "
                "separators)."
            )
        ],
    ),
    "typographic minus": (
        LAST + "4,−1\n",
        [
            (
                f"Line 5, column `label`: found `−1`, {LABEL} (write the minus sign as a "
                "hyphen)."
            )
        ],
    ),
    "brackets": (
        LAST + "4,[1]\n",
        [
            (
                f"Line 5, column `label`: found `[1]`, {LABEL} (write the bare value without "
                "brackets)."
            )
        ],
    ),
    "invisible character": (
        LAST + "4,1\u200b\n",
        [f"Line 5, column `label`: found `1\\u200b`, {LABEL}."],
    ),
    # --- the form of a row
    "too few values": (
        LAST + "4\n",
        ["Line 5: found 1 value in `4`, expected 2 (`id,label`)."],
    ),
    "too many values": (
        LAST + "4,1,000\n",
        [
            (
                "Line 5: found 3 values in `4,1,000`, expected 2 (`id,label`): a value that "
                "holds a comma needs quotes around it."
            )
        ],
    ),
    "comma at the end": (
        LAST + "4,1,\n",
        [
            (
                "Line 5: found 3 values in `4,1,`, expected 2 (`id,label`): leave out the "
                "comma at the end of the line."
            )
        ],
    ),
    "semicolon in a row": (
        LAST + "4;1\n",
        [
            (
                "Line 5: found 1 value in `4;1`, expected 2 (`id,label`): separate the "
                "values by commas, not semicolons."
            )
        ],
    ),
    "quote never closed": (
        'id,label\n1,0\n2,"1\n3,2\n4,1\n',
        [
            (
                "Line 3: found a quotation mark that is never closed; expected a second one "
                "at the end of the value."
            )
        ],
    ),
    "quote inside a value": (
        LAST + '4,"1"2\n',
        [
            (
                "Line 5: found a quotation mark at character 5; expected quotes around a "
                'whole value, and "" for a mark inside it.'
            )
        ],
    ),
    "quote closed lines later": (
        'id,label\n1,"0\n2,1"x\n3,2\n4,1\n',
        [
            (
                "Line 2: found a quotation mark that is closed only in line 3; expected "
                'quotes around a whole value, and "" for a mark inside it.'
            ),
            (
                "Line 3: found a quotation mark that is never closed; expected a second one "
                "at the end of the value."
            ),
        ],
    ),
    "header in the middle": (
        "id,label\n1,0\n2,1\nid,label\n3,2\n4,1\n",
        [
            (
                "Line 4: found the header once more; expected a row (were files joined "
                "together?)."
            )
        ],
    ),
    "row of commas": (
        SOLUTION + ",\n",
        [
            (
                "Line 6: found only empty values; expected none or a whole row (spreadsheets "
                "leave such rows behind: delete it)."
            )
        ],
    ),
    "carriage return inside": (
        "id,label\n1,0\n2,1\r3,2\n4,1\n",
        [
            (
                "Line 3: found a carriage return inside the line; expected LF or CRLF line "
                "ends: save the file again as CSV (UTF-8)."
            ),
            "The file has 3 rows below the header, expected 4: one for each id.",
            "Column `id`: id `2` is missing; expected one row with it.",
            "Column `id`: id `3` is missing; expected one row with it.",
        ],
    ),
    "line end missing": (
        "id,label\n1,0 2,1\n3,2\n4,1\n",
        [
            (
                "Line 2: found 3 values in `1,0 2,1`, expected 2 (`id,label`): a value that "
                "holds a comma needs quotes around it."
            ),
            "The file has 3 rows below the header, expected 4: one for each id.",
            "Column `id`: id `1` is missing; expected one row with it.",
            "Column `id`: id `2` is missing; expected one row with it.",
        ],
    ),
    "zero byte": (
        "id,label\n1,0\n2,\x001\n3,2\n4,1\n",
        [
            (
                "Line 3: found the control character `\\x00` at position 3; expected text: "
                "the file is damaged or no CSV."
            )
        ],
    ),
    "another encoding": (
        b"id,label\n1,0\n2,\xe9\n3,2\n4,1\n",
        [
            (
                "Line 3: found the byte 0xE9 at position 3, which is no UTF-8 text; expected "
                "a CSV saved as UTF-8."
            )
        ],
    ),
    "row beyond any length": (
        LAST + "4," + "1" * (1 << 21) + "\n",
        [
            (
                "Line 5: found a row of more than 1 MiB; expected a row for each id: are the "
                "line ends missing?"
            )
        ],
    ),
}


@pytest.mark.parametrize("case", FILES)
def test_a_wrong_file_is_refused_with_its_message(numbers: Solved, case: str) -> None:
    content, messages = FILES[case]

    assert numbers.refused(content) == messages


def test_lines_and_columns_are_told_to_machines_too(numbers: Solved) -> None:
    reading = numbers.reading(LAST + "4,x\n")

    with pytest.raises(FileRefusedError) as refusal:
        reading.values()

    assert [problem.as_json() for problem in refusal.value.problems] == [
        {
            "kind": "value",
            "message": f"Line 5, column `label`: found `x`, {LABEL}.",
            "line": 5,
            "column": "label",
        }
    ]


def test_five_lines_of_each_kind_are_named_and_the_rest_counted(
    numbers: Solved,
) -> None:
    rows = "".join(f"{number},x\n" for number in range(1, 13))

    messages = numbers.refused("id,label\n" + rows)

    assert messages == [
        *(f"Line {line}, column `label`: found `x`, {LABEL}." for line in range(2, 7)),
        "And 7 more: lines whose `label` is not an integer label.",
        *(
            f"Line {line}, column `id`: found `{line - 1}`, which is none of the 4 ids "
            "expected, such as `1`."
            for line in range(6, 11)
        ),
        "And 3 more: lines whose id is not expected.",
        "The file has 12 rows below the header, expected 4: one for each id.",
    ]


def test_lines_are_counted_as_an_editor_shows_them(numbers: Solved) -> None:
    content = '\n\nid,label\n\n1,0\r\n"2",1\n\n3,2\n4,x\n'

    assert numbers.refused(content) == [f"Line 9, column `label`: found `x`, {LABEL}."]


def test_lines_inside_quotes_are_counted(tmp_path) -> None:
    texts = Solved(
        tmp_path, 'id,text\n1,"a\nb"\n2,c\n', targets=("text",), reads=Reads.TEXTS
    )

    assert texts.refused('id,text\n1,"a\n\nb"\n3,c\n')[0].startswith(
        "Line 5, column `id`"
    )


def test_several_faults_of_one_file_are_all_told(numbers: Solved) -> None:
    assert numbers.refused("id,label\n1,0\n1,9\n2.0,x\n7,2,2\n8,1\n") == [
        (
            "Line 3, column `id`: found `1` again, which stands in line 2 already; expected "
            "each id once."
        ),
        f"Line 4, column `id`: found `2.0`, {ID} ({DECIMALS}).",
        f"Line 4, column `label`: found `x`, {LABEL}.",
        (
            "Line 5: found 3 values in `7,2,2`, expected 2 (`id,label`): a value that holds "
            "a comma needs quotes around it."
        ),
        (
            "Line 6, column `id`: found `8`, which is none of the 4 ids expected, such as "
            "`1`."
        ),
        "The file has 5 rows below the header, expected 4: one for each id.",
        "Column `id`: id `2` is missing; expected one row with it.",
        "Column `id`: id `3` is missing; expected one row with it.",
        "Column `id`: id `4` is missing; expected one row with it.",
    ]


NUMBERS = {
    "text": ("cat", "found `cat`, expected a finite number."),
    "missing": (
        "nan",
        (
            "found `nan`, expected a finite number (a missing value: did the model or a "
            "join leave a gap?)."
        ),
    ),
    "empty": ("", "found an empty value, expected a finite number."),
    "infinite": (
        "inf",
        (
            "found `inf`, expected a finite number (an infinite value: did the model divide "
            "by zero or overflow?)."
        ),
    ),
    "too large": (
        "1e999",
        (
            "found `1e999`, expected a finite number (the number is too large for double "
            "precision)."
        ),
    ),
    "thousands": (
        '"1,000.5"',
        (
            "found `1,000.5`, expected a finite number (leave out the thousands "
            "separators)."
        ),
    ),
    "decimal comma": (
        '"0,5"',
        "found `0,5`, expected a finite number (write the decimals after a point).",
    ),
    "underscore": (
        "1_0",
        "found `1_0`, expected a finite number (leave out the underscores).",
    ),
    "hexadecimal": (
        "0x1.8p1",
        "found `0x1.8p1`, expected a finite number (write it in decimal digits).",
    ),
    "percent": (
        "55 %",
        "found `55 %`, expected a finite number (leave out the percent sign).",
    ),
    "two points": ("1.2.3", "found `1.2.3`, expected a finite number."),
}


@pytest.mark.parametrize("case", NUMBERS)
def test_what_is_no_finite_number_is_refused(tmp_path, case: str) -> None:
    written, said = NUMBERS[case]
    scores = Solved(tmp_path, "id,p\n1,0.5\n", targets=("p",), reads=Reads.NUMBERS)

    assert scores.refused(f"id,p\n1,{written}\n") == [f"Line 2, column `p`: {said}"]


def test_integer_ids_beyond_64_bits_must_be_canonical_too(tmp_path) -> None:
    huge = Solved(tmp_path, f"id,label\n{10**30},a\n{10**30 + 1},b\n")

    assert huge.refused(f"id,label\n{10**30},a\n{10**30 + 1}.0,b\n") == [
        f"Line 3, column `id`: found `{10**30 + 1}.0`, {ID} ({DECIMALS})."
    ]


def test_text_ids_are_compared_as_written(tmp_path) -> None:
    texts = Solved(tmp_path, "id,label\nu1,0\nu02,1\n")

    assert texts.refused("id,label\nu1,0\nu2,1\n") == [
        (
            "Line 3, column `id`: found `u2`, which is none of the 2 ids expected, such as "
            "`u1`."
        ),
        "Column `id`: id `u02` is missing; expected one row with it.",
    ]


def test_an_id_that_only_begins_like_one_is_unknown(tmp_path) -> None:
    texts = Solved(tmp_path, "id,label\naa,0\nbb,1\n")

    assert texts.refused("id,label\naa,0\nbbb,1\n")[0] == (
        "Line 3, column `id`: found `bbb`, which is none of the 2 ids expected, such as "
        "`aa`."
    )


def test_an_empty_text_label_is_refused(tmp_path) -> None:
    texts = Solved(tmp_path, "id,label\n1,cat\n2,dog\n")

    assert texts.refused("id,label\n1,cat\n2,\n") == [
        "Line 3, column `label`: found an empty value, expected a label."
    ]
