"""What a metric file is given, and what its answers become."""

import json
import math
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leaderboard.sandbox import running
from leaderboard.sandbox.inputs import Inputs
from leaderboard.sandbox.inside import NoScoreError, finite
from leaderboard.sandbox.limits import LimitError, Limits
from leaderboard.sandbox.running import (
    MetricFaultError,
    MetricRefusedError,
    judged,
)
from tests.sandbox.asking import answer, asked, body, texts

TEMPLATE = (Path(running.__file__).parent / "template.txt").read_text()


def fault(source: str) -> MetricFaultError:
    with pytest.raises(MetricFaultError) as caught:
        answer(source)
    return caught.value


def test_each_part_gets_its_own_score() -> None:
    source = "import numpy as np\n" + body(
        "return np.abs(truth['y'] - predictions['y']).mean()"
    )

    ran = answer(source, asked(parts=[[1, 1, 0, 0], [0, 0, 1, 1], None]))

    assert ran.scores == [0.0, 2.0, 1.0]


def test_weights_are_given_with_the_rows_of_the_part() -> None:
    source = body("return float(weights.sum())")

    ran = answer(source, asked(weights=[1, 2, 3, 4], parts=[[1, 0, 0, 1], None]))

    assert ran.scores == [5.0, 10.0]


def test_labels_come_as_their_texts() -> None:
    source = body("print(list(truth['y']), list(predictions['y']))", "return 1")
    question = asked(
        np.array([0, 1, 1], np.uint8),
        np.array([1, 0, 2], np.int32),
        classes=["cat", "dog", "not in the solution"],
    )

    ran = answer(source, question)

    assert (
        ran.printed == "['cat', 'dog', 'dog'] ['dog', 'cat', 'not in the solution']\n"
    )


def test_integers_come_in_a_type_that_can_be_counted_with() -> None:
    source = body("return (truth['y'] - predictions['y']).sum()")

    ran = answer(source, asked(np.array([0, 0], np.uint8), np.array([1, 2], np.uint8)))

    assert ran.scores == [-3.0]


def test_texts_arrive_as_they_are() -> None:
    written = ["", "a b", "naïve 🙂", "\n\ttab"]
    source = body("print([ascii(text) for text in truth['y']])", "return 1")

    ran = answer(source, asked(texts(*written), texts(*written)))

    assert ran.printed == f"{[ascii(text) for text in written]}\n"


def test_the_template_is_a_metric_for_each_kind_of_column() -> None:
    question = Inputs(
        names=["number", "integer", "label", "text"],
        classes=[None, None, ["cat", "dog"], None],
        truth=[np.array([0.5, 1]), np.array([3, 4]), np.array([0, 1]), texts("a", "b")],
        predicted=[
            *(np.array([0.5, 2]), np.array([3, 5]), np.array([0, 0]), texts("a", "c"))
        ],
        weights=np.array([3.0, 1.0]),
        parts=[None],
    )

    assert answer(TEMPLATE, question).scores == [0.75]


def test_pandas_and_rapidfuzz_can_be_imported() -> None:
    source = "import pandas as pd\nfrom rapidfuzz.distance import Levenshtein\n" + body(
        "frame = pd.DataFrame({'t': truth['y'], 'p': predictions['y']})",
        "print(frame.groupby('t').sum())",
        "return frame.corr().iloc[0, 1] * Levenshtein.distance('ab', 'ac')",
    )

    assert 0 < answer(source).scores[0] < 1


def test_what_is_no_score_is_told_to_staff() -> None:
    error = fault(body("return float('nan')"))

    assert str(error) == "The metric file stopped with an error."
    assert error.details == "`score` gave nan; expected a finite number."


@pytest.mark.anywhere
@pytest.mark.parametrize(
    "value", [float("inf"), "0.5", None, True, np.array([1.0]), 1j, np.float64("nan")]
)
def test_only_a_finite_number_is_a_score(value: object) -> None:
    with pytest.raises(NoScoreError):
        finite(value)


@pytest.mark.anywhere
@pytest.mark.parametrize("value", [1, 0.5, np.float32(0.5), np.int64(3)])
def test_a_number_of_any_type_is_a_score(value: float) -> None:
    assert finite(value) == value


def test_an_answer_that_the_file_writes_itself_is_checked_again() -> None:
    source = """
import os
os.write(3, b'{"kind": "scores", "scores": [NaN]}')
os._exit(0)
"""

    assert str(fault(source)) == "The metric file ended without a valid answer."


@pytest.mark.anywhere
@settings(max_examples=50)
@given(
    content=st.one_of(
        st.binary(max_size=200),
        st.just(b"[" * 30_000),
        st.recursive(
            st.one_of(st.none(), st.booleans(), st.floats(), st.integers(), st.text()),
            lambda inner: st.one_of(
                st.lists(inner),
                st.dictionaries(st.sampled_from(["kind", "scores", "text"]), inner),
                st.just({"kind": "scores", "scores": [0.5]}),
                st.just({"kind": "scores", "scores": [0.5, 2.0]}),
                st.just({"kind": "scores", "scores": [0.5, float("inf")]}),
                st.just({"kind": "syntax"}),
            ),
        ).map(lambda value: json.dumps(value).encode()),
    ),
    status=st.integers(-31, 255),
)
def test_no_answer_gives_anything_but_the_number_of_scores_asked_for(
    content: bytes, status: int
) -> None:
    with suppress(MetricFaultError, MetricRefusedError, LimitError):
        ran = judged(content, status, "", count=2, limits=Limits())
        assert status == 0
        assert len(ran.scores) == 2
        assert all(math.isfinite(score) for score in ran.scores)


def test_an_error_names_the_line_to_staff_and_nothing_to_others() -> None:
    error = fault(body("secret = 'cat'", "return {}[secret]"))

    assert str(error) == "The metric file stopped with an error."
    assert 'File "metric.py", line 3, in score' in error.details
    assert error.details.endswith("KeyError: 'cat'")


def test_what_is_not_python_is_told_with_its_line() -> None:
    assert str(fault("x = 1\ndef score(:")) == (
        "Line 2 of the metric file is not Python: invalid syntax."
    )


def test_a_file_without_the_function_is_told() -> None:
    assert str(fault("x = 1")) == "The metric file defines no function `score`."


def test_a_crash_is_told() -> None:
    told = str(fault(body("import ctypes", "ctypes.string_at(0)")))

    assert told == "The metric file's process was ended by the signal SIGSEGV."


def test_a_metric_refuses_a_file_with_its_own_class() -> None:
    source = "class Refused(Exception): pass\n" + body(
        "raise Refused('All predictions\\nare the same.')"
    )

    with pytest.raises(MetricRefusedError) as caught:
        answer(source)

    assert str(caught.value) == "All predictions are the same."


def test_an_error_of_a_library_refuses_nothing() -> None:
    source = "class Refused(Exception): pass\n" + body("return int('truth')")

    assert fault(source).details.endswith("'truth'")


def test_without_parts_the_file_is_only_loaded() -> None:
    assert answer(body("return 1 / 0"), asked(parts=[])).scores == []
