"""Addresses of the quiz editor, below the quiz's."""

from django.urls import path

from courseops.quizeditor.interchange.pages import export_quiz, import_page
from courseops.quizeditor.views.moves import (
    delete,
    duplicate,
    move_pool,
    move_question,
)
from courseops.quizeditor.views.pools import new_pool, pool
from courseops.quizeditor.views.preview import preview
from courseops.quizeditor.views.question import new_question, question
from courseops.quizeditor.views.quiz import edit

app_name = "quizeditor"

_HERE = "courses/<slug:course>/quizzes/<slug:component>"
_EDIT = f"{_HERE}/edit"
_QUESTION = f"{_EDIT}/questions/<slug:question>"
_POOL = f"{_EDIT}/pools/<slug:pool>"

urlpatterns = [
    path("courses/<slug:course>/quizzes/import/", import_page, name="import"),
    path(f"{_HERE}/export/<slug:notation>", export_quiz, name="export"),
    path(f"{_EDIT}/", edit, name="edit"),
    path(f"{_EDIT}/new/", new_question, name="new_question"),
    path(f"{_EDIT}/new-pool/", new_pool, name="new_pool"),
    path(f"{_QUESTION}/", question, name="question"),
    path(f"{_QUESTION}/duplicate/", duplicate, name="duplicate"),
    path(f"{_QUESTION}/delete/", delete, name="delete"),
    path(f"{_QUESTION}/move/<slug:way>/", move_question, name="move_question"),
    path(f"{_POOL}/", pool, name="pool"),
    path(f"{_POOL}/move/<slug:way>/", move_pool, name="move_pool"),
    path(f"{_HERE}/preview/", preview, name="preview"),
]
