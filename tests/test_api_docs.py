"""The API's page shows itself, from this server's files alone."""

import pytest

pytestmark = pytest.mark.browser


def test_page_lists_the_routes_without_a_complaint_of_the_browser(
    live_server, transactional_db, page
):
    complaints, requests = [], []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda request: requests.append(request.url))

    page.goto(f"{live_server.url}/api/docs/")
    page.get_by_text("Hand in a file", exact=True).wait_for()

    assert page.locator(".opblock").count() >= 15
    assert complaints == []
    own = (live_server.url, "data:")
    assert [url for url in requests if not url.startswith(own)] == []
