"""What is exported comes back the same, as far as the format expresses it."""

import hashlib
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from quizzes.interchange.exporting import Exported
from quizzes.interchange.gift import reading as gift_reading
from quizzes.interchange.gift import writing as gift_writing
from quizzes.interchange.qti import reading as qti_reading
from quizzes.interchange.qti import writing as qti_writing
from tests.interchange.documents import gift_quizzes, quizzes
from tests.interchange.pictures import png

PICTURE = png()
KNOWN = {"fig.png": hashlib.sha256(PICTURE).hexdigest()}


def exported(document: dict) -> Exported:
    return Exported(
        slug="quiz-1", title="Quiz 1", document=document, ends="2020-09-06T12:00:00Z"
    )


@settings(max_examples=40)
@given(quizzes(), st.booleans())
def test_a_qti_package_comes_back_as_it_was(document, has_end):
    quiz = exported(document)
    written = qti_writing.package(
        [quiz if has_end else replace(quiz, ends="")],
        course="ml-f20",
        pictures={"fig.png": PICTURE},
    )

    found = qti_reading.read_package(written.content, known=KNOWN)

    (quiz,) = found.quizzes
    assert quiz.title == "Quiz 1"
    assert quiz.ident == qti_writing.ident_of("ml-f20", "quiz-1")
    assert quiz.document == document


@settings(max_examples=40)
@given(gift_quizzes())
def test_a_gift_file_comes_back_as_it_was(document):
    written = gift_writing.written([exported(document)])

    found = gift_reading.read(written.content, title="file", known=KNOWN)

    (quiz,) = found.quizzes
    assert quiz.title == "quiz-1"
    assert quiz.document == document
