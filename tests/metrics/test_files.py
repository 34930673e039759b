"""What the files of each metric may hold, and what is said of those that do not."""

from pathlib import Path

import pytest

from tests.metrics.files import Judged, refused_solution

BINARY = "id,y\n1,0\n2,1\n3,0\n"
ONE_HOT = "id,cat,dog\n1,1,0\n2,0,1\n3,1,0\n"
NUMBERS = "id,y\n1,0\n2,1.5\n3,2\n"
LISTS = "id,items\n1,4 17\n2,5\n"
WORDS = "id,label\n1,cat\n2,dog\n"


@pytest.mark.parametrize(
    ("metric", "solution", "message"),
    [
        ("roc_auc", "id,y\n1,0\n2,2\n", "Line 3, column `y`: found `2`, expected `0` or `1`."),
        ("log_loss", "id,y\n1,0.5\n2,1\n", "Line 2, column `y`: found `0.5`, expected `0` or `1`."),
        ("eer", "id,y\n1,-1\n2,1\n", "Line 2, column `y`: found `-1`, expected `0` or `1`."),
        ("eer", "id,y\n1,yes\n2,1\n", "Line 2, column `y`: found `yes`, expected `0` or `1`."),
        ("rmsle", "id,y\n1,0\n2,-0.5\n", "Line 3, column `y`: found `-0.5`, expected a number of 0 or more."),
        ("kappa_quadratic", "id,y\n1,0\n2,good\n", "Line 3, column `y`: found `good`, expected an integer label."),
        ("map_at_k", "id,y\n1,a b\n2,\n", "Line 3, column `y`: found an empty value, expected one or more different labels with spaces between."),
        ("map_at_k", "id,y\n1,a b\n2,c c\n", "Line 3, column `y`: found `c c`, expected one or more different labels with spaces between."),
        ("top_k_accuracy", "id,y\n1,a\n2,a b\n", "Line 3, column `y`: found `a b`, expected one label without spaces."),
        ("log_loss", "id,a,b\n1,1,0\n2,1,1\n", "Line 3: the columns `a,b` add up to 2, expected exactly one `1` in each row."),
        ("top_k_accuracy", "id,a,b\n1,0,0\n2,0,1\n", "Line 2: the columns `a,b` add up to 0, expected exactly one `1` in each row."),
        ("weighted_mae", "id,y,weight\n1,1,-1\n2,1,1\n", "Line 2, column `weight`: found `-1`, expected a finite weight of 0 or more."),
    ],
)  # fmt: skip
def test_a_solution_that_does_not_suit_is_refused_by_its_line(
    tmp_path: Path, metric: str, solution: str, message: str
) -> None:
    options = {"k": 1} if metric.endswith("_k") or "top_k" in metric else {}

    assert refused_solution(tmp_path, metric, solution, **options) == [message]


def test_a_row_may_be_of_several_classes_where_each_is_judged_by_itself(
    tmp_path: Path,
) -> None:
    assert refused_solution(tmp_path, "roc_auc", "id,a,b\n1,1,1\n2,0,0\n") == []


@pytest.mark.parametrize(
    ("metric", "solution", "row", "message"),
    [
        ("log_loss", BINARY, "3,1.5", "Line 4, column `y`: found `1.5`, expected a probability from 0 to 1."),
        ("log_loss", BINARY, "3,-0.1", "Line 4, column `y`: found `-0.1`, expected a probability from 0 to 1."),
        ("log_loss", BINARY, "3,nan", "Line 4, column `y`: found `nan`, expected a probability from 0 to 1 (a missing value: did the model or a join leave a gap?)."),
        ("rmsle", NUMBERS, "3,-1", "Line 4, column `y`: found `-1`, expected a number above -1."),
        ("roc_auc", BINARY, "3,inf", "Line 4, column `y`: found `inf`, expected a finite number (an infinite value: did the model divide by zero or overflow?)."),
    ],
)  # fmt: skip
def test_a_prediction_out_of_range_is_refused_by_its_line(
    tmp_path: Path, metric: str, solution: str, row: str, message: str
) -> None:
    judged = Judged(tmp_path, metric, solution)

    assert judged.refused(f"id,y\n1,0.5\n2,0.25\n{row}\n") == [message]


def test_guesses_are_integers_where_the_labels_are(tmp_path: Path) -> None:
    judged = Judged(tmp_path, "map_at_k", LISTS, k=3)

    assert judged.refused("id,items\n1,17 4\n2,5.0 4\n") == [
        (
            "Line 3, column `items`: found `5.0 4`, expected integer labels with spaces "
            "between (looks like a spreadsheet or pandas turned the integers into decimals)."
        )
    ]
    assert judged.refused('id,items\n1,"[17, 4]"\n2,5\n') != []


@pytest.mark.parametrize("guesses", ["17 4", "17  4", '"17 4"', " 17 4 "])
def test_guesses_may_be_written_with_more_blanks(tmp_path: Path, guesses: str) -> None:
    judged = Judged(tmp_path, "map_at_k", LISTS, k=3)

    assert judged.score(f"id,items\n1,{guesses}\n2,\n") == 0.5


def test_guesses_of_text_labels_are_compared_as_they_are(tmp_path: Path) -> None:
    judged = Judged(tmp_path, "top_k_accuracy", WORDS, k=2)

    assert judged.score("id,label\n2,Dog emu\n1,emu cat dog\n") == 0.5


@pytest.mark.parametrize(
    ("metric", "solution", "options"),
    [
        ("accuracy", WORDS, {}),
        ("f1_macro", BINARY, {}),
        ("top_k_accuracy", WORDS, {"k": 1}),
        ("top_k_accuracy", ONE_HOT, {"k": 1}),
        ("map_at_k", LISTS, {"k": 2}),
        ("map_at_k", WORDS, {"k": 2}),
        ("roc_auc", BINARY, {}),
        ("roc_auc", ONE_HOT, {}),
        ("average_precision", BINARY, {}),
        ("log_loss", BINARY, {}),
        ("log_loss", ONE_HOT, {}),
        ("rmsle", NUMBERS, {}),
        ("pearson", NUMBERS, {}),
        ("spearman", NUMBERS, {}),
        ("kappa_quadratic", BINARY, {}),
        ("cer", WORDS, {}),
        ("eer", BINARY, {}),
    ],
)
def test_the_sample_submission_can_be_scored(
    tmp_path: Path, metric: str, solution: str, options: dict[str, int]
) -> None:
    judged = Judged(tmp_path, metric, solution, **options)

    assert judged.refused(judged.sample()) == []
