"""Addresses of the competitions' API, below /api/v1/."""

from django.urls import path

from leaderboard import api

app_name = "leaderboard-api"

_HERE = "courses/<slug:course>/competitions/<slug:component>"
_ONE = f"{_HERE}/submissions/<int:pk>"

urlpatterns = [
    path(f"{_HERE}/", api.CompetitionDetailView.as_view(), name="competition"),
    path(f"{_HERE}/submissions/", api.SubmissionsView.as_view(), name="submissions"),
    path(f"{_ONE}/", api.SubmissionView.as_view(), name="submission"),
    path(f"{_ONE}/file/", api.SubmissionFileView.as_view(), name="file"),
    path(f"{_ONE}/cancel/", api.CancelView.as_view(), name="cancel"),
    path(f"{_HERE}/leaderboard/", api.LeaderboardView.as_view(), name="leaderboard"),
]
