"""Quizzes by commands: from a file of any format, and into one."""

import io
import zipfile

import pytest
from django.core.management import CommandError, call_command

from courseops.coursefile.dump import dump_course
from courseops.models import AuditEvent
from quizzes.models import Picture, Quiz
from tests.interchange.canvas import (
    assessment,
    canvas,
    choice,
    equal,
    item,
    package,
    right,
)
from tests.interchange.pictures import png

GIFT = "::q1::Is it new? {T}\n\n::q3::[markdown]What is $x$? {#3:1}\n\nWrite. {}\n"
SHOWING = item(
    "true_false_question",
    '<img src="$IMS-CC-FILEBASE$/fig.png" alt="fig">',
    choice(["True", "False"]),
    right(equal(7000)),
    title="A",
)


@pytest.fixture
def file(tmp_path):
    def written(name: str, content: str | bytes) -> str:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return str(path)

    return written


def questions(slug: str) -> dict[str, str]:
    definition = Quiz.objects.get(component__slug=slug).definition
    return {one["slug"]: one["prompt"] for one in definition["questions"]}


def test_gift_is_for_the_quiz_that_is_named(quiz_course, file, capsys):
    call_command("importquizzes", "c1", file("any.gift", GIFT), component="quiz-1")

    said = capsys.readouterr()
    assert questions("quiz-1") == {"q1": "Is it new?", "q3": "What is $x$?"}
    assert said.err == (
        "any.gift: quiz “any”, question “Write.”: left out: an essay, which people read"
        " and grade\n"
    )
    assert said.out.startswith("c1: quizzes imported, ")


def test_settings_that_gift_does_not_know_stay(quiz_course, file):
    call_command("importquizzes", "c1", file("quiz-1.txt", GIFT))

    definition = Quiz.objects.get(component__slug="quiz-1").definition
    assert definition["attempts"]["count"] == 2


def test_quizzes_are_found_by_their_titles_and_others_told(quiz_course, file, capsys):
    data = package(
        {
            "a.xml": assessment(SHOWING, title="QUIZ 1!", ident="a"),
            "b.xml": assessment(SHOWING, title="Warming-Up", ident="b"),
            "c.xml": assessment(SHOWING, title="Final", ident="c"),
        }
    )

    call_command("importquizzes", "c1", file("course.zip", data))

    assert list(questions("quiz-1")) == list(questions("quiz-0")) == ["A"]
    assert (
        "quiz “Final”: left out, no quiz here is called so" in capsys.readouterr().err
    )


def test_the_same_package_again_changes_nothing(quiz_course, file, capsys):
    name = file("q.zip", canvas(SHOWING, files={"web_resources/fig.png": png()}))
    call_command("importquizzes", "c1", name)
    events = AuditEvent.objects.count()
    capsys.readouterr()

    call_command("importquizzes", "c1", name)

    assert capsys.readouterr().out == "c1: quizzes imported, nothing changed\n"
    assert AuditEvent.objects.count() == events
    assert [one.name for one in Picture.objects.all()] == ["quiz-1-fig.png"]


def test_what_is_for_no_quiz_here_says_which_there_are(quiz_course, file):
    with pytest.raises(CommandError, match=r"quiz-1, quiz-0.*say for which one it is"):
        call_command("importquizzes", "c1", file("other.gift", GIFT))


def test_an_error_names_the_question_and_nothing_is_kept(quiz_course, file):
    long = item(
        "true_false_question",
        '<img src="$IMS-CC-FILEBASE$/fig.png" alt="fig">' + "x" * 20_001,
        choice(["True", "False"]),
        right(equal(7000)),
        title="Too long",
    )
    before = dump_course(quiz_course)
    data = canvas(long, files={"web_resources/fig.png": png()})

    with pytest.raises(
        CommandError, match=r"quiz-1, question “Too long”, prompt: is 20"
    ):
        call_command("importquizzes", "c1", file("q.zip", data))

    assert dump_course(quiz_course) == before
    assert not Picture.objects.exists()


@pytest.mark.parametrize("format_", ["yaml", "qti"])
def test_an_export_changes_nothing_when_it_is_imported(
    quiz_course, tmp_path, capsys, format_
):
    out = tmp_path / "quizzes.file"
    call_command("importquizzes", "c1", _picture_quiz(tmp_path))
    call_command("exportquizzes", "c1", "quiz-0", format=format_, out=out)
    before = dump_course(quiz_course)

    call_command("importquizzes", "c1", str(out))

    assert dump_course(quiz_course) == before
    assert capsys.readouterr().out.endswith("nothing changed\n")


def _picture_quiz(folder) -> str:
    path = folder / "warm.zip"
    files = {
        "a.xml": assessment(SHOWING, title="quiz-0"),
        "web_resources/fig.png": png(),
    }
    path.write_bytes(package(files))
    return str(path)


def test_an_export_tells_what_the_format_cannot_say(quiz_course, tmp_path, capsys):
    out = tmp_path / "quiz.zip"

    call_command("exportquizzes", "c1", format="qti", out=out)

    said = capsys.readouterr()
    assert said.out == f"Exported 1 quiz of c1 to {out}.\n"
    note = "quiz “quiz-1”, question “q2”: capitals matter here, there they do not"
    assert note in said.err
    with zipfile.ZipFile(io.BytesIO(out.read_bytes())) as made:
        assert note in made.read("NOTES.txt").decode()
        assert "imsmanifest.xml" in made.namelist()


def test_an_export_goes_to_standard_output(quiz_course, capsys):
    call_command("exportquizzes", "c1", "quiz-1", format="gift")

    said = capsys.readouterr()
    assert "::q1::[markdown]Is it *old*?{TRUE\n}" in said.out
    assert said.err.endswith("Exported 1 quiz of c1.\n")


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        ({"format": "word"}, "There is no format “word”. Known: yaml, qti, gift."),
        ({"components": ["quiz-9"]}, "There is no component “quiz-9” in c1"),
        ({"components": ["quiz-0"]}, "quiz-0: no questions to write."),
    ],
)
def test_what_cannot_be_exported_is_refused(quiz_course, arguments, problem):
    components = arguments.get("components", [])

    with pytest.raises(CommandError, match=problem):
        call_command(
            "exportquizzes", "c1", *components, format=arguments.get("format", "qti")
        )
