"""The questions of quizzes, replaced by a file of their own."""

import hashlib
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from courseops.coursefile.dump import dump_course
from courseops.coursefile.load import Report
from courseops.coursefile.quizfile import import_quizzes
from courseops.models import AuditEvent, Course
from quizzes.models import Quiz
from tests.coursefile.files import COURSE
from tests.coursefile.loading import AT, loaded

TWO_QUIZZES = COURSE + (
    "assignments:\n"
    "  - {slug: quiz-1, category: homework, components: [{slug: quiz-1, kind: quiz}]}\n"
    "  - {slug: quiz-2, category: homework, components: [{slug: quiz-2, kind: quiz}]}\n"
    "  - {slug: hw1, category: homework, components: [{slug: hw1p1, kind: parts, parts: 3}]}\n"
    "quizzes:\n"
    "  - {component: quiz-1, questions: [{slug: q1, type: boolean, prompt: Old, answer: true}]}\n"
)
LIST = "- {component: quiz-2, questions: [{slug: q1, type: boolean, prompt: New, answer: true}]}\n"


@pytest.fixture
def course(db) -> Course:
    return loaded(TWO_QUIZZES)


def take(course: Course, text: str) -> Report:
    return import_quizzes(
        course=course, data=text.encode(), file_name="q.yaml", actor=None, at=AT
    )


def errors(course: Course, text: str) -> list[str]:
    before = dump_course(course)
    report = take(course, text)
    assert dump_course(course) == before
    return [str(error) for error in report.errors]


def prompts(slug: str) -> list[str]:
    definition = Quiz.objects.get(component__slug=slug).definition
    return [question["prompt"] for question in definition["questions"]]


def test_other_quizzes_keep_their_questions(course):
    take(course, LIST)

    assert prompts("quiz-1") == ["Old"]
    assert prompts("quiz-2") == ["New"]


def test_a_quiz_that_is_there_is_replaced_whole(course):
    take(course, "quizzes:\n" + LIST.replace("quiz-2", "quiz-1"))

    assert prompts("quiz-1") == ["New"]


def test_the_course_is_as_if_its_file_had_them(course):
    take(course, LIST)
    dumped = dump_course(course)
    course.refresh_from_db()

    loaded(TWO_QUIZZES + "  " + LIST)

    assert dump_course(course) == dumped
    digest = hashlib.sha256(dumped.encode()).hexdigest()
    assert course.policy_version == digest[:12]


def test_the_same_file_again_changes_nothing(course):
    take(course, LIST)
    events = AuditEvent.objects.count()

    assert take(course, LIST).changes == []
    assert AuditEvent.objects.count() == events


def test_the_change_is_recorded(course):
    take(course, LIST)

    event = AuditEvent.objects.first()
    assert event.verb == "quizzes.import"
    assert [quiz["component"] for quiz in event.after["quizzes"]] == [
        "quiz-1",
        "quiz-2",
    ]


def test_every_error_is_listed_with_path_and_line(course):
    text = (
        "quizzes:\n"
        "  - {component: quiz-3}\n"
        "  - {component: hw1p1}\n"
        "  - component: quiz-1\n"
        "    questions: [{slug: q1, type: single, prompt: x, choices: [a, b], answer: 2}]\n"
    )

    assert errors(course, text) == [
        (
            'quizzes[0].component: there is no component "quiz-3"; did you mean "quiz-2"?'
            " (line 2)"
        ),
        'quizzes[1].component: "hw1p1" is of kind parts, not quiz (line 3)',
        (
            "quizzes[2].questions[0].answer: 2 is not among the 2 choices, which count"
            " from 0 (line 5)"
        ),
    ]


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("", "q.yaml: expected a list of quizzes, or “quizzes:” with one, got nothing"),
        (
            "quiz",
            'q.yaml: expected a list of quizzes, or “quizzes:” with one, got "quiz"',
        ),
        (COURSE, "course: unknown key (line 1)"),
        ("quizzes: {}", "quizzes: expected a list of quizzes, got a mapping"),
        ("quizzes:\n- quiz", 'quizzes[0]: expected a mapping with keys, got "quiz"'),
        ("[", "q.yaml: not readable as YAML"),
    ],
)
def test_what_is_no_list_of_quizzes_is_refused(course, text, error):
    assert errors(course, text)[0].startswith(error)


def test_the_command_says_in_a_line_what_was_done(course, tmp_path: Path, capsys):
    file = tmp_path / "q.yaml"
    file.write_text(LIST)

    call_command("importquizzes", "c1", str(file))
    call_command("importquizzes", "c1", str(file))

    assert capsys.readouterr().out == (
        "c1: quizzes imported, 1 change\nc1: quizzes imported, nothing changed\n"
    )


def test_the_command_lists_every_error(course, tmp_path: Path):
    file = tmp_path / "q.yaml"
    file.write_text("- {component: quiz-1, attempts: {count: 0}, colour: red}")

    with pytest.raises(CommandError, match="2 errors, nothing was changed"):
        call_command("importquizzes", "c1", str(file))
