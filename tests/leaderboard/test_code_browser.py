"""The pages of code in a browser: handed in, listed, compared."""

import io
import zipfile
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from playwright.sync_api import Page, expect

from leaderboard.code import listing
from leaderboard.models import CodeHandIn
from tests.browsing import listen, problems, sign_in
from tests.factories import EnrollmentFactory
from tests.leaderboard.pages import now, scored, url

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

CODE = (
    b"import numpy as np\n\n\ndef predict(frames):\n    return frames.argmax(axis=1)\n"
)


@pytest.fixture(autouse=True)
def _alone(monkeypatch):
    """No broker listens, and the browser's driver has a loop in the test's thread."""
    monkeypatch.setattr("courseops.messages.send", lambda *_, **__: None)
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


@pytest.fixture
def visit(page: Page, live_server, client):
    def go(person, address: str) -> None:
        sign_in(page.context, live_server, person.user)
        page.goto(live_server.url + address)

    return go


def test_code_is_handed_in_and_compared(
    page: Page, visit, client, competition, course, alice, bob
):
    competition.component.code = now() + timedelta(days=1)
    competition.component.selection = "chosen"
    competition.component.save()
    heard, first = listen(page), scored(competition, alice, public=0.5)
    starter = b"# handed out to everybody\n" * 9
    for number in range(6):
        own = CODE if number < 2 else bytes(str(number), "ascii") * 99
        client.force_login(EnrollmentFactory(course=course).user)
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w") as archive:
            archive.writestr("homework/starter.py", starter)
            archive.writestr("homework/model.py", own)
        file = SimpleUploadedFile("homework.zip", held.getvalue())
        client.post(url("hand_in_code"), {"file": file})

    visit(alice, url("competition"))
    page.get_by_label("File", exact=True).last.set_input_files(
        {"name": "model.exe", "mimeType": "text/plain", "buffer": CODE}
    )
    page.get_by_role("button", name="Hand in code").click()
    expect(page.locator("#code-answer")).to_contain_text("model.exe is none of these")
    page.get_by_label("File", exact=True).last.set_input_files(
        {"name": "model.py", "mimeType": "text/x-python", "buffer": CODE}
    )
    page.get_by_role("button", name="Hand in code").click()
    expect(page.get_by_text(f"It belongs to submission {first.pk}.")).to_be_visible()
    better = scored(competition, alice, public=0.9)
    page.reload()

    told = f"belongs to submission {first.pk}; what counts now is {better.pk}"
    expect(page.get_by_text(told)).to_have_count(2)
    assert problems(page) == []
    listing.list_waiting(at=now())
    assert CodeHandIn.objects.filter(listed_at=None).count() == 0
    visit(bob, url("code"))
    expect(page.get_by_text("for another", exact=True)).to_be_visible()
    assert problems(page) == []
    visit(bob, url("code_identical"))
    expect(page.get_by_role("heading", name="3 pairs")).to_be_visible()
    page.locator(".similarity-pair > summary").first.click()
    assert problems(page) == []
    assert heard == []
