"""A CSV of facts is read with its lines, or refused with the place of each problem."""

import pytest

from courseops.datafile import DataFileError, line_of, records


def read(data: str | bytes):
    data = data.encode() if isinstance(data, str) else data
    return records(data, required=("login", "score"), optional=("note",))


def problems(data: str | bytes) -> list[str]:
    with pytest.raises(DataFileError) as caught:
        read(data)
    return caught.value.problems


def test_columns_stand_in_any_order_and_case():
    (row,), told = read(" Score ,LOGIN\n 1 , alice \n")

    assert (row["login"], row["score"], row["note"]) == ("alice", "1", "")
    assert told == []


def test_blank_lines_are_left_out_and_counted():
    rows, _ = read('login,score\r\n\r\n"a\nb",1\r\n,\r\nc,2\r\n')

    assert [row.line for row in rows] == [3, 6]


def test_a_byte_order_mark_is_no_part_of_the_header():
    rows, _ = read(b"\xef\xbb\xbflogin,score\na,1\n")

    assert len(rows) == 1


def test_a_record_of_another_length_is_told_and_the_others_are_read():
    rows, told = read("login,score\na\nb,2\n")

    assert [row["login"] for row in rows] == ["b"]
    assert told == ["line 2: 1 cells, expected 2"]


def test_a_file_with_only_a_header_is_empty():
    assert read("login,score\n") == ([], [])


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("", "The file is empty."),
        ("login;score\na;1\n", "not separated by commas"),
        (b"\xff\xfel\x00", "UTF-16"),
        (b"login,score\n\xe9,1\n", "line 2: byte 0xe9 is not UTF-8"),
        ('login,score\n"a,1\n', "line 2: not readable as CSV"),
    ],
)
def test_what_is_no_table_is_refused(data, words):
    (told,) = problems(data)

    assert words in told


def test_every_problem_of_the_header_is_told():
    told = problems("login,login,points\n")

    assert told == [
        "line 1: column score is missing",
        "line 1: column 'login' stands there 2 times",
        "line 1: column 'points' is not known",
        "Expected the columns login,score,[note], in any order.",
    ]


def test_problems_can_be_put_in_file_order():
    told = ["line 10, column a: b", "line 9: c"]

    assert sorted(told, key=line_of) == ["line 9: c", "line 10, column a: b"]
