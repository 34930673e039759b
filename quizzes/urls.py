"""Addresses of the quiz pages, below the course's."""

from django.urls import URLPattern, path

from quizzes.views.accommodations import accommodation, accommodations

app_name = "quizzes"

_COURSE = "courses/<slug:course>"
_QUIZZES = f"{_COURSE}/quizzes"
_HERE = f"{_QUIZZES}/<slug:component>"

urlpatterns: list[URLPattern] = [
    path(f"{_QUIZZES}/accommodations/", accommodations, name="accommodations"),
    path(f"{_QUIZZES}/accommodations/new/", accommodation, name="accommodation"),
]
