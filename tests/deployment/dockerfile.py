"""Reads a Dockerfile as far as ours goes."""

import json
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2]


@dataclass
class Stage:
    """One ``FROM`` and what follows it."""

    image: str
    steps: list[tuple[str, str]] = field(default_factory=list)

    def all(self, instruction: str) -> list[str]:
        return [text for name, text in self.steps if name == instruction]

    def one(self, instruction: str) -> str:
        (text,) = self.all(instruction)
        return text

    def environment(self) -> dict[str, str]:
        pairs = " ".join(self.all("ENV")).split()
        return dict(pair.split("=", 1) for pair in pairs)


def stages() -> list[Stage]:
    found: list[Stage] = []
    for line in (ROOT / "Dockerfile").read_text().splitlines():
        if line and not line.startswith("#"):
            name, _, text = line.partition(" ")
            if name == "FROM":
                found.append(Stage(image=text.split()[0]))
            else:
                found[-1].steps.append((name, text))
    return found


def command(stage: Stage) -> list[str]:
    """Return the stage's CMD, which is written as JSON."""
    words: list[str] = json.loads(stage.one("CMD"))
    return words
