"""The page of a work, as its team, its classmates and staff find it."""

from datetime import timedelta

import pytest
from django.conf import settings

from courseops.models import Team
from projects.models import HandIn
from tests.factories import EnrollmentFactory
from tests.projects.handed_in import PDF, hand_in, work
from tests.projects.pages import file, now, page, url
from tests.projects.reviewed import reviewing

BY_SCRIPT = {"HX-Request": "true"}


def send(browser, *files, **fields):
    sent = {"file": [file(content, name) for name, content in files], **fields}
    return browser.post(url("hand_in"), sent, follow=True)


def test_a_team_hands_in_twice(as_user, report, alice, mate):
    send(as_user(alice), ("a.pdf", PDF), link="https://example.org/a", note="first")
    shown = page(send(as_user(mate), ("b.pdf", PDF), ("c.pdf", PDF)))

    assert "Version 2 is handed in" in shown
    assert shown.index("Version 2</h3>") < shown.index("Version 1</h3>")
    assert shown.count("Counts</span>") == 1
    assert "by Mia Moss" in shown
    assert "https://example.org/a" in shown
    assert "Hand in a new version" in shown
    first, second = HandIn.objects.all()
    assert (first.enrollment, second.enrollment) == (alice, mate)
    assert [x.file_name for x in second.items.all()] == ["b.pdf", "c.pdf"]


def test_what_is_refused_is_told_and_what_was_typed_stays(as_user, report, alice):
    answer = send(
        as_user(alice), ("a.pdf", b"x"), link="https://example.org", note="look"
    )

    shown = page(answer)
    assert answer.status_code == 422
    assert "a.pdf is no PDF" in shown
    assert ">https://example.org</textarea>" in shown
    assert 'value="look"' in shown
    assert not HandIn.objects.exists()
    assert not [x for x in settings.MEDIA_ROOT.rglob("*") if x.is_file()]


def test_a_script_gets_what_was_refused_for_the_page_that_is_there(
    as_user, report, alice
):
    sent = {"file": file(b"x", "a.pdf")}
    answer = as_user(alice).post(url("hand_in"), sent, headers=BY_SCRIPT)

    assert (answer.status_code, answer["X-Upload-Answer"]) == (422, "yes")
    assert "a.pdf is no PDF" in page(answer)
    assert "choose the files again" not in page(answer)
    assert "<html" not in page(answer)


def test_a_script_is_sent_on_to_the_version(as_user, report, alice):
    browser = as_user(alice)
    sent = {"file": file(PDF, "a.pdf")}
    answer = browser.post(url("hand_in"), sent, headers=BY_SCRIPT)

    assert answer["HX-Redirect"] == url("work")
    assert "Version 1 is handed in" in page(browser.get(url("work")))


def test_names_are_to_be_left_out_of_what_classmates_review(
    as_user, course, report, alice
):
    asked = "Leave names out of it"
    assert asked not in page(as_user(alice).get(url("work")))

    reviewing(course)

    assert asked in page(as_user(alice).get(url("work")))


def test_21_files_are_too_many(as_user, report, alice):
    answer = send(as_user(alice), *[(f"{n}.pdf", PDF) for n in range(21)])

    assert answer.status_code == 413
    assert "21 files were sent; at most 20" in page(answer)
    assert not [x for x in settings.MEDIA_ROOT.rglob("*") if x.is_file()]


def test_too_large_a_file_is_named(as_user, report, alice):
    answer = send(as_user(alice), ("big.pdf", PDF + b"x" * 1_000_000), ("b.pdf", PDF))

    assert answer.status_code == 413
    assert "big.pdf has 1.0 MB; a file may have up to 1 MB" in page(answer)
    assert not [x for x in settings.MEDIA_ROOT.rglob("*") if x.is_file()]


@pytest.mark.parametrize(
    "body",
    [
        (
            b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n'
            b"Content-Type: application/pdf\r\n\r\n%PDF-1.7 and then nothing"
        ),
        (
            b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n'
            b"\r\n%PDF-1.7\r\n--x\r\nContent-Disposition: form-data;"
            b' name="file"; filename="b.pdf"\r\n\r\n%PDF-1.7'
        ),
    ],
)
def test_a_request_that_breaks_off_keeps_nothing(as_user, report, alice, body):
    answer = as_user(alice).post(
        url("hand_in"), body, content_type="multipart/form-data; boundary=x"
    )

    assert answer.status_code == 400
    assert "broke off" in page(answer)
    assert not HandIn.objects.exists()
    assert not [x for x in settings.MEDIA_ROOT.rglob("*") if x.is_file()]


@pytest.mark.parametrize(
    "name", ["../../../etc/a.pdf", "..\\..\\a.pdf", "/a.pdf", "x\u202e.pdf"]
)
def test_a_hostile_name_is_only_a_name(as_user, report, alice, name):
    send(as_user(alice), (name, PDF))

    item = HandIn.objects.get().items.get()
    assert item.file.parent == settings.MEDIA_ROOT / "handins" / str(report.pk)
    assert "/" not in item.file_name
    assert "\\" not in item.file_name
    assert "\u202e" not in item.file_name
    got = as_user(alice).get(url("work_file", item.handin_id, item.pk))
    assert got.headers["Content-Type"] == "application/octet-stream"
    assert got.headers["Content-Disposition"].startswith("attachment")
    assert b"".join(got.streaming_content) == PDF


def test_after_the_deadline_it_is_said_to_count_for_nothing(as_user, report, alice):
    report.on_time = now() - timedelta(hours=1)
    report.save()
    hand_in(report, alice, at=now() - timedelta(hours=2))

    shown = page(send(as_user(alice), ("a.pdf", PDF)))

    assert "this version counts for nothing" in shown
    assert "After the deadline, counts for nothing" in shown
    late = shown.index("After the deadline, counts for nothing")
    assert late < shown.index("Counts</span>")


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"released": now() + timedelta(days=3)}, "Work is taken from"),
        ({"archived": True}, "Nothing more is taken"),
    ],
)
def test_where_nothing_is_taken_there_is_no_form(as_user, report, alice, fields, words):
    type(report).objects.filter(pk=report.pk).update(**fields)
    browser = as_user(alice)

    shown = page(browser.get(url("work")))

    assert words in shown
    assert 'name="file"' not in shown
    assert send(browser, ("a.pdf", PDF)).status_code == 409
    assert not HandIn.objects.exists()


def test_the_page_of_a_component_leads_here(as_user, report, alice):
    assert as_user(alice).get("/courses/ml-f20/components/report/").url == url("work")


def test_points_of_an_exam_have_the_page_of_all_others(as_user, course, alice):
    work(course, slug="exam", kind="points", details={"points": 60})

    answer = as_user(alice).get(url("work", component="exam"))

    assert answer.url == "/courses/ml-f20/components/exam/"


# --- Whose files are whose ------------------------------------------------------------


def test_only_the_team_and_staff_have_a_file(as_user, course, report, alice, mate, bob):
    item = hand_in(report, alice).items.get()
    address = url("work_file", item.handin_id, item.pk)
    eve = EnrollmentFactory(course=course)
    other = hand_in(report, eve).items.get()

    for one in (mate, bob):
        assert b"".join(as_user(one).get(address).streaming_content) == PDF
    assert as_user(eve).get(address).status_code == 404
    crossed = url("work_file", other.handin_id, item.pk)
    assert as_user(eve).get(crossed).status_code == 404
    elsewhere = work(course, slug="other")
    there = url("work_file", item.handin_id, item.pk, component=elsewhere.slug)
    assert as_user(alice).get(there).status_code == 404
    assert "report.pdf" in page(as_user(mate).get(url("work")))
    assert str(item.sha256)[:12] in page(as_user(mate).get(url("work")))
    Team.objects.all().delete()
    assert as_user(mate).get(address).status_code == 404


def test_a_link_is_no_file(as_user, report, alice):
    send(as_user(alice), link="https://example.org")

    item = HandIn.objects.get().items.get()
    answer = as_user(alice).get(url("work_file", item.handin_id, item.pk))
    assert answer.status_code == 404
