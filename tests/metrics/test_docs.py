"""docs/metrics.md has every metric, as the pages explain it, with examples that hold."""

import re
from pathlib import Path

import pytest
import yaml

from leaderboard.metrics.catalogue import CATALOGUE, CUSTOM
from leaderboard.metrics.explanations import EXPLANATIONS
from tests.metrics.files import Judged

DOCS = Path(__file__).parents[2] / "docs"
ENTRIES = {
    entry.split("`")[0]: entry
    for entry in (DOCS / "metrics.md").read_text().split("\n### `")[1:]
}
EXAMPLE = re.compile(
    r"`metric: ([^`]+)`\n\n```\n(.+?)\n```\n\nscores (\S+)\.", re.DOTALL
)
EXAMPLES = [example for entry in ENTRIES.values() for example in EXAMPLE.findall(entry)]


def test_every_metric_has_an_entry_and_an_example() -> None:
    assert set(ENTRIES) == set(CATALOGUE) - {CUSTOM}
    assert all(EXAMPLE.search(entry) for entry in ENTRIES.values())
    assert f"`{CUSTOM}`" in (DOCS / "metrics.md").read_text()


@pytest.mark.parametrize("name", sorted(ENTRIES))
def test_an_entry_says_what_the_page_of_a_competition_says(name: str) -> None:
    metric, explanation = CATALOGUE[name], EXPLANATIONS[name]
    better = {"maximize": "higher", "minimize": "lower"}[metric.direction]

    assert f"\n**{metric.title}**, " in ENTRIES[name]
    assert f", {better} is better. {explanation.meaning}\n" in ENTRIES[name]
    assert f"\n> {explanation.formula}\n" in ENTRIES[name]
    assert "\nUndefined: " in ENTRIES[name]


@pytest.mark.parametrize(("metric", "table", "score"), EXAMPLES)
def test_the_examples_hold(tmp_path: Path, metric: str, table: str, score: str) -> None:
    given = yaml.safe_load(metric)
    options = given if isinstance(given, dict) else {"name": given}
    rows = [line.split(" |") for line in table.splitlines()[1:]]
    solution, submission = (
        "\n".join(row[side].strip() for row in rows) + "\n" for side in (0, 1)
    )

    judged = Judged(tmp_path, options.pop("name"), solution, **options)

    assert f"{judged.score(submission):.6g}" == score


@pytest.mark.parametrize("page", ["index.md", "competitions.md"])
def test_the_page_is_found_from(page: str) -> None:
    assert "(metrics.md)" in (DOCS / page).read_text()
