"""Addresses of the competition pages, below the course's."""

from django.urls import path

from leaderboard.views import (
    board,
    choice,
    code,
    competition,
    files,
    latest,
    monitor,
    own,
    rescore,
    reveal,
    submission,
    upload,
)

app_name = "leaderboard"

_COURSE = "courses/<slug:course>"
_HERE = f"{_COURSE}/competitions/<slug:component>"

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
    path(f"{_HERE}/leaderboard/", board.leaderboard, name="leaderboard"),
    path(f"{_HERE}/nickname/", board.nickname, name="nickname"),
    path(f"{_HERE}/code/", code.code, name="code"),
    path(f"{_HERE}/code/hand-in/", code.hand_in, name="hand_in_code"),
    path(f"{_HERE}/code/<int:pk>/file/", code.code_file, name="code_file"),
    path(f"{_HERE}/reveal/", reveal.reveal, name="reveal"),
    path(f"{_HERE}/sample/", files.sample_submission, name="sample_submission"),
    path(f"{_HERE}/samples/<int:pk>/", files.sample_file, name="sample_file"),
    path(f"{_COURSE}/latest-scores/", latest.latest_scores, name="latest_scores"),
    path(f"{_COURSE}/submissions/", monitor.monitor, name="monitor"),
    path(
        f"{_COURSE}/submissions/rescore/", rescore.rescore_chosen, name="rescore_chosen"
    ),
    path(f"{_COURSE}/submissions/<int:pk>/rescore/", rescore.rescore, name="rescore"),
]
