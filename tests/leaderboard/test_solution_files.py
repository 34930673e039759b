"""Which solutions are taken, and how their rows are split."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaderboard.metrics.registry import Reads
from leaderboard.prepared import IGNORED, PRIVATE, PUBLIC
from leaderboard.problems import FileRefusedError
from leaderboard.splits import seeded_usage
from leaderboard.strata import classes_of, shares
from tests.leaderboard.solved import Solved

HALF = {"public": 0.5, "seed": 7}


def refused(folder: Path, content: str, **options: object) -> list[str]:
    with pytest.raises(FileRefusedError) as refusal:
        Solved(folder, content, **options)
    return [problem.message for problem in refusal.value.problems]


def test_a_repeated_id_is_refused_with_both_lines(tmp_path) -> None:
    assert refused(tmp_path, "id,label\n1,0\n2,1\n1,0\n1,2\n") == [
        (
            "Line 4, column `id`: found `1` again, which stands in line 2 already; expected "
            "each id once."
        ),
        (
            "Line 5, column `id`: found `1` again, which stands in line 4 already; expected "
            "each id once."
        ),
    ]


def test_an_empty_id_is_refused(tmp_path) -> None:
    assert refused(tmp_path, "id,label\n1,0\n,1\n") == [
        "Line 3, column `id`: found an empty value, expected an id of 1 to 200 bytes."
    ]


def test_an_empty_label_is_refused(tmp_path) -> None:
    assert refused(tmp_path, "id,label\n1,0\n2,\n") == [
        "Line 3, column `label`: found an empty value, expected a label."
    ]


def test_an_unknown_usage_is_refused(tmp_path) -> None:
    assert refused(tmp_path, "id,label,Usage\n1,0,Public\n2,1,private\n") == [
        (
            "Line 3, column `Usage`: found `private`, expected `Public`, `Private` or "
            "`Ignored`."
        )
    ]


def test_another_column_is_refused(tmp_path) -> None:
    assert refused(tmp_path, "id,label,note\n1,0,x\n") == [
        (
            "Line 1, header: column `note` does not belong here; found `id,label,note`, "
            "expected only `id,label`."
        )
    ]


def test_a_solution_without_rows_is_refused(tmp_path) -> None:
    assert refused(tmp_path, "id,label\n") == [
        "The solution has no rows; expected at least one."
    ]


@pytest.mark.parametrize(
    ("usages", "side"),
    [(("Public", "Public"), "Private"), (("Private", "Ignored"), "Public")],
)
def test_a_usage_column_that_leaves_a_side_empty_is_refused(
    tmp_path, usages: tuple[str, str], side: str
) -> None:
    content = f"id,label,Usage\n1,0,{usages[0]}\n2,1,{usages[1]}\n"

    assert refused(tmp_path, content) == [
        (
            f"The split leaves no row {side}; expected at least one row Public and one "
            "Private, or neither a `Usage` column nor a `split`."
        )
    ]


def test_a_share_that_leaves_a_side_empty_is_refused(tmp_path) -> None:
    messages = refused(
        tmp_path, "id,label\n1,0\n2,1\n", split={"public": 0.1, "seed": 1}
    )

    assert messages[0].startswith("The split leaves no row Public")


def test_a_weight_must_be_finite_and_not_negative(tmp_path) -> None:
    messages = refused(
        tmp_path,
        "id,p,w\n1,0.5,1\n2,0.5,-1\n3,0.5,inf\n",
        targets=("p",),
        reads=Reads.NUMBERS,
        weight="w",
    )

    assert messages == [
        "Line 3, column `w`: found `-1`, expected a finite weight of 0 or more.",
        "Line 4, column `w`: found `inf`, expected a finite weight of 0 or more.",
    ]


def test_all_faults_are_told_at_once(tmp_path) -> None:
    assert len(refused(tmp_path, "id,label\n1,0\n1,\n,3\n7\n")) == 4


def test_a_usage_column_goes_before_the_seeded_split(tmp_path) -> None:
    solved = Solved(
        tmp_path,
        "Usage,id,label\nPublic,1,0\nPrivate,2,1\nIgnored,3,1\n",
        split=HALF,
    )

    assert solved.prepared.usage.tolist() == [PUBLIC, PRIVATE, IGNORED]


def test_without_a_split_the_three_scores_are_of_all_rows(tmp_path) -> None:
    assert Solved(tmp_path, "id,label\n1,0\n").prepared.parts() == (None, None, None)


def test_the_whole_score_leaves_ignored_rows_out(tmp_path) -> None:
    solved = Solved(tmp_path, "id,label,Usage\n1,0,Public\n2,1,Private\n3,1,Ignored\n")

    public, private, whole = solved.prepared.parts()

    assert public.tolist() == [True, False, False]
    assert private.tolist() == [False, True, False]
    assert whole.tolist() == [True, True, False]


@given(
    ids=st.lists(st.integers(), min_size=4, max_size=30, unique=True),
    seed=st.integers(0, 1000),
    share=st.floats(0.2, 0.8),
    random=st.randoms(use_true_random=False),
)
def test_the_split_does_not_depend_on_the_order_of_the_rows(
    ids, seed, share, random
) -> None:
    shuffled = random.sample(ids, len(ids))
    split = {"public": share, "seed": seed}

    one = dict(zip(ids, seeded_usage(texts(ids), split), strict=True))
    other = dict(zip(shuffled, seeded_usage(texts(shuffled), split), strict=True))

    assert one == other
    assert sum(usage == PUBLIC for usage in one.values()) == int(len(ids) * share + 0.5)


def test_another_seed_splits_otherwise() -> None:
    ids = texts(range(100))

    one = seeded_usage(ids, {"public": 0.3, "seed": 1})
    other = seeded_usage(ids, {"public": 0.3, "seed": 2})

    assert (one != other).any()


def texts(values) -> np.ndarray:
    return np.array([str(value) for value in values], np.dtypes.StringDType())


@pytest.mark.parametrize(
    ("labels", "kind", "dtype"),
    [
        (["0", "1"], "integer", "uint8"),
        (["0", "255"], "integer", "uint8"),
        (["-1", "1"], "integer", "int8"),
        (["0", "256"], "integer", "uint16"),
        ([str(-(2**63)), str(2**63 - 1)], "integer", "int64"),
        (["0", "01"], "label", "uint8"),
        (["0", "1.0"], "label", "uint8"),
        (["0", str(2**63)], "label", "uint8"),
    ],
)
def test_labels_are_integers_where_all_of_them_are(
    tmp_path, labels: list[str], kind: str, dtype: str
) -> None:
    solved = Solved(tmp_path, f"id,label\n1,{labels[0]}\n2,{labels[1]}\n")

    (target,) = solved.prepared.targets
    assert (target.kind, target.truth.dtype.name) == (kind, dtype)


def test_a_failing_disk_leaves_no_half_written_solution(tmp_path, monkeypatch) -> None:
    def full(*arguments: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("leaderboard.preparing.sync", full)

    with pytest.raises(OSError, match="No space left"):
        Solved(tmp_path, "id,label\n1,0\n")

    assert [path.name for path in tmp_path.iterdir()] == ["solution.csv"]


# --- Each class keeps its share -------------------------------------------------

STRATIFIED = HALF | {"stratify": True}


@given(
    labels=st.lists(st.sampled_from("abc"), min_size=2, max_size=40),
    share=st.floats(0.1, 0.9),
    seed=st.integers(0, 1000),
    random=st.randoms(use_true_random=False),
)
def test_each_class_has_its_share_to_less_than_one_row(labels, share, seed, random):
    rows = [(str(number), label) for number, label in enumerate(labels)]
    split = {"public": share, "seed": seed}
    public = int(len(rows) * share + 0.5)

    one, other = (drawn(rows, split) for rows in (rows, random.sample(rows, len(rows))))

    assert one == other
    assert len(one) == public
    for label in set(labels):
        exact = public * labels.count(label) / len(labels)
        found = sum(dict(rows)[key] == label for key in one)
        assert abs(found - exact) < 1


def drawn(rows, split) -> set[str]:
    """Return the ids that a stratified split makes public."""
    ids = texts(key for key, _ in rows)
    classes = classes_of([texts(label for _, label in rows)], reads=Reads.LABELS)
    usage = seeded_usage(ids, split, classes=classes)
    return {key for key, side in zip(ids, usage, strict=True) if side == PUBLIC}


@pytest.mark.parametrize(
    ("sizes", "part", "expected"),
    [
        ([3, 3], 3, [2, 1]),
        ([1, 1, 8], 3, [0, 0, 3]),
        ([2, 3, 5], 5, [1, 2, 2]),
        ([2, 4, 4], 5, [1, 2, 2]),
        ([7], 4, [4]),
    ],
)
def test_what_is_left_goes_to_the_largest_fractions(sizes, part, expected):
    assert shares(sizes, part=part) == expected


@pytest.mark.parametrize(
    ("reads", "columns"),
    [
        (Reads.LABELS, "cat cat cat cat dog dog"),
        (Reads.NUMBERS, "0 0 0 0 1.0 1"),
    ],
)
def test_a_solution_is_split_by_its_classes(tmp_path, reads, columns):
    targets = columns.split()
    rows = "".join(f"{number},{value}\n" for number, value in enumerate(targets))

    solved = Solved(tmp_path, f"id,label\n{rows}", reads=reads, split=STRATIFIED)

    public = np.flatnonzero(solved.prepared.usage == PUBLIC)
    assert len(public) == 3
    assert (public >= 4).sum() == 1


@pytest.mark.parametrize(
    ("reads", "value"), [(Reads.NUMBERS, "0.5"), (Reads.TEXTS, "a")]
)
def test_without_classes_there_is_no_share_to_keep(tmp_path, reads, value):
    content = f"id,label\n1,{value}\n2,{value}\n"

    (message,) = refused(tmp_path, content, reads=reads, split=STRATIFIED)

    assert "the target columns hold no classes" in message


def test_a_usage_column_goes_before_a_stratified_split(tmp_path):
    content = "id,label,Usage\n1,0.5,Public\n2,7,Private\n"

    solved = Solved(tmp_path, content, reads=Reads.NUMBERS, split=STRATIFIED)

    assert solved.prepared.usage.tolist() == [PUBLIC, PRIVATE]
