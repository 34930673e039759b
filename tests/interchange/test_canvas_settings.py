"""What becomes of the settings of a Canvas quiz."""

import pytest

from quizzes.interchange.qti.reading import read_package
from tests.interchange.canvas import canvas, choice, equal, item, meta, right

ITEM = item(
    "true_false_question", "Yes?", choice(["True", "False"]), right(equal(7000))
)


def told(**settings: object) -> tuple[dict, list[str]]:
    data = canvas(ITEM, settings=meta(**settings))
    (quiz,) = read_package(data, known={}).quizzes
    found = {key: one for key, one in quiz.document.items() if key != "questions"}
    return found, [note.text for note in quiz.notes]


def test_time_attempts_and_shuffling():
    found, notes = told(
        time_limit=45,
        allowed_attempts=2,
        scoring_policy="keep_latest",
        shuffle_answers="true",
        show_correct_answers="true",
    )

    assert found == {
        "time_limit_min": 45,
        "attempts": {"count": 2, "keep": "last"},
        "shuffle": True,
        "reveal": "at_once",
    }
    assert notes == ["choices change places there; here questions do, too"]


def test_an_average_of_attempts_is_the_best_one():
    found, notes = told(allowed_attempts=3, scoring_policy="keep_average")

    assert found["attempts"] == {"count": 3, "keep": "best"}
    assert notes == ["the average of attempts counts there, the best one here"]


def test_any_number_of_attempts_is_many():
    found, notes = told(allowed_attempts=-1, scoring_policy="keep_highest")

    assert found["attempts"] == {"count": 100, "keep": "best"}
    assert notes == ["any number of attempts there, 100 here"]


@pytest.mark.parametrize(
    ("given", "reveal"),
    [
        ({}, "at_once"),
        ({"hide_results": "always"}, "by_hand"),
        ({"hide_results": "until_after_last_attempt"}, "after_window"),
        ({"show_correct_answers": "false"}, "by_hand"),
        ({"show_correct_answers_at": "2020-09-06T00:00:00"}, "after_window"),
    ],
)
def test_when_results_are_shown(given, reveal):
    assert told(**given)[0]["reveal"] == reveal


def test_what_has_no_counterpart_is_told():
    _, notes = told(
        access_code="secret",
        cant_go_back="true",
        one_question_at_a_time="false",
        due_at="2020-09-06T23:59:59",
        description="&lt;p&gt;Read chapter 1.&lt;/p&gt;",
    )

    assert notes == [
        "an access code: left out",
        "no way back to earlier questions: left out",
        "dates are left out; they are the component's in the course file",
        "the description is left out",
    ]


def test_without_canvas_settings_only_the_assessment_tells_some():
    (quiz,) = read_package(canvas(ITEM), known={}).quizzes

    assert quiz.document["time_limit_min"] == 60
    assert quiz.document["attempts"] == {"count": 1}
    assert "reveal" not in quiz.document
