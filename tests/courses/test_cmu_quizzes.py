"""The quizzes of 11-785 through a term: two taken here, the others elsewhere.

Quiz 0 is required and weighs nothing; of quizzes 1 to 14 the best 12 count equally.
"""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from courseops.models import Enrollment
from quizzes.models import Quiz
from tests.courses.classroom import Classroom
from tests.courses.cmu_class import DUE
from tests.quizzes.taken import take

pytestmark = pytest.mark.django_db

END = "2020-12-20T12:00:00Z"
QUESTIONS = """
- component: quiz-{n}
  time_limit_min: 60
  attempts: {{count: 1, keep: best}}
  shuffle: true
  reveal: after_window
  questions:
    - {{slug: loss, type: single, prompt: '?', choices: [a, b, c], answer: 1}}
    - {{slug: rate, type: numeric, prompt: '?', answer: 0.1, tolerance: {{relative: 0.01}}}}
"""
RIGHT, HALF, WRONG = (
    {"loss": 1, "rate": "0.1"},
    {"loss": 1, "rate": "0.2"},
    {"loss": 0},
)
# Right of ten in quizzes 3 to 14.
ELSEWHERE = {
    "ada": [10, 9, 8, 7, 6, 5, 10, 9, 8, 7, 6, 5],
    "ben": [8] * 12,
    "cyd": [],
}


@pytest.fixture(scope="module")
def grades(rooms, tmp_path_factory):
    file = tmp_path_factory.mktemp("quizzes") / "quizzes.yaml"
    file.write_text("quizzes:" + QUESTIONS.format(n=1) + QUESTIONS.format(n=2))
    with rooms("cmu-11785-f20") as room:
        room.enrol(*(f"{login},11-785,letter" for login in ELSEWHERE))
        room.do("importquizzes", str(file))
        room.do("accommodate", "cyd", "--attempts", "1", "--reason", "a broken cable")
        room.do("extend", "quiz-7", "ben", "--excuse", "--reason", "ill")
        _here(room)
        room.attempts("ada,quiz-0,1,10,2020-09-01T12:00:00", *_elsewhere())
        return {
            "first weekend": room.grades(as_of="2020-09-05T12:30:00-04:00"),
            "end": room.grades(final=True, as_of=END),
        }


def _here(room: Classroom) -> None:
    """Take quizzes 1 and 2 on their last day, at noon and later."""
    ada, ben, cyd = (_student(room, login) for login in ELSEWHERE)
    first, second = _quiz(room, 1), _quiz(room, 2)
    take(first, ada, at=_at(1), **RIGHT)
    take(second, ada, at=_at(2), **HALF)
    # Nobody hands it in: it is handed in when its hour is over.
    take(first, ben, at=_at(1, day="2020-09-05"), hands_in=False, **HALF)
    take(second, ben, at=_at(2), **RIGHT)
    take(first, cyd, at=_at(1), **WRONG)
    take(first, cyd, at=_at(1, hour=15), **RIGHT)


def _elsewhere() -> list[str]:
    return [
        f"{login},quiz-{n},{correct},10,{DUE[n]}T12:00:00"
        for login, scores in ELSEWHERE.items()
        for n, correct in enumerate(scores, start=3)
        if (login, n) != ("ben", 7)
    ]


def _student(room: Classroom, login: str) -> Enrollment:
    people = Enrollment.objects.select_related("course", "user", "track")
    return people.get(course__slug=room.slug, user__login=login)


def _quiz(room: Classroom, n: int) -> Quiz:
    quizzes = Quiz.objects.select_related("component__course", "component__assignment")
    return quizzes.get(component__course__slug=room.slug, component__slug=f"quiz-{n}")


def _at(n: int, *, hour: int = 12, day: str = "") -> datetime:
    date = datetime.fromisoformat(day or DUE[n])
    return date.replace(hour=hour, tzinfo=ZoneInfo("America/New_York"))


def close(value: float):
    return pytest.approx(value, abs=1e-9)


def states(student: dict) -> dict[str, str]:
    return {
        slug: one["state"]
        for slug, one in student["components"].items()
        if slug.startswith("quiz-")
    }


def test_the_best_12_of_14_count_whichever_system_they_are_from(grades):
    # 100 and 50 here; of 50, 50 and 50 the two later ones are dropped.
    best = 100 + 50 + 100 + 90 + 80 + 70 + 60 + 100 + 90 + 80 + 70 + 60

    ada = grades["end"]["ada"]
    assert ada["categories"]["quizzes"] == close(best / 12)
    assert [k for k, state in states(ada).items() if state == "dropped"] == [
        "quiz-8",
        "quiz-14",
    ]


def test_an_excused_quiz_leaves_the_pool_and_twelve_of_the_rest_count(grades):
    # 50 and 100 here, eleven times 80: the 50 is dropped.
    ben = grades["end"]["ben"]

    assert states(ben)["quiz-7"] == "excused"
    assert states(ben)["quiz-1"] == "dropped"
    assert ben["categories"]["quizzes"] == close((100 + 11 * 80) / 12)


def test_another_attempt_counts_where_it_is_better(grades):
    # 100 in quiz 1, and 13 that were not taken.
    cyd = grades["end"]["cyd"]

    assert cyd["components"]["quiz-1"]["raw"] == 2
    assert cyd["categories"]["quizzes"] == close(100 / 12)


def test_quiz_0_is_asked_of_everybody_and_weighs_nothing(grades):
    end = grades["end"]

    assert "quiz-0" not in end["ada"]["unmet"]
    assert "quiz-0" in end["ben"]["unmet"]
    assert end["ada"]["components"]["quiz-0"]["mark"] == close(10)


def test_an_attempt_counts_from_when_its_time_is_over(grades):
    # Begun at noon with an hour's time; half an hour later nothing is handed in.
    assert grades["first weekend"]["ben"]["components"]["quiz-1"]["raw"] is None
    assert grades["end"]["ben"]["components"]["quiz-1"]["raw"] == 1
