"""How long scoring takes, next to parsing alone and to the peers' way (G1, G2, G5).

``python -m benchmarks.scoring [ROWS]`` makes files in a temporary folder (seeded), asserts
that the peers' scores are ours and that what is refused is refused for the right lines, and
only then measures: every method once per round, in turn, in one process and one thread,
after a warm-up. CPU time, which a busy machine distorts least; ratios of the times of one
round: median, least and most.
"""

import platform
import sys
import tempfile
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd  # noqa: TID253 - this is no web process
import sklearn  # noqa: TID253 - this is no web process

from benchmarks.scored import ours, peers
from benchmarks.scored.files import CRLF, QUOTED, ROWS, Files
from benchmarks.scored.timing import in_turn, milliseconds, ratio
from leaderboard.prepared import load

ROUNDS = 7
INTEGERS: dict[str, Any] = {}
TEXTS: dict[str, Any] = {"ids": "text"}
# What is handed in, how the solution is kept, and the goal next to parsing.
BESIDE_PEERS = (
    ("integer ids, in the solution's order", INTEGERS, {}, "goal 1.3"),
    ("integer ids, shuffled", INTEGERS, {"shuffled": True}, "goal 1.6"),
    ("text ids, shuffled", TEXTS, {"shuffled": True}, "goal 4"),
)
BESIDE_PARSING = (
    ("every value quoted", INTEGERS, QUOTED),
    ("CRLF", INTEGERS, CRLF),
    ("label names", {"target": "names"}, {}),
    ("label names, quoted", {"target": "names"}, QUOTED),
    ("decimals", {"target": "numbers"}, {}),
    ("decimals, shuffled", {"target": "numbers"}, {"shuffled": True}),
    (
        "decimals, text ids, shuffled",
        {"target": "numbers", **TEXTS},
        {"shuffled": True},
    ),
)


def main(rows: int) -> None:
    """Measure and print; the goals are behind the ratios."""
    print(
        f"Python {platform.python_version()}, numpy {np.__version__}, "
        f"pandas {pd.__version__}, scikit-learn {sklearn.__version__}; {rows} rows, "
        f"{ROUNDS} rounds, CPU time"
    )
    with tempfile.TemporaryDirectory() as folder:
        files = Files(Path(folder), rows)
        for title, solution, style, goal in BESIDE_PEERS:
            beside_peers(files, title, solution, style, goal)
        print("\nother ways to write a file, scoring ÷ pandas.read_csv")
        for title, solution, style in BESIDE_PARSING:
            beside_parsing(files, title, solution, style)
        print("\nrefusing a file with its lines named ÷ scoring a valid one")
        refusing(files)


def beside_peers(
    files: Files, title: str, kind: dict[str, Any], style: dict[str, Any], goal: str
) -> None:
    """Measure scoring beside parsing alone and beside the peers' way."""
    solution = files.solution(**kind)
    path = files.submission(**kind, **style)
    prepared = load(ours.prepare(solution))
    assert peers.scores(solution, path) == ours.scores(path, prepared)[:2]
    taken = in_turn(
        {
            "read_csv": lambda: pd.read_csv(path),
            "ours": lambda: ours.scores(path, prepared),
            "peers": lambda: peers.scores(solution, path),
        },
        rounds=ROUNDS,
    )
    print(f"\n{title} ({path.stat().st_size / 1e6:.1f} MB)")
    print(f"  pandas.read_csv   {milliseconds(taken['read_csv'])}")
    print(f"  scoring           {milliseconds(taken['ours'])}", end="")
    print(f"  {ratio(taken['ours'], taken['read_csv'])}; {goal} at most)")
    print(f"  the peers' way    {milliseconds(taken['peers'])}", end="")
    print(f"  {ratio(taken['peers'], taken['ours'])}; goal 7 at least)")


def beside_parsing(
    files: Files, title: str, kind: dict[str, Any], style: dict[str, Any]
) -> None:
    """Measure scoring a file written in another way beside parsing alone."""
    metric = "rmse" if kind.get("target") == "numbers" else "accuracy"
    prepared = load(ours.prepare(files.solution(**kind), metric))
    path = files.submission(**kind, **style)
    plain = ours.scores(files.submission(**kind), prepared, metric)
    assert ours.scores(path, prepared, metric) == plain
    taken = in_turn(
        {
            "read_csv": lambda: pd.read_csv(path),
            "ours": lambda: ours.scores(path, prepared, metric),
        },
        rounds=ROUNDS,
    )
    print(f"  {title:30s} {ratio(taken['ours'], taken['read_csv'])})")


def refusing(files: Files) -> None:
    """Measure how long it takes to tell what is wrong with a file."""
    good = files.submission(shuffled=True)
    prepared = load(ours.prepare(files.solution()))
    bad = files.bad(good)
    for kind, path in bad.items():
        messages = ours.refusal(path, prepared)
        assert kind == "a row short" or any("ine " in text for text in messages)
    taken = in_turn(
        {
            "good": lambda: ours.scores(good, prepared),
            **{
                kind: partial(ours.refusal, path, prepared)
                for kind, path in bad.items()
            },
        },
        rounds=ROUNDS,
    )
    for kind in bad:
        print(f"  {kind:30s} {ratio(taken[kind], taken['good'])}; goal 5 at most)")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS)
