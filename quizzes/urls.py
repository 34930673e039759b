"""Addresses of the quiz pages, below the course's."""

from django.urls import URLPattern, path

from quizzes.views.accommodations import accommodation, accommodations
from quizzes.views.answers import answers
from quizzes.views.attempt import attempt, hand_in
from quizzes.views.attempts import attempts, close_attempt, reopen_attempt
from quizzes.views.front import quiz, start
from quizzes.views.pictures import delete_picture, picture, pictures
from quizzes.views.quizzes import quizzes
from quizzes.views.reveal import reveal
from quizzes.views.statistics import statistics, statistics_csv

app_name = "quizzes"

_COURSE = "courses/<slug:course>"
_QUIZZES = f"{_COURSE}/quizzes"
_HERE = f"{_QUIZZES}/<slug:component>"

urlpatterns: list[URLPattern] = [
    path(f"{_COURSE}/pictures/", pictures, name="pictures"),
    path(f"{_COURSE}/pictures/<int:pk>/delete/", delete_picture, name="delete_picture"),
    path(f"{_COURSE}/pictures/<slug:sha256>/", picture, name="picture"),
    path(f"{_QUIZZES}/accommodations/", accommodations, name="accommodations"),
    path(f"{_QUIZZES}/accommodations/new/", accommodation, name="accommodation"),
    path(f"{_QUIZZES}/", quizzes, name="list"),
    path(f"{_HERE}/", quiz, name="quiz"),
    path(f"{_HERE}/start/", start, name="start"),
    path(f"{_HERE}/attempts/<int:pk>/", attempt, name="attempt"),
    path(f"{_HERE}/attempts/<int:pk>/answers/", answers, name="answers"),
    path(f"{_HERE}/attempts/<int:pk>/hand-in/", hand_in, name="hand_in"),
    path(f"{_HERE}/attempts/", attempts, name="attempts"),
    path(f"{_HERE}/attempts/<int:pk>/close/", close_attempt, name="close_attempt"),
    path(f"{_HERE}/attempts/<int:pk>/reopen/", reopen_attempt, name="reopen_attempt"),
    path(f"{_HERE}/reveal/", reveal, name="reveal"),
    path(f"{_HERE}/statistics/", statistics, name="statistics"),
    path(f"{_HERE}/statistics.csv", statistics_csv, name="statistics_csv"),
]
