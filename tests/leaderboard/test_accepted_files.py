"""What is odd in a file and still fine, and that both readers see the same in it."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leaderboard import rowreader
from leaderboard.csvfile import Layout, check_head
from leaderboard.metrics.registry import Reads
from leaderboard.problems import FileRefusedError
from leaderboard.rowreader import RowReader
from tests.leaderboard.solved import Solved

SOLUTION = "id,label\n1,0\n2,1\n3,2\n4,1\n"

ODD: dict[str, str | bytes] = {
    "plain": "id,label\n1,7\n2,0\n3,12\n4,-3\n",
    "any row order": "id,label\n3,12\n1,7\n4,-3\n2,0\n",
    "any column order": "label,id\n7,1\n0,2\n12,3\n-3,4\n",
    "byte order mark": b"\xef\xbb\xbfid,label\n1,7\n2,0\n3,12\n4,-3\n",
    "CRLF": "id,label\r\n1,7\r\n2,0\r\n3,12\r\n4,-3\r\n",
    "mixed line ends": "id,label\n1,7\r\n2,0\n3,12\r\n4,-3\n",
    "no line end at the end": "id,label\n1,7\n2,0\n3,12\n4,-3",
    "blank line at the end": "id,label\n1,7\n2,0\n3,12\n4,-3\n\n",
    "blank lines everywhere": "\n\nid,label\n\n1,7\n  \n2,0\n\r\n3,12\n4,-3\n\t\n\n",
    "quoted values": 'id,label\n"1","7"\n2,"0"\n"3",12\n4,-3\n',
    "quoted header": '"id","label"\n1,7\n2,0\n3,12\n4,-3\n',
    "spaces around values": "id, label\n1 , 7\n 2,0 \n\t3,12\n4,\t-3 \n",
    "spaces outside quotes": 'id,label\n "1" , "7"\n2,0\n3,12\n4,-3\n',
}


@pytest.mark.parametrize("case", ODD)
def test_an_odd_file_is_read_as_if_it_were_plain(tmp_path, case: str) -> None:
    numbers = Solved(tmp_path, SOLUTION)

    assert numbers.read(ODD[case]) == [[7, 0, 12, -3]]


@pytest.mark.parametrize("case", ODD)
def test_the_head_of_an_odd_file_is_fine(case: str) -> None:
    content = ODD[case]
    head = content.encode() if isinstance(content, str) else content

    layout = Layout("id", ("label",), None, 1000)
    assert check_head(head=head, file_name="Predictions.CSV", layout=layout) == []


def test_a_header_may_go_over_lines_inside_quotes(tmp_path) -> None:
    odd = Solved(tmp_path, 'id,"a\nb"\n1,x\n2,y\n', targets=("a\nb",))

    assert odd.read('"a\nb",id\nx,2\ny,1\n') == [[1, 0]]


def test_a_label_that_the_solution_never_uses_is_wrong_but_no_error(tmp_path) -> None:
    animals = Solved(tmp_path, "id,label\n1,cat\n2,dog\n3,cat\n")

    (labels,) = animals.read("id,label\n1,dog\n2,cow\n3,hen\n")

    assert labels == [1, 2, 3]


def test_an_integer_label_beyond_64_bits_is_wrong_but_no_error(tmp_path) -> None:
    numbers = Solved(tmp_path, SOLUTION)

    (labels,) = numbers.read(f"id,label\n1,{10**30}\n2,{10**31}\n3,{10**30}\n4,1\n")

    assert labels[0] == labels[2] != labels[1]
    assert labels[3] == 1


def test_labels_that_look_like_numbers_are_compared_as_text(tmp_path) -> None:
    decimals = Solved(tmp_path, "id,label\n1,1.0\n2,2.0\n")

    assert decimals.read("id,label\n1,1.0\n2,2\n") == [[0, 2]]
    assert decimals.read("id,label\n1,1.0\n2,2.00\n") == [[0, 2]]


def test_texts_keep_what_stands_inside_quotes(tmp_path) -> None:
    texts = Solved(
        tmp_path, "id,text\n1,a\n2,b\n3,c\n4,d\n", targets=("text",), reads=Reads.TEXTS
    )

    assert texts.read(
        'id,text\n1," a ""b"",\r\nc "\n2,  plain text \n3,\n4,"é\u2028😀"\n'
    ) == [[' a "b",\r\nc ', "plain text", "", "é\u2028😀"]]


def test_numbers_are_read_to_the_last_bit(tmp_path) -> None:
    written = ["0.1", "1e-7", "-.5", "7.", "+3", "2.2250738585072014E-308", "1" * 30]
    rows = "".join(f"{at},{number}\n" for at, number in enumerate(written))
    scores = Solved(
        tmp_path,
        "id,p\n" + "".join(f"{at},0\n" for at in range(len(written))),
        targets=("p",),
        reads=Reads.NUMBERS,
    )

    assert scores.read("id,p\n" + rows) == [[float(number) for number in written]]


def test_several_target_columns_are_aligned_each(tmp_path) -> None:
    pairs = Solved(tmp_path, "id,a,b\n1,0,x\n2,1,y\n", targets=("a", "b"))

    assert pairs.read("b,id,a\ny,2,5\nx,1,6\n") == [[6, 5], [0, 1]]


def test_ids_far_apart_are_found(tmp_path) -> None:
    far = Solved(tmp_path, f"id,label\n{2**63 - 1},0\n{-(2**63)},1\n0,1\n")

    assert far.read(f"id,label\n0,3\n{2**63 - 1},4\n{-(2**63)},5\n") == [[4, 5, 3]]


def test_a_file_read_in_many_pieces_is_the_same(tmp_path, monkeypatch) -> None:
    texts = Solved(
        tmp_path, 'id,text\n1,"a\nb"\n2,c\n', targets=("text",), reads=Reads.TEXTS
    )
    content = 'id,text\n\n2,"x\n\n""y""\nz"\n1,w\n'

    for size in (1, 2, 5, 1 << 20):
        monkeypatch.setattr(rowreader, "_PIECE", size)
        assert texts.read(content) == [["w", 'x\n\n"y"\nz']]


# --- Two readers, one grammar ------------------------------------------------------

DAMAGE = [b"\n", b"\r", b"\r\n", b",", b" ", b'"', b"0", b"+", b"-", b".", b"1e2"]
DAMAGE += [b"_", b"\0", b"\xff", b";", b"nan", b"\x0b", b"9" * 25, b"id,label\n"]
DAMAGE += [b"18446744073709551615", b"-9223372036854775809", b"True", b"inf", b"E"]
DAMAGE += [
    b'""',
    b'","',
    b'"a"b',
    b' "5"',
    b'a"b"',
    b"\t",
    b"\x0c",
    b"\xc2\xa0",
    b"2e2",
]
damages = st.lists(
    st.tuples(st.floats(0, 1), st.sampled_from(DAMAGE), st.booleans()), max_size=3
)
labels = st.sampled_from(
    ["0", "1", "9", "10", "-1", "-10", "100", "a", "é", "b c", "E", "1e2", 'q"t', " s"]
)
numbers = st.one_of(
    st.floats(allow_nan=False, allow_infinity=False).map(repr),
    st.from_regex(
        r"[+-]?([0-9]{1,3}(\.[0-9]{0,9})?|\.[0-9]{1,3})([eE][+-]?[0-9]{1,3})?",
        fullmatch=True,
    ),
    st.sampled_from(
        ["0", "1", "-0", "1e400", "1e", ".", "0x1p3", "1_0", "1,5", "Infinity"]
    ),
)


def damaged(content: bytes, damage: list[tuple[float, bytes, bool]]) -> bytes:
    """Put bytes somewhere below the header, in place of one or between two."""
    for where, what, replaces in damage:
        start = content.find(b"\n") + 1
        at = start + round(where * (len(content) - start))
        content = content[:at] + what + content[at + replaces :]
    return content


def quoted(value: str) -> str:
    return '"' + value.replace('"', '""') + '"'


# How a program may write a line's id and value, the same in all lines.
STYLES: list[Callable[[str, str], str]] = [
    lambda i, v: f"{i},{v}",
    lambda i, v: f"{quoted(i)},{quoted(v)}",
    lambda i, v: f"{i},{quoted(v)}",
    lambda i, v: f"{quoted(i)},{v}",
    lambda i, v: f"{i}, {v}",
    lambda i, v: f"{i} ,\t{v} ",
    lambda i, v: f"{quoted(i)}, {quoted(v)}",
]


@st.composite
def files(draw: st.DrawFn, values: st.SearchStrategy[str]) -> tuple[list[str], bytes]:
    """Draw ids, and a file with values for them that may be damaged."""
    start, step = draw(st.sampled_from([(0, 1), (-3, 1), (5, 10**6), (10**30, 1)]))
    before, after = draw(st.sampled_from([("", ""), ("u", ""), ("é ", ""), ("", " e")]))
    rows = draw(st.integers(1, 12))
    ids = [f"{before}{start + step * row}{after}" for row in range(rows)]
    found = draw(st.lists(values, min_size=rows, max_size=rows))
    end = draw(st.sampled_from(["\n", "\r\n"]))
    style = draw(st.sampled_from(STYLES))
    is_turned = draw(st.booleans())
    lines = ["label,id" if is_turned else "id,label"]
    for i, v in zip(draw(st.permutations(ids)), found, strict=True):
        lines.append(style(v, i) if is_turned else style(i, v))
    content = end.join(lines) + (end if draw(st.booleans()) else "")
    return ids, damaged(content.encode(), draw(damages))


def solution(ids: list[str], values: list[str]) -> str:
    rows = (f"{quoted(i)},{quoted(v)}\n" for i, v in zip(ids, values, strict=True))
    return "id,label\n" + "".join(rows)


def outcome(read: Callable[[], list[Any]], *, classes: int) -> object:
    """Return what a reader says; labels that the solution lacks by first appearance."""
    try:
        (column,) = read()
    except FileRefusedError as refusal:
        return refusal.problems
    values = column.tolist()
    return [
        repr(value) if not classes or value < classes else values.index(value)
        for value in values
    ]


def check_readers(solved: Solved, content: bytes) -> None:
    """Assert that all ways to read a file come to the same."""
    classes = len(solved.prepared.targets[0].classes)

    def by_the_book() -> list[Any]:
        return solved.reading(content).values_by_the_book(plain_pieces=False)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(RowReader, "_bare_columns", lambda self, data: None)
        said = outcome(by_the_book, classes=classes)

    assert said == outcome(by_the_book, classes=classes)
    assert said == outcome(solved.reading(content).values, classes=classes)
    assert said == outcome(solved.reading(content).values_by_the_book, classes=classes)


@settings(max_examples=60)
@given(
    files(labels),
    st.sampled_from([["0", "1", "-10"], ["a", "é"], ["0", "1e2"], ['q"t', " s"]]),
)
def test_both_readers_see_the_same_labels(
    tmp_path_factory, case: tuple[list[str], bytes], classes: list[str]
) -> None:
    ids, content = case
    truth = [classes[row % len(classes)] for row in range(len(ids))]

    check_readers(Solved(tmp_path_factory.getbasetemp(), solution(ids, truth)), content)


@settings(max_examples=60)
@given(files(numbers))
def test_both_readers_see_the_same_numbers(
    tmp_path_factory, case: tuple[list[str], bytes]
) -> None:
    ids, content = case
    solved = Solved(
        tmp_path_factory.getbasetemp(),
        solution(ids, ["0"] * len(ids)),
        reads=Reads.NUMBERS,
    )

    check_readers(solved, content)


@settings(max_examples=60)
@given(files(labels))
def test_both_readers_see_the_same_texts(
    tmp_path_factory, case: tuple[list[str], bytes]
) -> None:
    ids, content = case
    solved = Solved(
        tmp_path_factory.getbasetemp(),
        solution(ids, ["x"] * len(ids)),
        reads=Reads.TEXTS,
    )

    check_readers(solved, content)


def test_a_plain_file_needs_no_second_reader(tmp_path, monkeypatch) -> None:
    numbers = Solved(tmp_path, SOLUTION)
    reading = numbers.reading(ODD["any row order"])
    monkeypatch.setattr(reading, "values_by_the_book", None)

    assert [column.tolist() for column in reading.values()] == [[7, 0, 12, -3]]


def test_a_comma_too_many_does_not_make_up_for_one_too_few(tmp_path) -> None:
    texts = Solved(
        tmp_path, "id,text\n1,a\n2,b\n", targets=("text",), reads=Reads.TEXTS
    )

    assert len(texts.refused("id,text\n1,a,\n2\n")) == 2


def test_what_pandas_would_bend_is_left_to_the_row_reader(tmp_path) -> None:
    numbers = Solved(tmp_path, "id,label\n100,1\n2,1\n")

    assert numbers.refused("id,label\n1e2,1\n2,1\n") == [
        (
            "Line 2, column `id`: found `1e2`, expected an id written as a plain integer "
            "(looks like a spreadsheet shortened the integer; write all its digits)."
        )
    ]


@pytest.mark.parametrize(
    "content",
    [
        'id,label\n"3","12"\n"1","7"\n"4","-3"\n"2","0"\n',
        "id, label\n3, 12\n1, 7\n4, -3\n2, 0\n",
        "id,label\r\n3,12\r\n1,7\r\n4,-3\r\n2,0\r\n",
        '"label","id"\n"12",3\n"7",1\n"-3",4\n"0",2',
    ],
    ids=["all quoted", "spaces after commas", "CRLF", "labels quoted"],
)
def test_what_programs_write_needs_no_second_reader(
    tmp_path, monkeypatch, content: str
) -> None:
    reading = Solved(tmp_path, SOLUTION).reading(content)
    monkeypatch.setattr(reading, "values_by_the_book", None)

    assert [column.tolist() for column in reading.values()] == [[7, 0, 12, -3]]


def test_scores_for_text_ids_need_no_second_reader(tmp_path, monkeypatch) -> None:
    pairs = Solved(
        tmp_path, "id,p\na b,0\nc d,1\n", targets=("p",), reads=Reads.NUMBERS
    )
    reading = pairs.reading('id,p\n"c d",2.5e-1\n"a b",.75\n')
    monkeypatch.setattr(reading, "values_by_the_book", None)

    assert [column.tolist() for column in reading.values()] == [[0.75, 0.25]]


def test_a_label_of_thousands_of_digits_is_wrong_but_no_error(tmp_path) -> None:
    numbers = Solved(tmp_path, SOLUTION)
    long, longer = "1" * 5000, "1" * 5001

    (labels,) = numbers.read(f"id,label\n1,{long}\n2,{longer}\n3,{long}\n4,1\n")

    assert labels[0] == labels[2] != labels[1]
