"""What a browser test looks at: a page's accessibility, its width, its complaints."""

from collections.abc import Sequence
from typing import Literal

from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from courseops.models import User

Scheme = Literal["light", "dark"]
SCREENS: tuple[tuple[int, Scheme], ...] = (
    (1280, "light"),
    (1280, "dark"),
    (390, "dark"),
)
RULES = {
    "type": "tag",
    "values": [
        "wcag2a",
        "wcag2aa",
        "wcag21a",
        "wcag21aa",
        "wcag22aa",
        "best-practice",
    ],
}
# A scheme changes colours and nothing else (test_browsing.py holds that), so the other
# rules would say at the same width what they have said before.
RULES_ON_COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}


def sign_in(context: BrowserContext, site: LiveServer, user: User) -> None:
    """Let the pages of *context* be signed in as *user* from now on."""
    client = Client()
    client.force_login(user)
    name = settings.SESSION_COOKIE_NAME
    value = client.cookies[name].value
    context.add_cookies([{"name": name, "value": value, "url": site.url}])


# A request that its page is left over, or that a newer one replaces, ends with these.
GIVEN_UP = ("htmx:afterRequest", "htmx:sendError", "htmx:sendAbort")
NO_COMPLAINTS = ("Failed to load resource", *GIVEN_UP)


def listen(page: Page, *, ignoring: tuple[str, ...] = NO_COMPLAINTS) -> list[str]:
    """Return a list that fills with what the page complains about: errors of scripts,
    violations of the content security policy; nothing is ignored if that is empty."""
    heard: list[str] = []
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on(
        "console",
        lambda message: (
            heard.append(message.text)
            if message.type in {"error", "warning"}
            and not any(words in message.text for words in ignoring)
            else None
        ),
    )
    return heard


def problems(page: Page, screens: Sequence[tuple[int, Scheme]] = SCREENS) -> list[str]:
    """Return what axe finds, wide and on a phone, in light and dark, and where the page
    is wider than the window."""
    page.wait_for_load_state()
    expect(page.locator(".htmx-request")).to_have_count(0)
    told = []
    seen = set()
    for width, scheme in screens:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        place = f"{page.url} {width} {scheme}"
        rules = RULES_ON_COLOURS if width in seen else RULES
        seen.add(width)
        told += [f"{place}: {problem}" for problem in _axe(page, rules)]
        excess = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        if excess > 0:
            told.append(f"{place}: {excess} px wider than the window")
    return told


def _axe(page: Page, rules: dict[str, object]) -> list[str]:
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    # Telling what is well takes as long as finding what is not.
    options = {"runOnly": rules, "resultTypes": ["violations"]}
    found = page.evaluate(
        "options => axe.run(document, options).then(found => found.violations)", options
    )
    return [
        f"{violation['id']} at {node['target']}: {node['failureSummary']}"
        for violation in found
        for node in violation["nodes"]
    ]
