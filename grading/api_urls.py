"""Addresses of the grades' API, below /api/v1/."""

from django.urls import path

from grading.api import GradesView
from grading.api_exports import ExportView, NightFileView, NightsView

app_name = "grading-api"

_GRADES = "courses/<slug:course>/grades"

urlpatterns = [
    path(f"{_GRADES}/", GradesView.as_view(), name="grades"),
    path(f"{_GRADES}/export/<str:format>/", ExportView.as_view(), name="export"),
    path(f"{_GRADES}/nights/", NightsView.as_view(), name="nights"),
    path(
        f"{_GRADES}/nights/<str:day>/<str:file>/",
        NightFileView.as_view(),
        name="night_file",
    ),
]
