"""Addresses of the competition pages, below the course's."""

from django.urls import path

from courseops.teaming.pages.addresses import team_paths
from leaderboard.views import (
    board,
    boardfiles,
    choice,
    code,
    competition,
    files,
    kaggle,
    latest,
    metric,
    moderation,
    monitor,
    own,
    private_board,
    progress,
    rescore,
    reveal,
    similarity,
    solution,
    submission,
    team,
    upload,
)

app_name = "leaderboard"

_COURSE = "courses/<slug:course>"
_HERE = f"{_COURSE}/competitions/<slug:component>"
_ONE = f"{_HERE}/submissions/<int:pk>"
_BOARD = f"{_HERE}/leaderboard"

urlpatterns = [
    path(f"{_HERE}/", competition.competition, name="competition"),
    path(f"{_HERE}/upload/", upload.upload, name="upload"),
    path(f"{_HERE}/submissions/", own.submissions, name="submissions"),
    path(f"{_HERE}/submissions/choose/", choice.choose, name="choose"),
    path(f"{_HERE}/submissions/<int:pk>/", submission.submission, name="submission"),
    path(
        f"{_HERE}/submissions/<int:pk>/file/",
        files.submission_file,
        name="submission_file",
    ),
    path(f"{_HERE}/submissions/<int:pk>/cancel/", upload.cancel, name="cancel"),
    path(f"{_ONE}/disqualify/", moderation.disqualify, name="disqualify"),
    path(f"{_ONE}/readmit/", moderation.readmit, name="readmit"),
    path(f"{_ONE}/baseline/", moderation.make_baseline, name="make_baseline"),
    path(
        f"{_ONE}/baseline/remove/", moderation.remove_baseline, name="remove_baseline"
    ),
    path(f"{_BOARD}/", board.leaderboard, name="leaderboard"),
    path(f"{_BOARD}/private/", private_board.private_board, name="private_board"),
    path(f"{_BOARD}/progress/", progress.progress, name="progress"),
    path(f"{_BOARD}/leaderboard.csv", boardfiles.board_csv, name="board_csv"),
    path(f"{_BOARD}/kaggle.csv", boardfiles.kaggle_csv, name="kaggle_csv"),
    path(f"{_BOARD}/kaggle/", kaggle.kaggle, name="kaggle"),
    path(f"{_BOARD}/entries/<str:login>/", moderation.entry, name="entry"),
    path(f"{_BOARD}/entries/<str:login>/hide/", moderation.hide, name="hide_entry"),
    path(f"{_BOARD}/entries/<str:login>/show/", moderation.show, name="show_entry"),
    path(
        f"{_BOARD}/entries/<str:login>/disqualify/",
        moderation.disqualify_entry,
        name="disqualify_entry",
    ),
    path(f"{_HERE}/nickname/", board.nickname, name="nickname"),
    path(f"{_HERE}/code/", code.code, name="code"),
    path(f"{_HERE}/code/hand-in/", code.hand_in, name="hand_in_code"),
    path(f"{_HERE}/code/identical/", code.identical, name="code_identical"),
    path(f"{_HERE}/code/<int:pk>/file/", code.code_file, name="code_file"),
    path(f"{_HERE}/reveal/", reveal.reveal, name="reveal"),
    path(f"{_HERE}/similarity/", similarity.similarity, name="similarity"),
    path(f"{_HERE}/similarity.csv", similarity.similarity_csv, name="similarity_csv"),
    *team_paths(f"{_HERE}/", team.find_desk),
    path(f"{_HERE}/solution/", solution.solution, name="solution"),
    path(f"{_HERE}/solution/upload/", solution.upload_solution, name="upload_solution"),
    path(f"{_HERE}/solution/again/", solution.score_again, name="score_again"),
    path(f"{_HERE}/metric/", metric.metric, name="metric"),
    path(f"{_HERE}/metric/template/", metric.metric_template, name="metric_template"),
    path(f"{_HERE}/metric/<int:version>/", metric.metric_file, name="metric_file"),
    path(f"{_HERE}/sample/", files.sample_submission, name="sample_submission"),
    path(f"{_HERE}/samples/<int:pk>/", files.sample_file, name="sample_file"),
    path(f"{_COURSE}/latest-scores/", latest.latest_scores, name="latest_scores"),
    path(f"{_COURSE}/submissions/", monitor.monitor, name="monitor"),
    path(
        f"{_COURSE}/submissions/rescore/", rescore.rescore_chosen, name="rescore_chosen"
    ),
    path(f"{_COURSE}/submissions/<int:pk>/rescore/", rescore.rescore, name="rescore"),
]
