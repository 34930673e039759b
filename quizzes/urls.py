"""Addresses of the quiz pages, below the course's."""

from django.urls import URLPattern

app_name = "quizzes"

_COURSE = "courses/<slug:course>"
_QUIZZES = f"{_COURSE}/quizzes"
_HERE = f"{_QUIZZES}/<slug:component>"

urlpatterns: list[URLPattern] = []
