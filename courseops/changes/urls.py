"""Addresses of class changes, their record and the cutoff studio."""

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

app_name = "changes"

_COURSE = "courses/<slug:course>"
_CHANGES = f"{_COURSE}/changes"

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
]
