"""Importing quizzes in the browser: the file, what it would change, the change."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from courseops.coursefile.dump import dump_course
from courseops.models import AuditEvent, Component
from quizzes.models import Answer, Attempt, Picture, Quiz
from tests.coursefile.loading import AT
from tests.factories import EnrollmentFactory
from tests.interchange.canvas import canvas, choice, equal, item, right
from tests.interchange.pictures import png

PAGE = "/courses/c1/quizzes/import/"
SAME = "- {component: quiz-1, attempts: {count: 2}, questions: ["
OLD = '{slug: q1, type: boolean, prompt: "Is it *old*?", answer: true}'
OTHER = '{slug: q1, type: boolean, prompt: "Is it *old*?", answer: false}'
WHO = '{slug: q2, type: text, prompt: "Who?", answers: [me], case: true}'
NEW = "{slug: q3, type: boolean, prompt: New, answer: true}"


def enrolled(course, login: str, role: str):
    return EnrollmentFactory(course=course, user__login=login, role=role)


@pytest.fixture
def as_bob(client, quiz_course):
    client.force_login(enrolled(quiz_course, "bob", "ta").user)
    return client


def upload(client, content: str | bytes, name: str = "q.yaml", component: str = ""):
    data = content.encode() if isinstance(content, str) else content
    file = SimpleUploadedFile(name, data)
    return client.post(PAGE, {"file": file, "component": component})


def agree(client, shown):
    context = shown.context
    return client.post(
        PAGE, {**context["agreed"], "seen": context["outcome"].fingerprint}
    )


def slugs(quiz: str = "quiz-1") -> list[str]:
    definition = Quiz.objects.get(component__slug=quiz).definition
    return [question["slug"] for question in definition["questions"]]


def answered(course) -> None:
    """Let a student answer the first question of quiz-1."""
    attempt = Attempt.objects.create(
        component=Component.objects.get(slug="quiz-1"),
        enrollment=enrolled(course, "alice", "student"),
        number=1,
        paper=[{"slug": "q1", "order": [0, 1]}],
        started_at=AT,
        received_at=AT,
        correct=1,
        questions=1,
    )
    Answer.objects.create(attempt=attempt, question="q1", value=True, saved_at=AT)


def test_the_file_is_shown_question_by_question_before_it_changes_anything(as_bob):
    shown = upload(as_bob, f"{SAME}{OTHER}, {NEW}]}}")

    (quiz,) = shown.context["quizzes"]
    rows = [(row.question.slug, row.question.what) for row in quiz.rows]
    assert rows == [("q1", "changed"), ("q3", "new"), ("q2", "gone")]
    assert quiz.rows[0].question.keys == ["answer"]
    assert slugs() == ["q1", "q2"]
    assert not AuditEvent.objects.filter(verb="quizzes.import").exists()


def test_agreed_to_it_is_imported_and_recorded(as_bob):
    answer = agree(as_bob, upload(as_bob, f"{SAME}{OLD}, {NEW}]}}"))

    assert answer.url == "/courses/c1/quizzes/quiz-1/edit/"
    assert slugs() == ["q1", "q3"]
    assert AuditEvent.objects.get(verb="quizzes.import").actor.login == "bob"


def test_a_package_brings_its_notes_settings_and_pictures(as_bob):
    made = item(
        "true_false_question",
        '<img src="$IMS-CC-FILEBASE$/fig.png" alt="fig">',
        choice(["True", "False"]),
        right(equal(7000)),
        title="A",
    )
    essay = item("essay_question", "Write.", title="B")
    data = canvas(made, essay, files={"web_resources/fig.png": png()})

    shown = upload(as_bob, data, "canvas.zip")

    assert "question “B”: left out: an essay" in shown.text
    assert shown.context["quizzes"][0].settings == [
        "attempts: removed",
        "time_limit_min: added (60)",
    ]
    assert not Picture.objects.exists()
    agree(as_bob, shown)
    assert slugs() == ["A"]
    assert Picture.objects.get().name == "quiz-1-fig.png"


def test_a_file_that_changes_nothing_offers_nothing_to_apply(as_bob):
    shown = upload(as_bob, f"{SAME}{OLD}, {WHO}]}}")

    assert "Nothing would change" in shown.text
    assert 'name="seen"' not in shown.text


def test_a_change_in_between_is_shown_again_and_not_overwritten(as_bob, quiz_course):
    shown = upload(as_bob, f"{SAME}{OLD}, {NEW}]}}")
    Quiz.objects.filter(component__slug="quiz-1").update(definition={"questions": []})
    before = dump_course(quiz_course)

    answer = agree(as_bob, shown)

    assert answer.status_code == 409
    assert "Something changed since you looked" in answer.text
    assert dump_course(quiz_course) == before
    assert agree(as_bob, answer).status_code == 302


def test_every_problem_of_the_file_is_listed(as_bob):
    answer = upload(as_bob, f"{SAME}{OLD}, {OLD}]}}\n- {{component: quiz-7}}")

    assert answer.status_code == 422
    assert len(answer.context["problems"]) == 2
    assert "there is no component" in answer.text


def test_a_file_is_for_the_quiz_that_is_chosen(as_bob):
    agree(as_bob, upload(as_bob, "Q {T}", "any.gift", "quiz-0"))

    assert slugs("quiz-0") == ["Q"]


def test_a_quiz_that_was_taken_keeps_what_is_right_but_for_instructors(
    as_bob, quiz_course, client
):
    answered(quiz_course)
    text = f"{SAME}{OTHER}, {WHO}]}}"

    shown = upload(as_bob, text)

    assert shown.context["barred"] == ["quiz-1: answers to q1 would be marked anew"]
    assert "Import 1 quiz" not in shown.text
    assert agree(as_bob, shown).status_code == 403
    assert Answer.objects.get().is_right is False
    client.force_login(enrolled(quiz_course, "ina", "instructor").user)
    assert agree(client, upload(client, text)).status_code == 302


def test_other_words_in_a_quiz_that_was_taken_are_anybodys(as_bob, quiz_course):
    answered(quiz_course)

    shown = upload(as_bob, f"{SAME}{OLD.replace('old', 'older')}, {WHO}, {NEW}]}}")

    assert shown.context["barred"] == []
    assert agree(as_bob, shown).status_code == 302


def test_a_file_that_is_gone_is_asked_for_again(as_bob):
    shown = upload(as_bob, f"{SAME}{OLD}, {NEW}]}}")
    shown.context["agreed"]["key"] = "0" * 64

    answer = agree(as_bob, shown)

    assert answer.status_code == 422
    assert "choose it again" in answer.text


@pytest.mark.parametrize(
    ("notation", "content_type", "start"),
    [
        ("qti", "application/zip", b"PK"),
        ("gift", "text/plain; charset=utf-8", b"// What this file"),
        ("yaml", "application/yaml; charset=utf-8", b"quizzes:"),
    ],
)
def test_a_quiz_is_sent_in_each_format(as_bob, notation, content_type, start):
    answer = as_bob.get(f"/courses/c1/quizzes/quiz-1/export/{notation}")

    assert answer["Content-Type"] == content_type
    assert 'filename="quiz-1.' in answer["Content-Disposition"]
    assert answer.content.startswith(start)


def test_no_other_format_and_no_empty_quiz_is_sent(as_bob):
    assert as_bob.get("/courses/c1/quizzes/quiz-1/export/word").status_code == 404
    assert as_bob.get("/courses/c1/quizzes/quiz-0/export/qti").status_code == 404


def test_a_file_of_another_quiz_than_the_chosen_one_is_refused(as_bob):
    answer = upload(as_bob, f"{SAME}{OLD}, {NEW}]}}", component="quiz-0")

    assert answer.context["problems"] == ["It is for quiz-1, not for quiz-0."]


def test_the_queries_of_a_preview_do_not_grow_with_the_questions(as_bob):
    def queries(size: int) -> int:
        many = ", ".join(
            f"{{slug: n{n}, type: boolean, prompt: N, answer: true}}"
            for n in range(size)
        )
        with CaptureQueriesContext(connection) as captured:
            upload(as_bob, f"{SAME}{many}]}}")
        return len(captured)

    assert queries(40) == queries(4)
