"""Addresses of the pages of participation, below the course's."""

from django.urls import path

from participation.views import (
    attendance,
    codes,
    lecture,
    on_call,
    session,
    study_groups,
    study_groups_staff,
    watched,
)

app_name = "participation"

_COURSE = "courses/<slug:course>"
_ATTENDANCE = f"{_COURSE}/attendance"
_SERIES = f"{_ATTENDANCE}/<slug:series>"
_SESSION = f"{_SERIES}/<str:session>"
_ON_CALL = f"{_COURSE}/on-call"
_GROUPS = f"{_COURSE}/study-groups"

urlpatterns = [
    path(f"{_ATTENDANCE}/", attendance.attendance, name="attendance"),
    path(f"{_ATTENDANCE}/check-in/", attendance.enter_code, name="enter_code"),
    path(f"{_SERIES}.csv", attendance.attendance_csv, name="attendance_csv"),
    path(f"{_SERIES}/watched/", watched.watched, name="watched"),
    path(f"{_SESSION}/", session.session, name="session"),
    path(f"{_SESSION}/open/", codes.start_code, name="start_code"),
    path(f"{_SESSION}/close/", codes.end_code, name="end_code"),
    path(f"{_SESSION}/code/", codes.shown_code, name="shown_code"),
    path(f"{_ON_CALL}/", on_call.on_call, name="on_call"),
    path(f"{_ON_CALL}/choose/", on_call.choose_lecture, name="choose_lecture"),
    path(f"{_ON_CALL}/place/", on_call.place_student, name="place_student"),
    path(f"{_ON_CALL}/lectures/<str:lecture>/", lecture.lecture, name="lecture"),
    path(f"{_GROUPS}/", study_groups.study_groups, name="study_groups"),
    path(f"{_GROUPS}/<slug:act>/", study_groups.change_group, name="change_group"),
    path(
        f"{_GROUPS}/staff/place/",
        study_groups_staff.place_in_group,
        name="place_in_group",
    ),
    path(
        f"{_GROUPS}/staff/dissolve/",
        study_groups_staff.dissolve_group,
        name="dissolve_group",
    ),
]
