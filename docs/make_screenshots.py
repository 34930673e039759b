"""Takes the pictures of the README from a running demo (``make demo``).

    .venv/bin/python docs/make_screenshots.py [ADDRESS]

Needs the development packages and a chromium.
"""

import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

IMAGES = Path(__file__).parent / "images"
# (name, address, height): the width is that of a laptop.
PICTURES = (
    ("competition", "/courses/ml-demo/competitions/hw1p2/", 1250),
    ("leaderboard", "/courses/ml-demo/competitions/hw2p2/leaderboard/", 960),
)


def main(address: str) -> None:
    """Save a picture of each page as Alice sees it."""
    IMAGES.mkdir(exist_ok=True)
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox"]
        )
        page = browser.new_page(color_scheme="light", reduced_motion="reduce")
        page.goto(address)
        page.get_by_role("button", name="Alice Adeyemi").click()
        page.wait_for_url(lambda url: "login" not in url)
        for name, path, height in PICTURES:
            page.set_viewport_size({"width": 1280, "height": height})
            page.goto(address + path)
            page.wait_for_selector(".htmx-request", state="detached")
            page.screenshot(path=IMAGES / f"{name}.png")
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000")
