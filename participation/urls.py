"""Addresses of the pages of participation, below the course's."""

from django.urls import path

from participation.views import attendance, codes, session, watched

app_name = "participation"

_COURSE = "courses/<slug:course>"
_ATTENDANCE = f"{_COURSE}/attendance"
_SERIES = f"{_ATTENDANCE}/<slug:series>"
_SESSION = f"{_SERIES}/<str:session>"

urlpatterns = [
    path(f"{_ATTENDANCE}/", attendance.attendance, name="attendance"),
    path(f"{_ATTENDANCE}/check-in/", attendance.enter_code, name="enter_code"),
    path(f"{_SERIES}.csv", attendance.attendance_csv, name="attendance_csv"),
    path(f"{_SERIES}/watched/", watched.watched, name="watched"),
    path(f"{_SESSION}/", session.session, name="session"),
    path(f"{_SESSION}/open/", codes.start_code, name="start_code"),
    path(f"{_SESSION}/close/", codes.end_code, name="end_code"),
    path(f"{_SESSION}/code/", codes.shown_code, name="shown_code"),
]
