"""What docs/competitions.md tells is so."""

import re
from pathlib import Path

from leaderboard.models import State
from tests.leaderboard.solved import Solved

PAGE = (Path(__file__).parents[2] / "docs" / "competitions.md").read_text()
START = "id,label\n1,0\n2,1\n3,2\n"
WRONG = [
    "ID,label\n",
    "id;label\n",
    (START + "4,1\n").encode("utf-16"),
    START + "4.0,1\n",
    START + "3,1\n",
    START + "5,1\n",
    START,
    START + "4,nan\n",
    START + "4,1,000\n",
]


def section(title: str) -> str:
    return PAGE.split(f"## {title}\n")[1].split("\n## ")[0]


def test_the_messages_shown_are_those_of_the_product(tmp_path) -> None:
    solved = Solved(tmp_path, START + "4,1\n")
    said = {message for content in WRONG for message in solved.refused(content)}

    shown = re.findall(r"^\| ``(.+?)`` \|", PAGE, re.MULTILINE)

    assert len(shown) == 10
    assert set(shown) <= said


def test_every_state_is_explained() -> None:
    assert set(re.findall(r"^\| (\w+) \|", section("States"), re.MULTILINE)) == {
        "state",
        *State.values,
    }
