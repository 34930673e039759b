"""Kept predictions: what they spare, and that they never change a score."""

import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from leaderboard import measuring, sidecarfile, sidecars, sidecarspace, submissionfile
from leaderboard.metrics.catalogue import CATALOGUE, CUSTOM
from leaderboard.metrics.reads import Reads
from leaderboard.metrics.registry import PredictionsError, TruthError, metric_of
from leaderboard.models import Competition, Sidecar, State
from leaderboard.packing import smallest
from leaderboard.prepared import load
from leaderboard.selectors.competitions import solution_in_force
from leaderboard.sidecarfile import Kept
from tests.factories import CompetitionFactory
from tests.leaderboard.handins import (
    AT,
    BROKEN,
    HALF_RIGHT,
    hand_in,
    later,
    score,
    solve,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def competition(settings, tmp_path) -> Competition:
    settings.MEDIA_ROOT = tmp_path
    found = CompetitionFactory(metric="accuracy", target_columns=["label"])
    solve(found)
    return found


@pytest.fixture
def forbid_parsing(monkeypatch) -> Callable[[], None]:
    """Called, it makes reading a submission's file impossible from then on."""
    return lambda: monkeypatch.setattr(submissionfile, "plain_csv", None)


def whole_score(submission) -> float:
    return measuring.measure_in_force(submission).whole


def test_scoring_keeps_what_was_read(competition, tmp_path) -> None:
    submission = score(hand_in(competition, HALF_RIGHT))

    row = Sidecar.objects.get(submission=submission)
    assert (tmp_path / row.path).stat().st_size == row.size
    assert row.made_at == AT


def test_a_refused_file_leaves_none(competition) -> None:
    score(hand_in(competition, BROKEN))

    assert not Sidecar.objects.exists()


def test_scoring_again_reads_no_file(competition, forbid_parsing) -> None:
    submission = score(hand_in(competition, HALF_RIGHT))
    forbid_parsing()

    assert whole_score(submission) == 0.5


def test_other_labels_for_the_same_ids_need_no_file(
    competition, forbid_parsing
) -> None:
    submission = score(hand_in(competition, HALF_RIGHT))
    solve(competition, "id,label\n1,0\n2,7\n3,9\n4,9\n")
    forbid_parsing()

    assert whole_score(submission) == 0.75


def test_other_classes_for_the_same_ids_need_no_file(
    competition, forbid_parsing
) -> None:
    solve(competition, "id,label\n1,cat\n2,dog\n3,dog\n4,cat\n")
    submission = score(hand_in(competition, "id,label\n1,cat\n2,cow\n3,ant\n4,ewe\n"))
    solve(competition, "id,label\n1,ant\n2,cow\n3,ant\n4,bee\n")
    forbid_parsing()

    assert whole_score(submission) == 0.5


@pytest.mark.parametrize(
    "other",
    [
        "id,label\n2,1\n1,0\n3,0\n4,1\n",
        "id,label\n1,0\n2,1\n3,0\n4,x\n",
    ],
    ids=["ids in another order", "labels of another kind"],
)
def test_what_the_predictions_depend_on_sends_back_to_the_file(
    competition, other
) -> None:
    submission = score(hand_in(competition, HALF_RIGHT))
    solve(competition, other)

    assert measuring.measure_in_force(submission).fresh is not None


def test_columns_of_other_names_send_back_to_the_file(competition) -> None:
    submission = score(hand_in(competition, HALF_RIGHT))
    competition.id_column = "row"

    submission.competition = competition
    assert measuring.measure_in_force(submission).fresh is not None


def test_any_damage_sends_back_to_the_file(competition) -> None:
    submission = score(hand_in(competition, HALF_RIGHT))
    path = sidecars.file_of(submission)
    content = path.read_bytes()

    damaged = [content[:at] for at in range(len(content))]
    damaged += [content + b"\0"]
    damaged += [
        content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]
        for at in range(len(content))
    ]
    for bytes_found in damaged:
        path.write_bytes(bytes_found)
        assert whole_score(submission) == 0.5


def test_without_a_quota_none_is_kept(competition, settings) -> None:
    settings.SIDECAR_QUOTA_MB = 0

    submission = score(hand_in(competition, HALF_RIGHT))

    assert submission.score.all == 0.5
    assert not sidecars.file_of(submission).exists()


def test_a_disk_that_takes_no_more_costs_no_score(competition, tmp_path) -> None:
    # A file where the folder would be hinders as a full disk does.
    (tmp_path / "sidecars").touch()

    submission = score(hand_in(competition, HALF_RIGHT))

    assert submission.state == State.SCORED
    assert not Sidecar.objects.exists()


def test_a_nearly_full_disk_is_left_alone(competition, monkeypatch) -> None:
    monkeypatch.setattr(sidecars, "_SPARE", 1.1)

    submission = score(hand_in(competition, HALF_RIGHT))

    assert submission.state == State.SCORED
    assert not sidecars.file_of(submission).exists()


def test_the_oldest_go_when_the_quota_is_exceeded(competition, settings) -> None:
    kept = [
        score(hand_in(competition, HALF_RIGHT), at=later(hours=n)) for n in range(3)
    ]
    size = Sidecar.objects.first().size
    settings.SIDECAR_QUOTA_MB = 2.5 * size / 1_000_000

    assert sidecarspace.make_room() == 1

    assert [sidecars.file_of(one).exists() for one in kept] == [False, True, True]
    assert Sidecar.objects.count() == 2


def test_within_the_quota_all_stay(competition) -> None:
    score(hand_in(competition, HALF_RIGHT))

    assert sidecarspace.make_room() == 0


def test_the_sidecar_of_a_deleted_submission_goes(competition) -> None:
    gone, stays = (score(hand_in(competition, HALF_RIGHT)) for _ in range(2))
    path = sidecars.file_of(gone)
    gone.delete()

    assert sidecarspace.remove_orphans(at=datetime.now(UTC) + timedelta(hours=2)) == 1

    assert not path.exists()
    assert sidecars.file_of(stays).exists()


def test_what_was_written_just_now_is_no_orphan_yet(competition) -> None:
    submission = score(hand_in(competition, HALF_RIGHT))
    Sidecar.objects.all().delete()

    assert sidecarspace.remove_orphans(at=datetime.now(UTC)) == 0
    assert sidecars.file_of(submission).exists()


def test_a_row_whose_file_is_gone_takes_no_room(competition) -> None:
    submission = score(hand_in(competition, HALF_RIGHT))
    sidecars.file_of(submission).unlink()

    sidecarspace.remove_orphans(at=later(hours=2))

    assert not Sidecar.objects.exists()


def test_many_are_read_with_the_numbers_of_the_solution_s_classes(competition) -> None:
    solve(competition, "id,label\n1,cat\n2,dog\n3,dog\n4,cat\n")
    one = score(hand_in(competition, "id,label\n1,cat\n2,cow\n3,ant\n4,dog\n"))
    other = score(hand_in(competition, "id,label\n4,dog\n3,dog\n2,dog\n1,cat\n"))
    without = hand_in(competition, HALF_RIGHT)
    prepared = load(solution_in_force(competition=competition).path)

    found = {
        submission.pk: column.tolist()
        for submission, (column,) in sidecars.each(
            submissions=[one, without, other], prepared=prepared
        )
    }

    assert sorted(found) == [one.pk, other.pk]
    assert [code if code < 2 else "other" for code in found[one.pk]] == [
        0,
        "other",
        "other",
        1,
    ]
    assert found[other.pk] == [0, 1, 1, 1]


# --- The file ----------------------------------------------------------------------

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=5)
columns = st.one_of(
    st.lists(st.integers(-(2**63), 2**63 - 1), min_size=3, max_size=3).map(
        lambda values: np.array(values, np.int64)
    ),
    st.lists(
        st.floats(allow_nan=False, allow_infinity=False), min_size=3, max_size=3
    ).map(lambda values: np.array(values, np.float64)),
    st.lists(texts, min_size=3, max_size=3).map(
        lambda values: np.array(values, np.dtypes.ObjectDType())
    ),
)


@given(
    values=st.lists(columns, min_size=1, max_size=3), labels=st.lists(texts, max_size=3)
)
def test_a_file_gives_back_what_it_was_given(tmp_path_factory, values, labels) -> None:
    path = tmp_path_factory.getbasetemp() / f"{uuid.uuid4().hex}.kept"
    kept = Kept(
        layout="layout",
        source="source",
        values=values,
        labels=[tuple(labels) for _ in values],
    )

    sidecarfile.write(path, kept)
    found = sidecarfile.read(path)

    assert (found.layout, found.source, found.labels) == (
        "layout",
        "source",
        kept.labels,
    )
    for column, same in zip(values, found.values, strict=True):
        assert [*map(repr, column.tolist())] == [*map(repr, same.tolist())]


OF_LABELS = [
    name
    for name in CATALOGUE
    if name != CUSTOM and metric_of(name, {}, ["label"]).reads is Reads.LABELS
]


@given(
    labels=st.lists(
        st.tuples(
            st.sampled_from([-300, -1, 0, 1, 200, 255, 70_000]), st.integers(0, 3)
        ),
        min_size=1,
        max_size=8,
    )
)
@hypothesis_settings(max_examples=25)
def test_the_type_of_kept_labels_does_not_change_a_score(labels) -> None:
    truth = np.array([low for low, _ in labels])
    wide = np.array([low + step for low, step in labels])

    def score_of(name: str, predicted: np.ndarray) -> object:
        metric = metric_of(name, {}, ["label"])
        try:
            return metric.scores(
                truth=[smallest(truth)], predicted=[predicted], parts=[None]
            )
        except (TruthError, PredictionsError) as undefined:
            return str(undefined)

    for name in OF_LABELS:
        assert score_of(name, smallest(wide)) == score_of(name, wide)
