"""Addresses of the pages of participation, below the course's."""

from django.urls import URLPattern

app_name = "participation"

_COURSE = "courses/<slug:course>"

urlpatterns: list[URLPattern] = []
