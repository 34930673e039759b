"""Addresses of the API of works, below /api/v1/."""

from django.urls import path

from projects import api

app_name = "projects-api"

_HERE = "courses/<slug:course>/projects/<slug:component>/hand-ins"

urlpatterns = [
    path(f"{_HERE}/", api.HandInsView.as_view(), name="handins"),
    path(
        f"{_HERE}/<int:pk>/items/<int:item>/",
        api.HandInFileView.as_view(),
        name="file",
    ),
]
