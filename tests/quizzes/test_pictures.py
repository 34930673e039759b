"""Pictures of a course: what is taken, how it is sent, what is shown where."""

import struct
import zlib
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from courseops.models import AuditEvent
from quizzes import pictures
from quizzes.models import Picture, Quiz
from quizzes.pictureformat import NoPictureError, format_of
from quizzes.pictures import PictureRefusedError, What, clean_name
from quizzes.rendering import pictures_in
from tests.factories import ComponentFactory

NOON = datetime(2020, 9, 6, 12, tzinfo=UTC)


def png(width: int = 2, height: int = 3) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(data))
        for kind, data in ((b"IHDR", header), (b"IEND", b""))
    )


JPEG = (
    b"\xff\xd8\xff\xe0\x00\x04JF\xff\xff\xdb\x00\x03x\xff\xc2\x00\x11\x08"
    + struct.pack(">HH", 3, 2)
    + b"\x03"
)
GIF = b"GIF89a" + struct.pack("<HH", 2, 3) + b"\x00\x00\x00"
WEBP = b"RIFF\x00\x00\x00\x00WEBP"
LOSSY = WEBP + b"VP8 " + bytes(7) + b"\x9d\x01\x2a" + struct.pack("<HH", 2, 3)
LOSSLESS = WEBP + b"VP8L" + bytes(4) + b"\x2f" + struct.pack("<I", 1 | 2 << 14)
EXTENDED = WEBP + b"VP8X" + bytes(8) + b"\x01\x00\x00" + b"\x02\x00\x00"


def keep(course, name="net.png", content=None) -> tuple[Picture, What]:
    return pictures.store(
        course=course, name=name, content=content or png(), actor=None, at=NOON
    )


def shows(course, name: str, slug: str = "q1") -> Quiz:
    component = ComponentFactory(
        course=course, slug="quiz-1", kind="quiz", cutoffs=None
    )
    question = {
        "slug": slug,
        "type": "single",
        "prompt": "Which?",
        "choices": [f"![a net]({name})", "none"],
        "answer": 0,
    }
    return Quiz.objects.create(
        component=component, definition={"questions": [question]}
    )


@pytest.mark.parametrize(
    ("content", "content_type"),
    [
        (png(), "image/png"),
        (JPEG, "image/jpeg"),
        (GIF, "image/gif"),
        (LOSSY, "image/webp"),
        (LOSSLESS, "image/webp"),
        (EXTENDED, "image/webp"),
    ],
)
def test_a_picture_is_told_by_its_content(content, content_type) -> None:
    found = format_of(content)

    assert (found.content_type, found.width, found.height) == (content_type, 2, 3)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"<html><script>alert(1)</script>",
        b"BM" + bytes(60),
        png()[:15],
        png(width=0),
        JPEG[:8],
        b"\xff\xd8\xff" + b"\xe0\x00\x00" * 5,
        GIF[:6],
        WEBP + b"ABCD",
    ],
)
def test_what_is_no_whole_picture_is_refused(content) -> None:
    with pytest.raises(NoPictureError):
        format_of(content)


@given(st.sampled_from([png()[:12], JPEG[:4], GIF[:6], WEBP]), st.binary(max_size=80))
def test_damaged_pictures_are_measured_or_refused(head, rest) -> None:
    with suppress(NoPictureError):
        assert format_of(head + rest).width > 0


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("net.png", "net.png"),
        ("Net 1 (final).PNG", "Net-1-final.PNG"),
        ("../../etc/net.png", "net.png"),
        ("C:\\Users\\net.png", "net.png"),
        ("net.svg", "net.svg.png"),
        ("net", "net.png"),
        (".png", "png.png"),
        ("???", "picture.png"),
        ("größe.png", "größe.png"),
        ("x" * 300 + ".png", "x" * 116 + ".png"),
    ],
)
def test_a_name_is_one_that_markdown_takes(given, kept) -> None:
    assert clean_name(given, format_of(png())) == kept


@settings(max_examples=50)
@given(st.text(max_size=150))
def test_whatever_the_name_markdown_finds_it_again(name) -> None:
    found = clean_name(name, format_of(png()))

    assert len(found) <= 120
    assert pictures_in(f"![x]({found})") == [found]


def test_a_picture_of_the_same_name_is_replaced(course) -> None:
    first, _ = keep(course)
    before = pictures.addresses(course)

    second, what = keep(course, content=png(5, 5))

    assert (second.pk, what) == (first.pk, What.REPLACED)
    assert pictures.addresses(course).keys() == before.keys()
    assert pictures.addresses(course) != before


def test_the_same_picture_again_changes_nothing(course) -> None:
    _, first = keep(course)
    _, second = keep(course)

    assert (first, second) == (What.ADDED, What.UNCHANGED)


def test_storing_is_recorded_where_something_changed(course) -> None:
    keep(course)
    keep(course)

    (event,) = AuditEvent.objects.filter(verb="picture.store")
    assert event.target == "picture:net.png"


def test_too_large_a_file_is_refused(course) -> None:
    with pytest.raises(PictureRefusedError, match="larger than 2 MB"):
        keep(course, content=png() + bytes(pictures.MOST_BYTES))


def test_a_small_file_of_too_many_pixels_is_refused(course) -> None:
    with pytest.raises(PictureRefusedError, match="more than 25 million"):
        keep(course, content=png(width=50_000, height=50_000))


def test_a_picture_that_a_question_shows_stays(course) -> None:
    one, _ = keep(course)
    shows(course, "net.png")

    with pytest.raises(PictureRefusedError, match="shown by quiz-1/q1"):
        pictures.delete(picture=one, actor=None, at=NOON)


def test_a_picture_that_nothing_shows_can_go(course) -> None:
    one, _ = keep(course)
    shows(course, "other.png")

    pictures.delete(picture=one, actor=None, at=NOON)

    assert not Picture.objects.exists()
    assert AuditEvent.objects.filter(verb="picture.delete").exists()


def test_a_picture_is_sent_as_what_it_is_and_runs_nothing(
    course, alice, client
) -> None:
    one, _ = keep(course)
    client.force_login(alice.user)

    answer = client.get(reverse("quizzes:picture", args=[course.slug, one.sha256]))

    assert answer.content == png()
    assert answer["Content-Type"] == "image/png"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["Cache-Control"] == "private, max-age=31536000, immutable"


def test_a_picture_of_another_course_is_not_found(course, charlie, client) -> None:
    one, _ = keep(course)
    client.force_login(charlie)

    path = reverse("quizzes:picture", args=["other-course", one.sha256])

    assert client.get(path).status_code == 404


def upload(client, course, content: bytes, name="net.png", **more):
    file = SimpleUploadedFile(name, content, content_type="text/html")
    path = reverse("quizzes:pictures", args=[course.slug])
    return client.post(path, {"file": file, **more}, follow=True)


def test_staff_upload_and_see_what_became_of_it(course, bob, client) -> None:
    client.force_login(bob.user)

    page = upload(client, course, png(), name="scan 1.png")

    assert b"scan-1.png is added." in page.content
    assert b"![What it shows](scan-1.png)" in page.content


def test_what_is_no_picture_is_refused_with_the_reason(course, bob, client) -> None:
    client.force_login(bob.user)

    page = upload(client, course, b"<script>alert(1)</script>")

    assert page.status_code == 422
    assert b"It is no PNG, JPEG, GIF or WebP picture." in page.content


def test_the_page_tells_which_pictures_are_missing(course, bob, client) -> None:
    shows(course, "gone.png")
    client.force_login(bob.user)

    page = client.get(reverse("quizzes:pictures", args=[course.slug]))

    assert b"Missing" in page.content
    assert b"gone.png" in page.content


def test_the_page_asks_as_much_for_many_pictures_as_for_one(
    course, bob, client, django_assert_max_num_queries
) -> None:
    shows(course, "n1.png")
    for number in range(8):
        keep(course, name=f"n{number}.png", content=png(width=number + 1))
    client.force_login(bob.user)

    with django_assert_max_num_queries(8):
        client.get(reverse("quizzes:pictures", args=[course.slug]))
