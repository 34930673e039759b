"""The demo's data, and answers that score what one asks for."""

import numpy as np
import pytest
from rapidfuzz.distance import Levenshtein

from courseops.demo.brokenfiles import broken_sample, broken_submission
from courseops.demo.puzzles import file_text, puzzles

PUZZLES = puzzles(510)


@pytest.mark.parametrize("slug", ["warm-up", "hw1p2", "hw2p2"])
@pytest.mark.parametrize("score", [0.0, 0.31, 0.84, 1.0])
def test_an_answer_has_the_share_of_right_labels_asked_for(slug, score):
    puzzle = PUZZLES[slug]

    values = puzzle.answer(np.random.default_rng(1), score)

    right = sum(v == t for v, t in zip(values, puzzle.truth, strict=True))
    assert right == pytest.approx(score * len(values), abs=0.5)


@pytest.mark.parametrize("distance", [0.0, 4.0, 12.0])
def test_an_answer_is_misread_about_as_much_as_asked_for(distance):
    puzzle = PUZZLES["hw3p2"]

    lines = puzzle.answer(np.random.default_rng(1), distance)

    pairs = zip(lines, puzzle.truth, strict=True)
    mean = np.mean([Levenshtein.distance(a, b) for a, b in pairs])
    assert mean == pytest.approx(distance, rel=0.25)


def test_the_warm_up_has_two_thousand_rows():
    assert len(PUZZLES["warm-up"].ids) == 2000


@pytest.mark.parametrize("slug", PUZZLES)
def test_ids_are_unique_and_values_need_no_quotes(slug):
    text = file_text(PUZZLES[slug], PUZZLES[slug].truth)

    rows = [line.split(",") for line in text.splitlines()]
    assert {len(row) for row in rows} == {2}
    assert len({row[0] for row in rows}) == len(rows)
    assert all(cell == cell.strip() and cell for row in rows for cell in row)


def test_the_same_seed_gives_the_same_data():
    again = puzzles(510)

    assert [p.truth for p in again.values()] == [p.truth for p in PUZZLES.values()]


@pytest.mark.parametrize("seed", range(12))
def test_a_broken_submission_differs_from_the_good_file(seed):
    puzzle = PUZZLES["hw1p2"]

    broken = broken_submission(np.random.default_rng(seed), puzzle, puzzle.truth)

    assert broken != file_text(puzzle, puzzle.truth)


def test_the_broken_sample_repeats_an_id_and_lacks_others():
    puzzle = PUZZLES["warm-up"]

    rows = broken_sample(puzzle, puzzle.truth).splitlines()[1:]

    ids = [row.split(",")[0] for row in rows]
    assert len(ids) == len(puzzle.ids)
    assert len(set(ids)) == len(ids) - 1
    assert len(set(puzzle.ids) - set(ids)) == 3
