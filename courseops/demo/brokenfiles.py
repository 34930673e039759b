"""Files with mistakes that students make, for the demo."""

from collections.abc import Sequence

import numpy as np

from courseops.demo.puzzles import Puzzle, file_text


def broken_sample(puzzle: Puzzle, values: Sequence[str]) -> str:
    """Return a file with several mistakes at once: what a refusal looks like.

    A text value, a value left empty, an id twice, an id nobody asked for, and so one
    that is missing.
    """
    lines = file_text(puzzle, values).splitlines()
    lines[17] = f"{puzzle.ids[16]},seven"
    lines[204] = f"{puzzle.ids[203]},"
    lines[418] = lines[417]
    lines[1203] = f"{len(puzzle.ids) + 501},1"
    lines[1500] = f"{puzzle.ids[1499]}.0,{values[1499]}"
    return "\n".join(lines) + "\n"


def broken_submission(
    rng: np.random.Generator, puzzle: Puzzle, values: Sequence[str]
) -> str:
    """Return a file spoilt by one mistake that people really make."""
    lines = file_text(puzzle, values).splitlines()
    row = int(rng.integers(1, len(lines) - 60))
    match rng.integers(0, 5):
        case 0:  # the last batch was never written
            lines = lines[: len(lines) - int(rng.integers(1, 50))]
        case 1:  # a batch was written twice
            lines += lines[row : row + int(rng.integers(1, 50))]
        case 2:  # somebody named the column after their notebook's variable
            lines[0] = f"{puzzle.id_column},prediction"
        case 3:  # a prediction is empty
            lines[row] = f"{puzzle.ids[row - 1]},"
        case _:  # the index of the data frame was written too
            lines = [
                f"{',' if n == 0 else f'{n - 1},'}{line}"
                for n, line in enumerate(lines)
            ]
    return "\n".join(lines) + "\n"
