"""Where ``exportgrades`` writes: a file as a whole, or standard output as bytes."""

import io
import os
import resource
import signal
from contextlib import contextmanager

import pytest
from django.core.management import CommandError, call_command
from openpyxl import load_workbook


def export(course, *options, **streams):
    call_command("exportgrades", course.slug, *options, **streams)


@contextmanager
def no_file_larger_than(size):
    """Let writes fail as on a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)


def test_a_workbook_goes_to_standard_output_byte_by_byte(course, alice, hw1p2):
    out, err = io.BytesIO(), io.StringIO()
    stream = io.TextIOWrapper(out, encoding="ascii")

    export(course, "--format", "xlsx", stdout=stream, stderr=err)

    assert load_workbook(io.BytesIO(out.getvalue())).sheetnames == ["Grades", "Notes"]
    assert err.getvalue() == "Exported the grades of 1 student of ml-f20.\n"


def test_names_leave_a_terminal_of_another_encoding_as_utf_8(course, alice, hw1p2):
    alice.user.name = "Émile"
    alice.user.save()
    out = io.BytesIO()
    stream = io.TextIOWrapper(out, encoding="ascii")

    export(course, "--format", "csv", stdout=stream, stderr=io.StringIO())

    assert "Émile" in out.getvalue().decode()


def test_what_is_printed_and_what_is_written_are_the_same(
    course, alice, hw1p2, tmp_path
):
    out, path = io.BytesIO(), tmp_path / "grades.xlsx"
    stream = io.TextIOWrapper(out)

    export(course, "--format", "xlsx", stdout=stream, stderr=io.StringIO())
    export(course, "--format", "xlsx", "--out", str(path), stdout=io.StringIO())

    assert path.read_bytes() == out.getvalue()


def test_a_full_disk_leaves_the_old_file_and_nothing_else(
    course, alice, hw1p2, tmp_path
):
    path = tmp_path / "grades.csv"
    path.write_bytes(b"old")

    with no_file_larger_than(50), pytest.raises(CommandError, match="File too large"):
        export(course, "--format", "csv", "--out", str(path))

    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_new_file_is_not_for_everybody_and_an_old_one_keeps_its_mode(
    course, alice, tmp_path
):
    new, old = tmp_path / "new.csv", tmp_path / "old.csv"
    old.touch(mode=0o604)
    old.chmod(0o604)

    for path in (new, old):
        export(course, "--format=csv", "--out", str(path), stdout=io.StringIO())

    assert [path.stat().st_mode & 0o777 for path in (new, old)] == [0o640, 0o604]


def test_a_link_is_followed(course, alice, tmp_path):
    target, link = tmp_path / "target.csv", tmp_path / "link.csv"
    link.symlink_to(target)

    export(course, "--format", "csv", "--out", str(link), stdout=io.StringIO())

    assert link.is_symlink()
    assert target.read_text().startswith("login,")


def test_a_device_is_written_to_and_not_replaced(course, alice):
    export(course, "--format", "csv", "--out", os.devnull, stdout=io.StringIO())

    assert not os.path.isfile(os.devnull)  # noqa: PTH113


def test_a_folder_is_no_file(course, alice, tmp_path):
    with pytest.raises(CommandError, match="Is a directory"):
        export(course, "--format", "csv", "--out", str(tmp_path))
