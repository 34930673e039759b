"""Storing the gradebook of a night: whole, once, and visibly not."""

import hashlib
import threading
from datetime import date, timedelta

import pytest
from django.core import mail
from django.db import connection

from grading import exports, gradebook
from grading.models import NightExport
from grading.nightly import alerts, night, storage
from tests.grading.nights import FIRST, NEXT, folder, manifest_file, store


@pytest.fixture
def graded(course, alice, hw1p2, hand_in):
    """Alice with 0.69, in time."""
    course.policy_version = "5f0c2a9be114"
    course.save()
    return hand_in(alice, hw1p2, 0.69)


def test_a_night_is_a_folder_with_three_exports_and_a_manifest(course, graded):
    made = store(course)

    assert made.folder == "ml-f20/2020-10-05"
    assert sorted(path.name for path in folder(made).iterdir()) == [
        *("grades.csv", "grades.json", "grades.xlsx", "manifest.json")
    ]


@pytest.mark.parametrize("name", night.FORMATS)
def test_the_files_are_those_of_the_command(course, graded, name):
    made = store(course)

    assert (folder(made) / f"grades.{name}").read_bytes() == exports.render(
        gradebook.load(course=course, at=FIRST),
        format=name,
        as_of=None,
        final=False,
        explain=False,
    )


def test_the_manifest_describes_every_file(course, graded):
    made = store(course)

    for entry in made.manifest["files"]:
        content = (folder(made) / entry["name"]).read_bytes()
        assert entry["sha256"] == hashlib.sha256(content).hexdigest()
        assert (entry["bytes"], entry["rows"]) == (len(content), 1)


def test_the_manifest_says_what_it_is_about(course, graded):
    made = store(course)

    found = manifest_file(made)

    assert found == made.manifest
    assert {key: found[key] for key in found if key != "files"} == {
        "course": "ml-f20",
        "day": "2020-10-05",
        "written_at": "2020-10-05T07:00:00+00:00",
        "generated_at": "2020-09-28T04:00:00Z",
        "policy_version": "5f0c2a9be114",
        "since": None,
    }


def test_a_night_is_stored_once(course, graded):
    store(course)

    assert night.store(course=course, day=date(2020, 10, 5), at=NEXT) is None
    assert NightExport.objects.get().at == FIRST


def test_nothing_else_is_left_beside_the_nights(course, graded):
    store(course)

    assert [path.name for path in storage.path_of("ml-f20").iterdir()] == ["2020-10-05"]


def test_a_folder_of_a_run_that_was_killed_is_replaced(course, graded):
    left = storage.path_of("ml-f20/2020-10-05")
    left.mkdir(parents=True)
    (left / "grades.csv").write_text("half")

    made = store(course)

    assert (folder(made) / "grades.csv").read_text().startswith("login,")


def test_a_failure_leaves_a_row_that_says_why_and_no_files(course, graded, settings):
    settings.EXPORT_ROOT.write_text("a file where the folder should be")

    with pytest.raises(OSError, match="Not a directory"):
        store(course)

    row = NightExport.objects.get()
    assert (row.folder, row.manifest) == (
        "",
        {"failed": "Not a directory", "tries": 1},
    )


def test_a_failed_night_is_made_up_for(course, graded, settings):
    settings.EXPORT_ROOT.write_text("in the way")
    for _ in range(2):
        with pytest.raises(OSError, match="Not a directory"):
            store(course)
    assert NightExport.objects.get().manifest["tries"] == 2
    settings.EXPORT_ROOT.unlink()

    made = store(course, at=FIRST + timedelta(hours=1))

    assert NightExport.objects.get() == made
    assert "files" in made.manifest


def test_instructors_hear_of_a_failed_night_once(course, graded, ina, bob, settings):
    settings.EXPORT_ROOT.write_text("in the way")
    for _ in range(2):
        with pytest.raises(OSError, match="Not a directory"):
            store(course)
        alerts.warn_of_failure(NightExport.objects.get())

    (message,) = mail.outbox
    assert message.to == [ina.user.email]
    assert "Not a directory" in message.body


@pytest.mark.django_db(transaction=True)
def test_of_two_workers_one_stores_the_night(course, graded):
    start, made = threading.Barrier(2), []

    def work():
        start.wait()
        made.append(night.store(course=course, day=date(2020, 10, 5), at=FIRST))
        connection.close()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    row = NightExport.objects.get()
    assert sorted(made, key=bool) == [None, row]
    assert [path.name for path in storage.path_of("ml-f20").iterdir()] == ["2020-10-05"]
    assert manifest_file(row) == row.manifest
