"""The data of the demo's competitions, and answers as good as one asks for.

Pure: the same generator state gives the same data.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

TEXT = (
    "dear all the sun has come out at last and we walked to the harbour this morning "
    "tomorrow by train to see an old lighthouse grandmother sends her love food is good "
    "but bread at home is better weather changes every hour yesterday it rained so we "
    "read letters near the window thank you for your card write soon yours ever"
)
LETTERS = "abcdefghijklmnopqrstuvwxyz "


@dataclass(frozen=True, kw_only=True)
class Labels:
    """Rows to classify, one right class for each id; the score is accuracy."""

    id_column: str
    target: str
    ids: Sequence[str]
    classes: Sequence[str]
    numbers: npt.NDArray[np.int64]

    @property
    def truth(self) -> Sequence[str]:
        """The right label of each row."""
        return [self.classes[n] for n in self.numbers]

    def answer(self, rng: np.random.Generator, score: float) -> list[str]:
        """Return labels of which the share *score* is right."""
        rows = len(self.numbers)
        wrong = rng.choice(rows, size=round(rows * (1 - score)), replace=False)
        guess = self.numbers.copy()
        step = rng.integers(1, len(self.classes), size=len(wrong))
        guess[wrong] = (guess[wrong] + step) % len(self.classes)
        return [self.classes[n] for n in guess]


@dataclass(frozen=True, kw_only=True)
class Lines:
    """Lines of text to read; the score is the mean edit distance."""

    id_column: str
    target: str
    ids: Sequence[str]
    truth: Sequence[str]

    def answer(self, rng: np.random.Generator, score: float) -> list[str]:
        """Return the lines with about *score* misread letters each."""
        edits = rng.poisson(score, size=len(self.truth))
        return [
            _misread(rng, line, edits=min(int(n), len(line) - 1))
            for line, n in zip(self.truth, edits, strict=True)
        ]


Puzzle = Labels | Lines


def file_text(puzzle: Puzzle, values: Sequence[str]) -> str:
    """Return the CSV file that predicts *values*, in the order of the ids."""
    rows = "".join(
        f"{i},{value}\n" for i, value in zip(puzzle.ids, values, strict=True)
    )
    return f"{puzzle.id_column},{puzzle.target}\n{rows}"


def _misread(rng: np.random.Generator, line: str, *, edits: int) -> str:
    letters = list(line)
    places = rng.choice(len(line), size=edits, replace=False)
    for place, kind, letter in zip(
        places,
        rng.integers(0, 4, size=edits),
        rng.integers(0, len(LETTERS), size=edits),
        strict=True,
    ):
        # Half of the misread letters are taken for another; the rest drop or double.
        if kind == 0:
            letters[place] = ""
        elif kind == 1:
            letters[place] = line[place] * 2
        else:
            letters[place] = LETTERS[letter]
    return "".join(letters).strip() or line[0]


def _labels(
    rng: np.random.Generator,
    *,
    rows: int,
    classes: Sequence[str],
    id_format: str,
    id_column: str,
    target: str,
) -> Labels:
    # Classes are not equally common: the constant answer beats a coin, a little.
    share = rng.dirichlet(np.full(len(classes), 20.0))
    return Labels(
        id_column=id_column,
        target=target,
        ids=[id_format.format(n) for n in range(1, rows + 1)],
        classes=classes,
        numbers=rng.choice(len(classes), size=rows, p=share),
    )


def _lines(rng: np.random.Generator, *, rows: int) -> Lines:
    words = TEXT.split()
    lengths = rng.integers(5, 10, size=rows)
    return Lines(
        id_column="line",
        target="text",
        ids=[f"card-{n // 6 + 1:03d}-{n % 6 + 1}" for n in range(rows)],
        truth=[" ".join(rng.choice(words, size=size)) for size in lengths],
    )


def puzzles(seed: int) -> dict[str, Puzzle]:
    """Return the data of each competition that has a solution, by component."""
    rng = np.random.default_rng(seed)
    return {
        "warm-up": _labels(
            rng,
            rows=2000,
            classes=[str(n) for n in range(5)],
            id_format="{}",
            id_column="id",
            target="label",
        ),
        "hw1p2": _labels(
            rng,
            rows=1000,
            classes=["A", "A#", "B", "C", "C#", "D", "D#", "E", "F", "F#", "G", "G#"],
            id_format="{}",
            id_column="frame",
            target="note",
        ),
        "hw2p2": _labels(
            rng,
            rows=900,
            classes=["alder", "ash", "beech", "birch", "elm", "lime", "maple", "oak"],
            id_format="leaf_{:04d}.jpg",
            id_column="image",
            target="species",
        ),
        "hw3p2": _lines(rng, rows=240),
    }
