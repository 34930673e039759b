"""Code is handed in, kept, and shown to whom it concerns."""

import hashlib
from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command

from leaderboard.code import handing_in
from leaderboard.models import CodeHandIn
from leaderboard.selectors.facts import code_handins, count_submissions
from tests.factories import EnrollmentFactory
from tests.leaderboard.pages import HTMX, now, page, url

CODE = b"print('hello')\n"


@pytest.fixture
def competition(competition):
    """An open competition that asks for code."""
    competition.component.code = now() + timedelta(days=12)
    competition.component.save()
    return competition


def send(browser, content=CODE, name="model.py"):
    file = SimpleUploadedFile(name, content)
    return browser.post(url("hand_in_code"), {"file": file}, follow=True)


def run(tmp_path, *options, name="model.zip", content=CODE):
    file = tmp_path / name
    file.write_bytes(content)
    call_command("handincode", "ml-f20", "hw1p2", "alice", str(file), *options)


# --- The page -----------------------------------------------------------------


def test_code_is_kept_and_acknowledged(as_user, competition, alice):
    shown = page(send(as_user(alice)))

    handin = CodeHandIn.objects.get()
    assert handin.enrollment == alice
    assert handin.file.read_bytes() == CODE
    assert handin.sha256 == hashlib.sha256(CODE).hexdigest()
    assert handin.sha256 in shown
    assert "model.py received on" in shown


def test_every_hand_in_is_kept(as_user, competition, alice):
    browser = as_user(alice)
    send(browser)

    send(browser, content=b"print('better')\n")

    files = {handin.file.read_bytes() for handin in CodeHandIn.objects.all()}
    assert files == {CODE, b"print('better')\n"}


@pytest.mark.parametrize("ending", ["zip", "py", "ipynb", "tar.gz", "pdf", "ZIP"])
def test_these_types_are_taken(as_user, competition, alice, ending):
    send(as_user(alice), name=f"code.{ending}")

    assert CodeHandIn.objects.get().file_name == f"code.{ending}"


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("code.exe", CODE, "code.exe is none of these"),
        ("code.gz", CODE, "code.gz is none of these"),
        ("code.py", b"", "code.py is empty"),
    ],
)
def test_other_files_are_refused(as_user, competition, alice, name, content, words):
    shown = page(send(as_user(alice), name=name, content=content))

    assert words in shown
    assert not CodeHandIn.objects.exists()
    assert not list((settings.MEDIA_ROOT / "incoming").glob("*"))


def test_a_script_gets_what_was_refused_for_the_page_that_is_there(
    as_user, competition, alice
):
    file = SimpleUploadedFile("code.exe", CODE)
    answer = as_user(alice).post(url("hand_in_code"), {"file": file}, headers=HTMX)

    assert (answer.status_code, answer["X-Upload-Answer"]) == (400, "yes")
    assert "code.exe is none of these" in page(answer)
    assert "<html" not in page(answer)


def test_a_script_is_sent_on_to_the_competition(as_user, competition, alice):
    file = SimpleUploadedFile("model.py", CODE)
    answer = as_user(alice).post(url("hand_in_code"), {"file": file}, headers=HTMX)

    assert answer["HX-Redirect"] == url("competition")
    assert CodeHandIn.objects.exists()


def test_a_file_that_is_too_large_is_refused(as_user, competition, alice, monkeypatch):
    monkeypatch.setattr(handing_in, "MAX_BYTES", 10)

    shown = page(send(as_user(alice)))

    assert "Leave data and models out." in shown
    assert not CodeHandIn.objects.exists()


@pytest.mark.parametrize("name", ["../../etc/x.py", "a\u202eb.py", "C:\\x\\y.py"])
def test_a_hostile_name_is_only_a_name(as_user, competition, alice, name):
    send(as_user(alice), name=name)

    handin = CodeHandIn.objects.get()
    folder = settings.MEDIA_ROOT / "code" / str(competition.pk)
    assert handin.file.parent == folder
    assert "/" not in handin.file_name
    assert "\u202e" not in handin.file_name


def test_late_code_is_taken(as_user, competition, alice):
    competition.component.code = now() - timedelta(days=1)
    competition.component.save()

    shown = page(send(as_user(alice)))

    assert CodeHandIn.objects.count() == 1
    assert "late" in shown


def test_before_the_release_no_code_is_taken(as_user, competition, alice):
    competition.component.released = now() + timedelta(days=1)
    competition.component.save()

    assert "opens on" in page(send(as_user(alice)))
    assert not CodeHandIn.objects.exists()


def test_where_no_code_is_asked_for_there_is_no_form(as_user, competition, alice):
    competition.component.code = None
    competition.component.save()
    browser = as_user(alice)

    assert "Hand in code" not in page(browser.get(url("competition")))
    assert "asks for no code" in page(send(browser))


def test_staff_find_everybodys_code(as_user, competition, alice, bob):
    send(as_user(alice))
    browser = as_user(bob)

    shown = page(browser.get(url("code")))

    link = url("code_file", CodeHandIn.objects.get().pk)
    assert link in shown
    assert b"".join(browser.get(link).streaming_content) == CODE


def test_classmates_do_not(as_user, competition, alice, course):
    send(as_user(alice))
    eve = EnrollmentFactory(course=course)

    answer = as_user(eve).get(url("code_file", CodeHandIn.objects.get().pk))

    assert answer.status_code == 404


# --- The command --------------------------------------------------------------


def test_the_command_hands_in_at_a_past_instant(competition, alice, tmp_path, capsys):
    at = now() - timedelta(days=2)

    run(tmp_path, "--at", at.isoformat())

    assert CodeHandIn.objects.get().received_at == at
    assert hashlib.sha256(CODE).hexdigest() in capsys.readouterr().out


@pytest.mark.parametrize(
    ("options", "name", "words"),
    [
        (["--at", "2999-01-01T00:00:00Z"], "model.zip", "later than now"),
        ([], "model.txt", "none of these"),
    ],
)
def test_the_command_refuses(competition, alice, tmp_path, options, name, words):
    with pytest.raises(CommandError, match=words):
        run(tmp_path, *options, name=name)

    assert not CodeHandIn.objects.exists()


# --- What grading reads -------------------------------------------------------


def test_grading_reads_code_of_students_up_to_an_instant(
    course, competition, alice, bob
):
    at = datetime(2020, 10, 1, tzinfo=UTC)
    for who, received_at in (
        (alice, at),
        (bob, at),
        (alice, at + timedelta(seconds=1)),
    ):
        CodeHandIn.objects.create(
            component=competition.component,
            enrollment=who,
            received_at=received_at,
            path="x",
            file_name="x.py",
            size=1,
        )

    found = code_handins(course=course, until=at)

    assert found.enrollment.tolist() == [alice.pk]
    assert found.received.tolist() == [at.timestamp()]
    assert count_submissions(course=course) == {competition.pk: 3}
