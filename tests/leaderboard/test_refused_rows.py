"""Every way in which a row can be wrong, each with the message that its author gets."""

import pytest

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
def test_a_wrong_row_is_refused_with_its_message(numbers: Solved, case: str) -> None:
    content, messages = FILES[case]

    assert numbers.refused(content) == messages
