"""Addresses of the API below /api/v1/ that belong to no app."""

from django.urls import path

from courseops import api

app_name = "api"
urlpatterns = [
    path("token/", api.TokenView.as_view(), name="token"),
    path("me/", api.MeView.as_view(), name="me"),
    path("courses/", api.CoursesView.as_view(), name="courses"),
    path("courses/<slug:course>/", api.CourseDetailView.as_view(), name="course"),
    path(
        "courses/<slug:course>/components/",
        api.ComponentsView.as_view(),
        name="components",
    ),
    path(
        "courses/<slug:course>/components/<slug:component>/",
        api.ComponentView.as_view(),
        name="component",
    ),
]
