"""Small rules of what the competition pages say and show."""

import gzip
import json
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from courseops.templatetags.ui import size
from courseops.windows import last_deadline
from leaderboard.excerpts import MOST_BYTES, excerpts
from leaderboard.metrics.catalogue import CATALOGUE
from leaderboard.metrics.explanations import EXPLANATIONS
from leaderboard.sample import sample_submission
from leaderboard.templatetags.submissions import codes

DAY = timedelta(days=1)
ON_TIME = datetime(2020, 9, 28, tzinfo=UTC)
LATE = datetime(2020, 10, 19, tzinfo=UTC)


def test_every_metric_is_explained():
    assert set(EXPLANATIONS) == set(CATALOGUE)


# --- The last deadline --------------------------------------------------------------


@pytest.mark.parametrize(
    ("policy", "late", "ends"),
    [
        ("refuse", LATE, ON_TIME),
        ("slack_or_late", LATE, LATE),
        ("slack_or_late", None, ON_TIME),
        ("free_days", None, None),
        ("percent_per_day", LATE, LATE),
        ("none", None, None),
    ],
)
def test_after_which_instant_nothing_counts(policy, late, ends):
    assert last_deadline({"kind": policy}, on_time=ON_TIME, late=late) == ends


@pytest.mark.parametrize(
    ("late", "ends"),
    [(None, ON_TIME + 3 * DAY), (LATE, ON_TIME + 3 * DAY), (ON_TIME, ON_TIME)],
)
def test_a_loss_per_day_may_end_before_the_late_deadline(late, ends):
    policy = {"kind": "percent_per_day", "max_days": 3}

    assert last_deadline(policy, on_time=ON_TIME, late=late) == ends


# --- Lines of a student's own file --------------------------------------------------


def test_lines_are_quoted_by_their_number(tmp_path):
    file = tmp_path / "mine.csv"
    file.write_bytes(b"\xef\xbb\xbfid,label\r\n1,0\r\n2,x\r\n")

    assert excerpts(path=file, lines={1, 3}) == {1: "id,label", 3: "2,x"}


def test_a_compressed_file_is_quoted_too(tmp_path):
    file = tmp_path / "mine.csv.gz"
    file.write_bytes(gzip.compress(b"id,label\n1,0\n"))

    assert excerpts(path=file, lines={2}) == {2: "1,0"}


def test_what_hides_or_reorders_text_is_replaced(tmp_path):
    file = tmp_path / "mine.csv"
    file.write_bytes("a\u202eb\x00c\n".encode() + b"\xff\n")

    assert excerpts(path=file, lines={1, 2}) == {1: "a\ufffdb\ufffdc", 2: "\ufffd"}


def test_a_long_line_is_cut(tmp_path):
    file = tmp_path / "mine.csv"
    file.write_text("x" * 10_000 + "\n")

    assert excerpts(path=file, lines={1}) == {1: "x" * 120 + "…"}


def test_lines_far_into_a_file_are_not_looked_for(tmp_path):
    file = tmp_path / "mine.csv"
    file.write_bytes(b"x" * MOST_BYTES + b"\nid\n")

    assert excerpts(path=file, lines={2}) == {}


@pytest.mark.parametrize("name", ["gone.csv", "broken.csv.gz", "archive.zip"])
def test_a_file_that_cannot_be_read_is_not_quoted(tmp_path, name):
    if name != "gone.csv":
        (tmp_path / name).write_bytes(b"\x1f\x8bno archive")

    assert excerpts(path=tmp_path / name, lines={1}) == {}


# --- Sample submissions -------------------------------------------------------------


def sample(folder, ids, **target) -> str:
    np.save(folder / "ids.npy", np.array(ids))
    (folder / "meta.json").write_text(
        json.dumps({"targets": [{"name": "label", "classes": []} | target]})
    )
    pieces = sample_submission(folder=folder, id_column="id", target_columns=["label"])
    return b"".join(pieces).decode()


def test_integer_labels_are_answered_by_zero_in_the_order_of_the_ids(tmp_path):
    made = sample(tmp_path, [30, 4, 100], kind="integer")

    assert made == "id,label\n4,0\n30,0\n100,0\n"


def test_text_labels_are_answered_by_one_class(tmp_path):
    made = sample(tmp_path, [b"x", b"a,b"], kind="label", classes=["dog", "cat", "emu"])

    assert made == 'id,label\n"a,b",cat\nx,cat\n'


def test_texts_are_answered_by_no_text_of_the_solution(tmp_path):
    assert sample(tmp_path, [1], kind="text") == "id,label\n1,a\n"


# --- Words and numbers --------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        (0, "0 bytes"),
        (999, "999 bytes"),
        (12_345, "12.3 kB"),
        (100_000_000, "100 MB"),
        (999_999, "1 MB"),
    ],
)
def test_sizes_count_in_thousands(number, shown):
    assert size(number) == shown


def test_backticks_of_a_message_become_code_and_markup_stays_text():
    assert codes("found `<b>` & more") == ("found <code>&lt;b&gt;</code> &amp; more")


def test_a_lone_backtick_stays():
    assert codes("one ` only") == "one ` only"
