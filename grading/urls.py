"""Addresses of the grade pages, below the course's."""

from django.urls import path

from grading.views.class_grid import class_csv
from grading.views.component_mark import component_mark
from grading.views.counting import category_standing
from grading.views.curve_studio import curve_studio
from grading.views.decisions import override, waivers
from grading.views.export import export, night_file
from grading.views.exports import exports, night
from grading.views.grades import grades
from grading.views.letters import publish_letters, published_letters
from grading.views.prospect import prospect
from grading.views.regrade import ask, regrade, withdraw
from grading.views.regrade_staff import assign, decide, reopen
from grading.views.regrades import regrades
from grading.views.waiting import waiting

app_name = "grading"

_GRADES = "courses/<slug:course>/grades"
_CURVE = "courses/<slug:course>/curve"
_REGRADES = "courses/<slug:course>/regrades"

urlpatterns = [
    path(f"{_GRADES}/", grades, name="grades"),
    path(f"{_GRADES}/class.csv", class_csv, name="class_csv"),
    path(
        f"{_GRADES}/components/<slug:component>/", component_mark, name="component_mark"
    ),
    path(f"{_GRADES}/components/<slug:component>/prospect/", prospect, name="prospect"),
    path(
        f"{_GRADES}/categories/<slug:category>/standing/",
        category_standing,
        name="category_standing",
    ),
    path(f"{_GRADES}/export/<str:format>", export, name="export"),
    path(f"{_GRADES}/exports/", exports, name="exports"),
    path(f"{_GRADES}/exports/<str:day>/", night, name="night"),
    path(f"{_GRADES}/exports/<str:day>/<str:file>", night_file, name="night_file"),
    path(f"{_GRADES}/<str:login>/override/", override, name="override"),
    path(f"{_GRADES}/<str:login>/waivers/", waivers, name="waivers"),
    path("courses/<slug:course>/waiting/", waiting, name="waiting"),
    path(f"{_REGRADES}/", regrades, name="regrades"),
    path(f"{_REGRADES}/ask/<slug:component>/", ask, name="ask_regrade"),
    path(f"{_REGRADES}/<int:pk>/", regrade, name="regrade"),
    path(f"{_REGRADES}/<int:pk>/withdraw/", withdraw, name="withdraw_regrade"),
    path(f"{_REGRADES}/<int:pk>/assign/", assign, name="assign_regrade"),
    path(f"{_REGRADES}/<int:pk>/decide/", decide, name="decide_regrade"),
    path(f"{_REGRADES}/<int:pk>/reopen/", reopen, name="reopen_regrade"),
    path(f"{_CURVE}/", curve_studio, name="curve_studio"),
    path(f"{_CURVE}/publish/", publish_letters, name="publish_letters"),
    path(f"{_CURVE}/published/<int:pk>/", published_letters, name="published_letters"),
]
