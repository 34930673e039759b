"""The commands: one line of what was done, or all errors and exit 1."""

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from courseops.models import Course
from tests.coursefile.files import COURSE

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "c.yaml"
    path.write_text(COURSE)
    return path


def test_loadcourse_says_what_it_did_in_one_line(file, capsys):
    call_command("loadcourse", str(file))
    call_command("loadcourse", str(file))
    file.write_text(COURSE.replace("title: Course", "title: Other"))
    call_command("loadcourse", str(file))

    assert capsys.readouterr().out.split("\n") == [
        "c1: created",
        "c1: nothing changed",
        "c1: loaded, 1 change",
        "",
    ]


def test_a_dry_run_lists_the_changes(file, capsys):
    call_command("loadcourse", str(file))
    file.write_text(COURSE.replace("title: Course", "title: Other"))
    capsys.readouterr()

    call_command("loadcourse", str(file), dry_run=True)

    assert capsys.readouterr().out.split("\n") == [
        "course.title: Course → Other",
        "c1: 1 change would be made",
        "",
    ]
    assert Course.objects.get().title == "Course"


def test_all_errors_are_listed(file):
    file.write_text(COURSE.replace("slug: c1", "slug: c 1") + "surprise: 1\n")

    with pytest.raises(CommandError) as caught:
        call_command("loadcourse", str(file))

    assert caught.value.returncode == 1
    assert str(caught.value).split("\n") == [
        "2 errors, nothing was changed:",
        'course.slug: "c 1" is no short name: letters, digits, - and _ only, starting with a letter or digit (line 1)',
        "surprise: unknown key (line 4)",
    ]
    assert not Course.objects.exists()


def test_warnings_go_to_standard_error_and_the_course_loads(file, capsys):
    file.write_text(
        COURSE
        + "assignments: [{slug: a, category: project, components: [{slug: a, kind: quiz, on_time: 2021-01-01}]}]\n"
    )

    call_command("loadcourse", str(file))

    output = capsys.readouterr()
    assert output.out == "c1: created\n"
    assert output.err == (
        "warning: assignments[0].components[0].on_time: 2021-01-01 is after the course ends, 2020-12-18 (line 4)\n"
    )


def test_starts_moves_the_course(file):
    call_command("loadcourse", str(file), starts="2021-08-30")

    assert f"{Course.objects.get().starts}" == "2021-08-30"


@pytest.mark.parametrize(
    ("make", "problem"),
    [
        (lambda path: path / "none.yaml", "there is no such file"),
        (lambda path: path, "is a folder, not a course file"),
        (lambda path: "a\0b", "cannot be read: embedded null byte"),
    ],
)
def test_a_file_that_is_none(tmp_path, make, problem):
    name = str(make(tmp_path))

    with pytest.raises(CommandError, match=problem):
        call_command("loadcourse", name)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("soon", "--starts soon: expected a day such as 2020-09-27"),
        ("2021-02-30", "--starts 2021-02-30: there is no such day in the calendar"),
    ],
)
def test_a_start_that_is_no_day(file, text, problem):
    with pytest.raises(CommandError) as caught:
        call_command("loadcourse", str(file), starts=text)

    assert str(caught.value) == problem


def test_a_component_with_results_needs_archive(file):
    text = COURSE + (
        "assignments: [{slug: a, category: homework, components: [{slug: a, kind: quiz}]}]\n"
    )
    file.write_text(text)
    call_command("loadcourse", str(file))
    file.write_text(COURSE)

    call_command("loadcourse", str(file), archive=True)

    assert Course.objects.get().components.get().archived


def test_dumpcourse_writes_the_file_back(file, capsys):
    call_command("loadcourse", str(file))
    capsys.readouterr()

    call_command("dumpcourse", "c1")

    output = capsys.readouterr()
    assert output.err == "c1: written\n"
    file.write_text(output.out)
    call_command("loadcourse", str(file))
    assert capsys.readouterr().out == "c1: nothing changed\n"


def test_dumpcourse_of_no_course():
    with pytest.raises(CommandError, match="there is no course c9"):
        call_command("dumpcourse", "c9")
