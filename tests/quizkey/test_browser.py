"""Staff correct a key in a browser, and see who changes before anything does."""

import pytest
from playwright.sync_api import expect

from courseops.changes import tasks
from grading.models import ClassChange
from quizzes.models import Attempt
from tests.browsing import listen, problems, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_key_is_corrected_after_seeing_who_changes(
    page, live_server, client, quiz, ina, monkeypatch
):
    monkeypatch.setattr("courseops.changes.dispatch.send", lambda change_id: None)
    sign_in(page.context, live_server, ina.user)
    heard = listen(page)

    here = f"{live_server.url}/courses/ml-f20/quizzes/quiz-1"
    page.goto(f"{here}/attempts/")
    assert problems(page) == []
    page.goto(f"{here}/statistics/")
    expect(page.get_by_text("More answered “Nice”")).to_be_visible()
    assert problems(page) == []
    page.get_by_role("link", name="Correct the key of question 1").click()
    expect(page.get_by_label("Nice")).to_be_visible()
    assert problems(page) == []
    page.get_by_label("Nice").check()
    page.get_by_label("Why").fill("Both are right")
    page.get_by_role("button", name="Preview").click()

    expect(page.get_by_text("A preview: nothing has changed yet.")).to_be_visible()
    row = page.get_by_role("row", name="S-00")
    expect(row).to_contain_text("1 of 2 → 2 of 2")
    expect(row).to_contain_text("50.00 → 100.00")
    assert problems(page) == []
    assert Attempt.objects.filter(correct=2).count() == 1

    page.get_by_role("button", name="Apply to 3 students").click()
    expect(page.get_by_text("Waits for a worker.")).to_be_visible()
    tasks.apply(change_id=ClassChange.objects.get().pk)
    expect(page.get_by_role("heading", name="Applied")).to_be_visible()
    assert Attempt.objects.filter(correct=2).count() == 4
    assert heard == []
