"""``handin``: a version of a student's or team's work from the command line."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from projects.models import HandIn
from tests.factories import EnrollmentFactory
from tests.projects.handed_in import AT, PDF, hand_in, team, work


@pytest.fixture
def report(course, alice):
    return work(course)


def run(tmp_path, *options, files=("report.pdf",), content=PDF, login="alice"):
    paths = []
    for name in files:
        path = tmp_path / name
        path.write_bytes(content)
        paths.append(str(path))
    call_command("handin", "ml-f20", "report", login, *paths, *options)


def test_a_version_of_the_team_at_a_past_instant(
    course, report, alice, tmp_path, capsys
):
    mate = EnrollmentFactory(course=course)
    team(report, "owls", alice, mate)
    hand_in(report, mate, at=AT - timedelta(days=1))

    run(
        tmp_path,
        "--link=https://example.org/video",
        "--note=final",
        f"--at={AT.isoformat()}",
        files=("report.pdf", "appendix.pdf"),
    )

    handin = HandIn.objects.get(enrollment=alice)
    assert handin.received_at == AT
    assert handin.note == "final"
    assert [x.kind for x in handin.items.all()] == ["pdf", "pdf", "link"]
    told = capsys.readouterr().out
    assert told.startswith("alice, report: version 2 received")
    assert "2 files, 1 link;" in told


@pytest.mark.parametrize(
    ("options", "given", "words"),
    [
        (["--at", "2999-01-01T00:00:00Z"], {}, "later than now"),
        ([], {"content": b"x"}, r"report.pdf is no PDF.* Nothing was kept\."),
        ([], {"files": ()}, "Nothing was handed in"),
        (["--link", "ftp://x"], {"files": ()}, "does not begin with https://"),
        ([], {"files": [f"{n}.pdf" for n in range(21)]}, "21 files are more than 20"),
        ([], {"login": "bob"}, "There is no student"),
        (["nowhere.pdf"], {}, "nowhere.pdf: No such file"),
    ],
)
def test_what_is_refused_leaves_nothing(report, bob, tmp_path, options, given, words):
    with pytest.raises(CommandError, match=words):
        run(tmp_path, *options, **given)

    assert not HandIn.objects.exists()
    assert not [x for x in settings.MEDIA_ROOT.rglob("*") if x.is_file()]
