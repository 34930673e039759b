"""Addresses of the competitions' API, below /api/v1/."""

from django.urls import path

from leaderboard import api, api_board, api_choice, api_code

app_name = "leaderboard-api"

_HERE = "courses/<slug:course>/competitions/<slug:component>"
_ONE = f"{_HERE}/submissions/<int:pk>"

urlpatterns = [
    path(f"{_HERE}/", api.CompetitionDetailView.as_view(), name="competition"),
    path(f"{_HERE}/submissions/", api.SubmissionsView.as_view(), name="submissions"),
    path(f"{_ONE}/", api.SubmissionView.as_view(), name="submission"),
    path(f"{_ONE}/file/", api.SubmissionFileView.as_view(), name="file"),
    path(f"{_ONE}/cancel/", api.CancelView.as_view(), name="cancel"),
    path(f"{_HERE}/choice/", api_choice.ChoiceView.as_view(), name="choice"),
    path(f"{_HERE}/code/", api_code.CodeView.as_view(), name="code"),
    path(
        f"{_HERE}/code/<int:pk>/file/",
        api_code.CodeFileView.as_view(),
        name="code_file",
    ),
    path(
        f"{_HERE}/leaderboard/",
        api_board.LeaderboardView.as_view(),
        name="leaderboard",
    ),
    path(
        f"{_HERE}/leaderboard/private/",
        api_board.PrivateLeaderboardView.as_view(),
        name="private_leaderboard",
    ),
]
