"""Versions come in whole or not at all, and hostile ones not."""

import hashlib
import io
import zipfile
from datetime import timedelta

import pytest
from django.conf import settings

from courseops.models import AuditEvent
from courseops.uploads import intake
from courseops.uploads.refusals import RefusalError
from projects import handing_in
from projects.models import HandIn, HandInItem
from tests.factories import EnrollmentFactory
from tests.projects.handed_in import AT, PDF, work


def archive(*names: str, content: bytes = b"x") -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        for name in names:
            made.writestr(name, content)
    return file.getvalue()


@pytest.fixture
def report(course):
    return work(course)


@pytest.fixture
def send(report, tmp_path):
    """Hand files in as an upload does."""

    def sending(student, *files, component=report, links=(), at=AT, note=""):
        staged, open_ones = [], []
        for number, (name, content) in enumerate(files):
            source = tmp_path / f"{number}"
            source.write_bytes(content)
            stage = intake.staging(source, max_bytes=1_000_000)
            one = stage.__enter__()
            open_ones.append(stage)
            object.__setattr__(one, "file_name", intake.display_name(name))
            staged.append(one)
        try:
            return handing_in.hand_in(
                component=component,
                enrollment=student,
                staged=staged,
                links=links,
                note=note,
                actor=student.user,
                at=at,
                now=at,
            )
        finally:
            for stage in open_ones:
                stage.__exit__(None, None, None)

    return sending


def kept() -> list[str]:
    return sorted(str(x) for x in settings.MEDIA_ROOT.rglob("*") if x.is_file())


def test_files_and_links_are_one_version(report, alice, send):
    code = archive("model.py")
    handin = send(
        alice,
        ("report.pdf", PDF),
        ("code.ZIP", code),
        links=["https://example.org/video", "https://example.org/video", " "],
        at=AT + timedelta(microseconds=7),
        note="with\nappendix\u202e",
    )

    pdf, packed, link = handin.items.all()
    assert handin.received_at == AT
    assert handin.note == "with appendix"
    assert (pdf.kind, packed.kind, link.kind) == ("pdf", "zip", "link")
    assert pdf.file.read_bytes() == PDF
    assert packed.sha256 == hashlib.sha256(code).hexdigest()
    assert packed.size == len(code)
    assert link.url == "https://example.org/video"
    event = AuditEvent.objects.get(verb="work.hand_in")
    assert event.target == "report of alice"
    assert [*event.after["items"][0]] == ["file", "sha256"]


@pytest.mark.parametrize(
    ("files", "links", "words"),
    [
        ([("report.docx", PDF)], [], "report.docx is not of a type"),
        ([("report", PDF)], [], "report is not of a type"),
        ([("report.pdf.exe", PDF)], [], "expected .pdf or .zip"),
        ([("report.pdf", b"<html>")], [], "report.pdf is no PDF"),
        ([("report.pdf", b"\n%PDF-1.7")], [], "report.pdf is no PDF"),
        ([("report.pdf", b"")], [], "report.pdf is empty"),
        ([("report.pdf", b"%PDF-" + b"x" * 1_000_000)], [], "may have up to 1 MB"),
        ([("code.zip", b"PK\x03\x04 nothing else")], [], "code.zip is no zip that can"),
        ([("code.zip", archive("a", "b")[:-9])], [], "code.zip is no zip that can"),
        ([("code.zip", archive())], [], "code.zip is a zip without files"),
        ([], [], "Nothing was handed in; expected .pdf, .zip or a link"),
        ([], ["javascript:alert(1)"], "does not begin with https://"),
        ([], ["ftp://example.org/x"], "does not begin with https://"),
        ([], ["//example.org"], "does not begin with https://"),
        ([], ["https://user:pw@example.org"], "a user name or a password"),
        ([], ["https:///path"], "names no host"),
        ([], ["https://[::1"], "no address of the web"),
        ([], ["https://example.org:port/"], "no address of the web"),
        ([], ["https://example.org\\@evil.org"], "signs that no address has"),
        ([], ["https://example.org/\x07"], "signs that no address has"),
        ([], ["https://example.org/" + "x" * 2000], "expected up to 2000"),
        ([], [f"https://example.org/{n}" for n in range(21)], "expected up to 20"),
    ],
)
def test_what_is_not_taken_leaves_nothing(alice, send, files, links, words):
    with pytest.raises(RefusalError) as refused:
        send(alice, *files, links=links)

    assert words in refused.value.message
    assert not HandIn.objects.exists()
    assert kept() == []


def test_a_locked_zip_is_refused(alice, send):
    content = bytearray(archive("model.py"))
    content[content.index(b"PK\x01\x02") + 8] |= 1

    with pytest.raises(RefusalError, match="locked by a password"):
        send(alice, ("code.zip", bytes(content)))


def test_everything_wrong_is_told_at_once(course, alice, send):
    details = {"files": {"accept": ["pdf", "zip"], "required": ["pdf"]}}
    strict = work(course, slug="strict", details=details)

    with pytest.raises(RefusalError) as refused:
        send(
            alice,
            ("a.txt", b"x"),
            ("b.zip", b""),
            links=["https://example.org"],
            component=strict,
        )

    assert refused.value.reasons == [
        "a.txt is not of a type that is taken; expected .pdf or .zip.",
        "b.zip is empty.",
        "No links are taken; expected .pdf or .zip.",
        "A file ending in .pdf has to be among what is handed in.",
    ]
    assert refused.value.status == 422


def test_a_disk_that_fails_at_the_second_file_keeps_none(alice, send, monkeypatch):
    placed = handing_in.Staged.place

    def place(self, *, folder):
        if self.file_name == "b.pdf":
            raise RefusalError("storage", "The disk is full.")
        return placed(self, folder=folder)

    monkeypatch.setattr(handing_in.Staged, "place", place)

    with pytest.raises(RefusalError, match="disk is full"):
        send(alice, ("a.pdf", PDF), ("b.pdf", PDF))

    assert not HandIn.objects.exists()
    assert kept() == []


def test_a_row_that_fails_keeps_no_file(alice, send, monkeypatch):
    def fail(**given):
        raise RuntimeError("the record")

    monkeypatch.setattr(handing_in.audit, "record", fail)

    with pytest.raises(RuntimeError):
        send(alice, ("a.pdf", PDF))

    assert not HandInItem.objects.exists()
    assert kept() == []


@pytest.mark.parametrize(
    ("fields", "who", "words"),
    [
        ({"archived": True}, {}, "is closed for good"),
        ({"released": AT + timedelta(days=1)}, {}, "opens on"),
        ({"kind": "points", "details": {"points": 5}}, {}, "Nothing is handed in here"),
        ({}, {"status": "dropped"}, "dropped the course"),
        ({}, {"role": "ta"}, "is not asked of"),
    ],
)
def test_who_may_not_hand_in(course, send, fields, who, words):
    component = work(course, **{"slug": "other"} | fields)
    student = EnrollmentFactory(course=course, **who)

    with pytest.raises(RefusalError, match=words):
        send(student, ("a.pdf", PDF), component=component)

    assert kept() == []


def test_a_track_without_the_work_hands_nothing_in(course, send, report):
    track = course.tracks.create(slug="other", position=0, without=["homework"])
    student = EnrollmentFactory(course=course, track=track)

    with pytest.raises(RefusalError, match="is not asked of"):
        send(student, ("a.pdf", PDF))


def test_after_the_deadline_it_is_still_taken(report, alice, send):
    assert send(alice, ("a.pdf", PDF), at=report.on_time + timedelta(days=9)).pk
