"""Takes the pictures of the README and of the docs from a running demo (``make demo``).

    .venv/bin/python docs/make_screenshots.py [ADDRESS]

Needs the development packages, a chromium, and for the report of a re-scoring a draft:

    .venv/bin/python manage.py setsolution ml-demo hw2p2 FILE --draft
"""

import shutil
import sys
from pathlib import Path

from playwright.sync_api import Page, ViewportSize, sync_playwright

IMAGES = Path(__file__).parent / "images"
COURSE = "/courses/ml-demo"
WIDTH, PHONE = 1280, {"width": 390, "height": 844}
# Who sees it: (name, address, height); the width is that of a laptop. Pictures ON_PHONE
# are taken at the width of a phone, too.
ON_PHONE = ("leaderboard", "monitor", "rescoring", "quiz", "feedback")
RUNS = "a[href*='/solution/runs/']"
CHECKPOINT = f"{COURSE}/quizzes/checkpoint"
PICTURES = {
    "Alice Adeyemi": (
        ("competition", f"{COURSE}/competitions/hw1p2/", 1250),
        ("leaderboard", f"{COURSE}/competitions/hw2p2/leaderboard/", 960),
        ("quiz", f"{CHECKPOINT}/", 1000),
        ("feedback", f"{COURSE}/projects/pitch/", 1130),
    ),
    "Irene Lindqvist": (
        ("gradebook", f"{COURSE}/grades/", 860),
        ("cutoffs", f"{COURSE}/components/hw2p2/cutoffs/", 1140),
        ("monitor", f"{COURSE}/submissions/", 900),
        ("rescoring", f"{COURSE}/competitions/hw2p2/solution/", 1500),
        ("statistics", f"{COURSE}/quizzes/quiz-1/statistics/", 1300),
        ("attendance", f"{COURSE}/attendance/", 900),
        ("grading", f"{COURSE}/projects/midterm-report/grading/works/aokonkwo/", 1100),
        ("reviews", f"{COURSE}/reviews/paper-review/outliers/", 1040),
    ),
}


def main(address: str) -> None:
    """Save a picture of each page as the person sees it."""
    IMAGES.mkdir(exist_ok=True)
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox"]
        )
        for person in PICTURES:
            page = browser.new_page(color_scheme="light", reduced_motion="reduce")
            take(page, address, person)
        browser.close()


def take(page: Page, address: str, person: str) -> None:
    """Sign in as *person* and save their pictures."""
    page.goto(address)
    page.get_by_role("button", name=person).click()
    page.wait_for_url(lambda url: "login" not in url)
    for name, path, height in PICTURES[person]:
        page.goto(address + path)
        if name == "rescoring":
            page.locator(RUNS).first.click()
        if name == "quiz":
            begin(page)
        save(page, name, {"width": WIDTH, "height": height})
        if name in ON_PHONE:
            save(page, f"{name}-phone", PHONE)


def begin(page: Page) -> None:
    """Go from a quiz's front page into an attempt: a new one, or the one that is open."""
    while "/attempts/" not in page.url:
        page.locator("main .btn-primary").first.click()
        page.wait_for_load_state()


def save(page: Page, name: str, size: ViewportSize) -> None:
    """Save a picture of the page at a size."""
    page.set_viewport_size(size)
    page.reload()
    page.wait_for_selector(".htmx-request", state="detached")
    page.screenshot(path=IMAGES / f"{name}.png")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000")
