"""``make demo``, looked at by somebody new: every page, as a student and as staff."""

import re
from collections import Counter, deque
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import ConsoleMessage, Page, Response, expect

from tests.browsing import Scheme, problems
from tests.stack.conftest import own_redis, product
from tests.stack.product import PATIENCE_SECONDS, Product

# The demo has a process of its own: the drills of the other product take as long.
pytestmark = pytest.mark.xdist_group("served-demo")

PATIENCE_MS = PATIENCE_SECONDS * 1000
LOOKS: tuple[tuple[int, Scheme], ...] = ((1280, "light"), (390, "dark"))
WARM_UP = "/courses/ml-demo/competitions/warm-up/"
# Files to save, and the plain admin, are no pages of ours.
NO_PAGE = re.compile(
    r"/(file|sample|(samples|items)/\d+|pictures/\w{64})/$|/export/|^/admin/|^/api/"
)
SAME_KIND = 2


@pytest.fixture(scope="module")
def demo(
    django_db_setup: Path | None, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Product]:
    """The demo course, served."""
    folder = tmp_path_factory.mktemp("demo")
    with (
        own_redis() as redis,
        product(folder, "demo", redis, django_db_setup, DEMO="1") as made,
    ):
        made.manage("seeddemo")
        made.start()
        yield made


class Watch:
    """Notes everything that goes wrong in a page."""

    def __init__(self, page: Page) -> None:
        self.complaints: list[str] = []
        self._page = page
        page.on("console", self._console)
        page.on("pageerror", lambda error: self._note(f"error: {error}"))
        page.on("response", self._response)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self._note(f"console: {message.text}")

    def _response(self, response: Response) -> None:
        if response.status >= 400:
            self._note(f"{response.status} {response.url}")

    def _note(self, text: str) -> None:
        self.complaints.append(f"{urlsplit(self._page.url).path}: {text}")


def sign_in(page: Page, product: Product, name: str) -> None:
    page.goto(product.address)
    page.get_by_role("button", name=name).click()
    page.wait_for_url(lambda url: "login" not in url)


def settle(page: Page) -> None:
    """Wait until the parts that a page loads by itself are there."""
    page.wait_for_selector(".htmx-request", state="detached")


def kind(path: str) -> str:
    """Return what pages of one template and one kind of work have in common."""
    work = "competitions|quizzes|projects|reviews"
    path = re.sub(rf"({work})/[^/]+/(?=.)", r"\1/*/", path)
    path = re.sub(r"\*/(of|grading/works)/[^/]+/", r"*/\1/*/", path)
    path = re.sub(r"(components|questions|pools|categories)/[^/]+/", r"\1/*/", path)
    path = re.sub(r"grades/[^/]+/(?=override|waivers)", "grades/*/", path)
    path = re.sub(r"(leaderboard/entries)/[^/]+/", r"\1/*/", path)
    return re.sub(r"\d+", "*", path)


def pages_linked_from(page: Page, start: str) -> Iterator[tuple[str, bool]]:
    """Go to every page that can be reached by links, a few of each kind.

    Gives each with whether it is the first of its kind.
    """
    origin = "{0.scheme}://{0.netloc}".format(urlsplit(start))
    waiting, seen, kinds = deque([start]), {start}, Counter[str]()
    while waiting:
        address = waiting.popleft()
        path = urlsplit(address).path
        if kinds[kind(path)] == SAME_KIND:
            continue
        kinds[kind(path)] += 1
        page.goto(address)
        settle(page)
        yield path, kinds[kind(path)] == 1
        links = page.eval_on_selector_all(
            "a[href]:not([download])", "all => all.map(a => a.href)"
        )
        for link in (link.split("#")[0] for link in links):
            if link.startswith(f"{origin}/") and link not in seen:
                seen.add(link)
                if not NO_PAGE.search(urlsplit(link).path):
                    waiting.append(link)


@pytest.mark.parametrize(
    ("name", "own_pages"),
    [
        ("Alice Adeyemi", ["grades/", "competitions/hw1p2/", "reviews/paper-review/"]),
        (
            "Irene Lindqvist",
            ["roster/", "submissions/", "projects/midterm-report/grading/"],
        ),
    ],
)
def test_every_page_is_clean_and_accessible(
    page: Page, demo: Product, name: str, own_pages: list[str]
) -> None:
    watch = Watch(page)
    sign_in(page, demo, name)
    visited, told = [], []

    for path, is_new in pages_linked_from(page, demo.address + "/"):
        visited.append(path)
        # Another page of a kind has other content in the same frame: where there is
        # least room for it, it is looked at again.
        told += problems(page, LOOKS if is_new else LOOKS[-1:])

    assert {f"/courses/ml-demo/{own}" for own in own_pages} <= set(visited)
    assert watch.complaints == []
    assert told == []


def test_the_sign_in_page_is_clean_and_accessible(page: Page, demo: Product) -> None:
    watch = Watch(page)

    page.goto(demo.address)

    assert problems(page) == []
    assert watch.complaints == []


@pytest.mark.parametrize(
    ("file_name", "promise"),
    [
        ("sample_submission.csv", re.compile(r"Public score\s+0\.[12]\d{4}")),
        ("decent.csv", re.compile(r"Public score\s+0\.8\d{4}")),
        ("broken.csv", re.compile(r"Refused.*found seven", re.DOTALL)),
    ],
)
def test_a_ready_file_gives_what_it_promises(
    page: Page, demo: Product, tmp_path: Path, file_name: str, promise: re.Pattern[str]
) -> None:
    sign_in(page, demo, "Alice Adeyemi")
    page.goto(demo.address + WARM_UP)

    with page.expect_download() as download:
        page.get_by_role("link", name=file_name, exact=True).click()
    file = tmp_path / file_name
    download.value.save_as(file)
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="Submit").click()

    expect(page.locator("[data-receipt]")).to_contain_text(promise, timeout=PATIENCE_MS)


def test_seeding_again_changes_nothing(demo: Product) -> None:
    before = demo.rows("SELECT count(*), max(id) FROM courseops_enrollment")

    said = demo.manage("seeddemo")

    assert "already" in said
    assert demo.rows("SELECT count(*), max(id) FROM courseops_enrollment") == before
