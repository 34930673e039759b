"""What lets ``browsing.problems`` ask most rules once per width, not once per scheme."""

import re

from tests.test_repo import ROOT

SHEETS = sorted((ROOT / "static" / "css").rglob("*.css"))
RULE_OF_A_THEME = re.compile(r"[^{}]*\[data-theme[^{}]*\{([^{}]*)\}")


def test_nothing_asks_for_the_scheme_but_colours():
    sources = [
        path
        for folder in ("static", "templates")
        for path in (ROOT / folder).rglob("*")
        if path.suffix in {".css", ".js", ".html", ".svg"}
    ]

    asking = [p.name for p in sources if "prefers-color-scheme" in p.read_text()]

    assert len(sources) > 100
    assert asking == []


def test_a_theme_that_was_chosen_sets_the_scheme_alone():
    blocks = [
        block.strip()
        for sheet in SHEETS
        for block in RULE_OF_A_THEME.findall(sheet.read_text())
    ]

    assert len(blocks) == 3
    assert set(blocks) == {"color-scheme: light;", "color-scheme: dark;"}
