"""Addresses of class changes, their record, the cutoff studio, keys and re-scoring."""

from django.urls import path

from courseops.changes.views.change import (
    apply_change,
    change,
    discard_change,
    repeat_change,
)
from courseops.changes.views.cutoffs import studio
from courseops.changes.views.history import changes
from courseops.changes.views.propose import new_change
from courseops.changes.views.quiz_key import quiz_key
from courseops.changes.views.rescore import (
    apply_rescore,
    discard_rescore,
    repeat_rescore,
    rescore_csv,
    rescore_run,
)

app_name = "changes"

_COURSE = "courses/<slug:course>"
_CHANGES = f"{_COURSE}/changes"
_RUN = f"{_COURSE}/competitions/<slug:component>/solution/runs/<int:pk>"

urlpatterns = [
    path(f"{_CHANGES}/", changes, name="changes"),
    path(f"{_CHANGES}/new/", new_change, name="new"),
    path(f"{_CHANGES}/<int:pk>/", change, name="change"),
    path(f"{_CHANGES}/<int:pk>/apply/", apply_change, name="apply"),
    path(f"{_CHANGES}/<int:pk>/discard/", discard_change, name="discard"),
    path(f"{_CHANGES}/<int:pk>/preview/", repeat_change, name="repeat"),
    path(
        f"{_COURSE}/components/<slug:component>/cutoffs/",
        studio,
        name="cutoffs",
    ),
    path(
        f"{_COURSE}/quizzes/<slug:component>/questions/<slug:question>/key/",
        quiz_key,
        name="quiz_key",
    ),
    path(f"{_RUN}/", rescore_run, name="rescore"),
    path(f"{_RUN}/report.csv", rescore_csv, name="rescore_csv"),
    path(f"{_RUN}/apply/", apply_rescore, name="apply_rescore"),
    path(f"{_RUN}/discard/", discard_rescore, name="discard_rescore"),
    path(f"{_RUN}/repeat/", repeat_rescore, name="repeat_rescore"),
]
