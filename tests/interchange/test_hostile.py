"""Files that nobody should have sent are refused in a line."""

import io
import zipfile

import pytest

from courseops.datafile import DataFileError
from quizzes.interchange import archive, xmlfile
from quizzes.interchange.qti import reading
from quizzes.interchange.qti.reading import read_file, read_package
from tests.interchange.canvas import canvas, choice, equal, item, package, right

BOMB = (
    '<!DOCTYPE q [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    "<questestinterop>&b;</questestinterop>"
)
OUTSIDE = (
    '<!DOCTYPE q [<!ENTITY a SYSTEM "http://elsewhere.example/x">]>'
    "<questestinterop>&a;</questestinterop>"
)


def refusal(data: bytes, *, package: bool = True) -> str:
    def read():
        if package:
            return read_package(data, known={})
        return read_file(data, file_name="quiz.xml", known={})

    with pytest.raises(DataFileError) as refused:
        read()
    return "\n".join(refused.value.problems)


@pytest.mark.parametrize(
    ("xml", "problem"),
    [
        (
            b"<questestinterop>\n<item></questestinterop>",
            "quiz.xml, line 2, column 9: not",
        ),
        (BOMB.encode(), "quiz.xml: declares entities of its own"),
        (OUTSIDE.encode(), "quiz.xml: declares entities of its own"),
        (b'<?xml version="1.0" encoding="klingon"?><q/>', "quiz.xml"),
        (
            "<questestinterop>é</questestinterop>".encode("latin-1"),
            "not readable as XML",
        ),
        (b"<html/>", "There is no quiz of QTI 1.2 in it"),
        (b"<assessmentItem/>", "a package of QTI 2 or 3"),
        (b"<q>" * 200 + b"</q>" * 200, "nested too deep"),
    ],
    ids=["broken", "bomb", "entity", "encoding", "latin-1", "html", "qti-2", "deep"],
)
def test_xml_that_is_refused(xml, problem):
    assert problem in refusal(xml, package=False)


def test_a_file_too_large(monkeypatch):
    monkeypatch.setattr(xmlfile, "MAX_BYTES", 10)

    assert "larger than" in refusal(b"<questestinterop/>", package=False)


@pytest.mark.parametrize("name", ["../evil.xml", "/etc/x.xml", "a\\..\\..\\x", "C:x"])
def test_paths_that_leave_the_zip(name):
    assert "leaves the zip's folder" in refusal(package({name: "<q/>"}))


def test_a_zip_that_is_none():
    assert refusal(b"PK\x03\x04 broken") == "The zip is damaged and cannot be read."


def test_a_zip_that_is_cut_off():
    assert "damaged" in refusal(canvas()[:-40])


def test_a_member_that_is_damaged():
    data = bytearray(package({"q.xml": "<questestinterop/>" * 10}))
    data[data.find(b"<questest")] ^= 255

    assert refusal(bytes(data)) == "q.xml: damaged, cannot be read."


def test_a_member_that_unpacks_beyond_measure(monkeypatch):
    monkeypatch.setattr(archive, "MAX_MEMBER_BYTES", 1_000)
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("q.xml", b" " * 100_000)

    assert "larger than" in refusal(data.getvalue())


def test_all_together_beyond_measure(monkeypatch):
    monkeypatch.setattr(archive, "MAX_UNPACKED_BYTES", 100)

    assert "The zip holds more than" in refusal(canvas())


def test_thousands_of_files(monkeypatch):
    monkeypatch.setattr(archive, "MAX_ENTRIES", 3)

    assert "more than 3 files" in refusal(package(dict.fromkeys("abcd", "")))


def test_every_broken_file_of_a_package_is_named():
    found = refusal(package({"a.xml": "<q>", "b.xml": "no", "c.txt": "<q>"}))

    assert [line.partition(",")[0] for line in found.split("\n")] == ["a.xml", "b.xml"]


def test_thousands_of_questions(monkeypatch):
    monkeypatch.setattr(reading, "MAX_QUESTIONS", 2)

    assert "more than 2 questions" in refusal(canvas("<item/>" * 3))


def test_a_text_beyond_measure_is_left_out():
    made = item("short_answer_question", "<!--" * 100_000, "", right(equal("a")))

    (quiz,) = read_package(canvas(made), known={}).quizzes

    assert [note.text for note in quiz.notes] == [
        "left out: it has a text of more than 250,000 characters"
    ]


def test_what_macos_adds_is_ignored():
    made = item(
        "true_false_question", "Yes?", choice(["True", "False"]), right(equal(7000))
    )
    data = canvas(made, files={"__MACOSX/._quiz.xml": b"\0\5\26\7", ".x.xml": "no"})

    assert len(read_package(data, known={}).quizzes) == 1
