"""How the faults of a file are told: lines, counts, numbers, ids of other kinds."""

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
