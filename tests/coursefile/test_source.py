"""Files that are no course file at all, or no YAML."""

import pytest

from courseops.coursefile.findings import Findings
from courseops.coursefile.source import parse
from tests.coursefile.files import COURSE, document, judge

YAML = "not readable as YAML"
BOMB = "".join(
    f"{name}: &{name} [{', '.join([inner] * 10)}]\n"
    for name, inner in zip("abcdef", ["1", "*a", "*b", "*c", "*d", "*e"], strict=True)
)


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", "c.yaml: the file is empty; a course file starts with “course:”"),
        (b"# only\n", "c.yaml: the file is empty; a course file starts with “course:”"),
        (
            b"\xef\xbb\xbf",
            "c.yaml: the file is empty; a course file starts with “course:”",
        ),
        (
            b"- a\n",
            "c.yaml: expected sections such as “course:” and “assignments:”, got a list (line 1)",
        ),
        (
            b"\nhello\n",
            "c.yaml: expected sections such as “course:” and “assignments:”, got a text (line 2)",
        ),
        ("a: b".encode("utf-16"), "c.yaml: the file is UTF-16; save it as UTF-8"),
        ("a: b".encode("utf-32"), "c.yaml: the file is UTF-32; save it as UTF-8"),
        (
            b"a: b\nc: Universit\xe4t\n",
            "c.yaml: byte 0xe4 is not UTF-8; save the file as UTF-8 (line 2)",
        ),
        (
            b"\x89PNG\r\n\x1a\n\0\0",
            "c.yaml: this is no text file; a course file is YAML in UTF-8",
        ),
        (
            b"a: b\nc: \x07\n",
            "c.yaml: the character U+0007 is not allowed in a course file (line 2)",
        ),
        (b"x" * 5_000_001, "c.yaml: the file is larger than 5 MB"),
        (
            "course:\n\tslug: x\n",
            f"c.yaml: {YAML}: a tab stands here; YAML is indented with spaces (line 2)",
        ),
        (
            "a: b: c\n",
            (
                f"c.yaml: {YAML}: a colon cannot stand here: put the text in quotes, or check"
                " the indentation (line 1)"
            ),
        ),
        (
            "a: {b: 1\nc: 2\n",
            f"c.yaml: {YAML}: a comma or a closing bracket is missing before this (line 2)",
        ),
        (
            "a: [why?, b]\n",
            f"c.yaml: {YAML}: between brackets, a text with a question mark stands in quotes (line 1)",
        ),
        (
            "a: b\nc: 'd\ne: f\n",
            f"c.yaml: {YAML}: a quote is opened and never closed (line 2)",
        ),
        (
            "a:\n  b: 1\n c: 2\n",
            (
                f"c.yaml: {YAML}: the indentation does not fit the lines above, or a quote"
                " ends too early (line 3)"
            ),
        ),
        (
            "a: @b\n",
            (
                f"c.yaml: {YAML}: a text cannot start with this character; put it in quotes"
                " (line 1)"
            ),
        ),
        (
            "a: 1\n---\nb: 2\n",
            "c.yaml: a second document starts here; a course file is one (line 2)",
        ),
        ("a: [*b]\n", "c.yaml: alias *b has no anchor &b above it (line 1)"),
        ("a: &a\n  b: *a\n", "c.yaml: alias *a contains itself (line 2)"),
        (
            BOMB,
            (
                "c.yaml: with its aliases written out the file has more than 200,000 values"
                " (line 6)"
            ),
        ),
        ("[" * 500, "c.yaml: nested more than 50 levels deep (line 1)"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(data, error):
    assert judge(data) == ([error], [])


@pytest.mark.parametrize(
    ("lines", "errors"),
    [
        ("pages: !!python/object:os.system x\n", ["pages: the tag !!python/object:os.system is not allowed (line 4)"]),
        ("pages: !odd []\n", ["pages: the tag !odd is not allowed (line 4)"]),
        ("? [a]\n: b\n", ["c.yaml: a list stands as a key; a key is a word (line 4)"]),
        ("slack: {days: 1, days: 2}\n", ["slack.days: duplicate key, first on line 4 (line 4)"]),
        ("pages: []\n\npages: []\n", ["pages: duplicate key, first on line 4 (line 6)"]),
        ("slack: {<<: 1, days: 1}\n", ["slack: << takes a mapping, got \"1\" (line 4)"]),
    ],
)  # fmt: skip
def test_what_yaml_allows_and_a_course_file_does_not(lines, errors):
    found, _ = judge(COURSE + lines)

    assert [error for error in found if error in errors] == errors


def test_a_tag_never_makes_an_object(tmp_path):
    target = tmp_path / "made"
    text = f"course: !!python/object/apply:os.mkdir ['{target}']\n"

    judge(text)

    assert not target.exists()


def test_anchors_and_merged_mappings_stand_for_what_they_repeat():
    text = COURSE + (
        "assignments:\n"
        "  - slug: hw1\n"
        "    category: homework\n"
        "    components:\n"
        "      - &part {slug: p1, kind: parts, parts: 5, on_time: 2020-09-27}\n"
        "      - {<<: *part, slug: p2, parts: 7}\n"
    )

    components = document(text)["assignments"][0]["components"]

    assert components == [
        {"slug": "p1", "kind": "parts", "parts": 5, "on_time": "2020-09-27"},
        {"slug": "p2", "kind": "parts", "parts": 7, "on_time": "2020-09-27"},
    ]


def test_a_byte_order_mark_and_windows_line_ends_are_fine():
    plain = document(COURSE)

    assert document(COURSE.replace("\n", "\r\n")) == plain
    assert judge(b"\xef\xbb\xbf" + COURSE.encode()) == ([], [])


def test_a_text_tag_makes_a_number_a_text():
    findings = Findings(name="c.yaml")

    top = parse('a: !!str 13\nb: "13"\nc: 13\n', findings=findings)

    assert [entry.value.plain for entry in top] == [False, False, True]
