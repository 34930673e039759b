"""Addresses of the quizzes' API, below /api/v1/."""

from django.urls import path

from quizzes import api

app_name = "quizzes-api"

_QUIZZES = "courses/<slug:course>/quizzes"
_HERE = f"{_QUIZZES}/<slug:component>"
_ONE = f"{_HERE}/attempts/<int:pk>"

urlpatterns = [
    path(f"{_QUIZZES}/", api.QuizzesView.as_view(), name="quizzes"),
    path(f"{_HERE}/", api.QuizDetailView.as_view(), name="quiz"),
    path(f"{_HERE}/attempts/", api.AttemptsView.as_view(), name="attempts"),
    path(f"{_ONE}/", api.AttemptView.as_view(), name="attempt"),
    path(
        f"{_ONE}/answers/<slug:question>/",
        api.AnswerView.as_view(),
        name="answer",
    ),
    path(f"{_ONE}/hand-in/", api.HandInView.as_view(), name="hand_in"),
]
