"""What a browser test looks at: a page's accessibility, its width, its complaints."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

SCREENS = ((1280, "light"), (1280, "dark"), (390, "dark"))
RULES = (
    "wcag2a",
    "wcag2aa",
    "wcag21a",
    "wcag21aa",
    "wcag22aa",
    "best-practice",
)


def listen(page: Page) -> list[str]:
    """Return a list that fills with what the page complains about: errors of scripts,
    violations of the content security policy."""
    heard: list[str] = []
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on(
        "console",
        lambda message: (
            heard.append(message.text)
            if message.type in {"error", "warning"}
            and "Failed to load resource" not in message.text
            else None
        ),
    )
    return heard


def problems(page: Page) -> list[str]:
    """Return what axe finds, wide and on a phone, in light and dark, and where the page
    is wider than the window."""
    expect(page.locator(".htmx-request")).to_have_count(0)
    told = []
    for width, scheme in SCREENS:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        place = f"{page.url} {width} {scheme}"
        told += [f"{place}: {problem}" for problem in _axe(page)]
        excess = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        if excess > 0:
            told.append(f"{place}: {excess} px wider than the window")
    return told


def _axe(page: Page) -> list[str]:
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    # Telling what is well takes as long as finding what is not.
    options = {
        "runOnly": {"type": "tag", "values": list(RULES)},
        "resultTypes": ["violations"],
    }
    found = page.evaluate("options => axe.run(document, options)", options)
    return [
        f"{violation['id']} at {node['target']}: {node['failureSummary']}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]
