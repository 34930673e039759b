"""Addresses of the pages of projects, below the course's."""

from django.urls import path

from courseops.teaming.pages.addresses import team_paths
from projects import grading_urls, review_urls
from projects.views.hand_in import hand_in
from projects.views.milestones import overview
from projects.views.team import find_desk
from projects.views.work import work
from projects.views.work_files import work_file, work_zip

app_name = "projects"

_ALL = "courses/<slug:course>/projects/"
_HERE = f"{_ALL}<slug:component>/"

_HAND_INS = [
    path(_ALL, overview, name="overview"),
    path(_HERE, work, name="work"),
    path(f"{_HERE}hand-in/", hand_in, name="hand_in"),
    path(f"{_HERE}hand-ins.zip", work_zip, name="work_zip"),
    path(f"{_HERE}hand-ins/<int:pk>/items/<int:item>/", work_file, name="work_file"),
]

urlpatterns = [
    *_HAND_INS,
    *team_paths(_HERE, find_desk),
    *grading_urls.urlpatterns,
    *review_urls.urlpatterns,
]
