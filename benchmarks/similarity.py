"""How long comparing everybody's predictions takes, next to a plain loop over all pairs.

``python -m benchmarks.similarity [STUDENTS SUBMISSIONS]`` makes a class (seeded; ten
classes, 10,000 rows, one student who copied another's answers with one in five changed).
In a small class a plain loop compares each two submissions; that both ways find the same
pairs, as strong, is asserted before times are printed. Then the large class: CPU time, the
growth from a quarter of its students, and the peak memory of the process.
"""

import platform
import resource
import sys
import time
from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

from leaderboard.similarity.coding import RIGHT, Labels, choose_erring
from leaderboard.similarity.comparing import Comparison, compare
from leaderboard.similarity.labels import LabelAgreement
from leaderboard.similarity.standing_out import stand_out

Array = npt.NDArray[Any]

STUDENTS, SUBMISSIONS = 500, 100
SMALL = (60, 15)
ROWS, CLASSES, ITEMS = 10_000, 10, 4_096
COPIER, SOURCE = 4, 1


def main(students: int, submissions: int) -> None:
    """Measure and print; the goals are in the last column."""
    print(f"Python {platform.python_version()}, numpy {np.__version__}")
    beside_the_loop(*SMALL)
    quarter = whole_class(students // 4, submissions)
    full = whole_class(students, submissions)
    print(
        f"  4 x the students, 16 x the pairs: {full / quarter:.1f} x the time (goal 16)"
    )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(f"  peak memory {peak:.2f} GB (goal 1.5)")


def beside_the_loop(students: int, submissions: int) -> None:
    """Check and measure a small class both ways."""
    judge, owner = made(students, submissions)
    ours, seconds = timed(lambda: found(judge, owner, exact_most=0))
    (pairs, threshold), loop = timed(lambda: plain_loop(judge, owner))
    assert {(pair.one, pair.other) for pair in ours.pairs} == set(pairs)
    assert (SOURCE, COPIER) in pairs
    assert abs(ours.threshold - threshold) < 1e-9
    for pair in ours.pairs:
        assert abs(pair.strength / pairs[pair.one, pair.other] - 1) < 0.02
    print(f"\n{students} students x {submissions} submissions, {ITEMS} items each")
    print(f"  plain loop over pairs {loop:8.2f} s")
    print(f"  ours                  {seconds:8.2f} s   {loop / seconds:.1f} x faster")


def whole_class(students: int, submissions: int) -> float:
    """Measure a class of any size; return the CPU seconds."""
    began = time.perf_counter()
    (judge, owner), making = timed(lambda: made(students, submissions))
    print(f"\n{students} students x {submissions} submissions of {ROWS} rows")
    result, seconds = timed(lambda: found(judge, owner))
    assert [(pair.one, pair.other) for pair in result.pairs] == [(SOURCE, COPIER)]
    print(f"  making the class {making:8.2f} s (no part of what is measured)")
    print(f"  comparing        {seconds:8.2f} CPU s")
    print(f"  in all           {time.perf_counter() - began:8.2f} s")
    return seconds


def found(judge: LabelAgreement, owner: Array, **how: int) -> Comparison:
    """Return what the product finds."""
    apart = ~np.eye(int(owner.max()) + 1, dtype=bool)
    result = compare(judge=judge, owner=owner, apart=apart, **how)
    assert result is not None
    return result


def plain_loop(
    judge: LabelAgreement, owner: Array
) -> tuple[dict[tuple[int, int], float], float]:
    """Return the strength of the pairs that stand out, submission by submission."""
    codes, surprise = judge._codes, judge._surprise  # noqa: SLF001
    items = np.arange(codes.shape[1])
    best: dict[tuple[int, int], float] = {}
    for one in range(len(owner)):
        for other in range(one + 1, len(owner)):
            if owner[one] == owner[other]:
                continue
            same = (codes[one] == codes[other]) & (codes[one] != RIGHT)
            shared = surprise[items[same], codes[one][same]].sum()
            at = judge._level[one], judge._level[other]  # noqa: SLF001
            z = (shared - judge._mean[at]) / judge._spread[at]  # noqa: SLF001
            pair = int(owner[one]), int(owner[other])
            best[pair] = max(best.get(pair, -np.inf), float(z))
    pairs = np.array(list(best))
    standing = stand_out(
        one=pairs[:, 0],
        other=pairs[:, 1],
        z=np.array(list(best.values())),
        students=int(owner.max()) + 1,
    )
    outside = standing.strength >= standing.threshold
    return {
        (int(a), int(b)): float(strength)
        for (a, b), strength in zip(
            pairs[outside], standing.strength[outside], strict=True
        )
    }, standing.threshold


def made(students: int, submissions: int) -> tuple[LabelAgreement, Array]:
    """Return a class ready to compare, and the student of each submission."""
    random = np.random.default_rng(11785)
    truth = random.integers(0, CLASSES, ROWS)
    hard = random.normal(0, 1.5, ROWS)
    # Which wrong answer suggests itself on a row: the first more often than the second.
    likely = np.argsort(random.random((ROWS, CLASSES)), axis=1)
    bests = np.stack(
        [predictions(random, truth, hard, likely, start=None) for _ in range(students)]
    )
    items = choose_erring(wrong=bests != truth, most=ITEMS, random=random)
    labels = Labels(truth=truth[items], classes=np.arange(CLASSES))
    codes = np.empty((students * submissions, len(items)), np.uint16)
    for student in range(students):
        for turn in range(submissions):
            answers = predictions(
                random, truth, hard, likely, start=bests[student] if turn else None
            )
            if turn == 0:
                answers = bests[student]
            if (student, turn) == (COPIER, submissions // 2):
                changed = random.random(ROWS) < 0.2
                answers = np.where(changed, answers, bests[SOURCE])
            codes[student * submissions + turn] = labels.code(answers[items])
    owner = np.repeat(np.arange(students), submissions)
    judge = LabelAgreement(
        codes=codes, best=np.arange(students) * submissions, number=labels.codes
    )
    return judge, owner


def predictions(
    random: np.random.Generator,
    truth: Array,
    hard: Array,
    likely: Array,
    *,
    start: Array | None,
) -> Array:
    """Return a model's answers; with *start* those of one that is a little different."""
    rows = np.arange(ROWS)
    wrong = random.logistic(0, 1, ROWS) < hard - random.uniform(0.3, 1.3)
    choice = np.minimum(random.geometric(0.4, ROWS) - 1, CLASSES - 1)
    answers = np.where(wrong, likely[rows, choice], truth)
    if start is None:
        return answers
    return np.where(random.random(ROWS) < 0.15, answers, start)


def timed(method: Callable[[], Any]) -> tuple[Any, float]:
    """Return what *method* returns, and the CPU seconds of this process."""
    began = time.process_time()
    return method(), time.process_time() - began


if __name__ == "__main__":
    asked = [int(number) for number in sys.argv[1:]]
    main(*(asked or (STUDENTS, SUBMISSIONS)))
