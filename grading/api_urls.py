"""Addresses of the grades' API, below /api/v1/."""

from django.urls import path

from grading.api import GradesView

app_name = "grading-api"

urlpatterns = [
    path("courses/<slug:course>/grades/", GradesView.as_view(), name="grades"),
]
