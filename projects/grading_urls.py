"""Addresses of the pages on which staff grade work, below the course's."""

from django.urls import path

from projects.views.grading import grading, grading_csv
from projects.views.grading_adjust import adjust_member
from projects.views.grading_assign import assign_graders, change_grader
from projects.views.grading_settle import settle_work
from projects.views.grading_show import hide_grades, show_grades
from projects.views.grading_work import grade_work

_HERE = "courses/<slug:course>/projects/<slug:component>/grading/"
_WORK = f"{_HERE}works/<str:login>/"

urlpatterns = [
    path(_HERE, grading, name="grading"),
    path(f"{_HERE}gradings.csv", grading_csv, name="grading_csv"),
    path(f"{_HERE}assign/", assign_graders, name="assign_graders"),
    path(f"{_HERE}show/", show_grades, name="show_grades"),
    path(f"{_HERE}hide/", hide_grades, name="hide_grades"),
    path(_WORK, grade_work, name="grade_work"),
    path(f"{_WORK}settle/", settle_work, name="settle_work"),
    path(f"{_WORK}graders/", change_grader, name="change_grader"),
    path(f"{_WORK}adjust/", adjust_member, name="adjust_member"),
]
