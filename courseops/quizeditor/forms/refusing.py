"""Puts what the grammar says beside the fields that it is about."""

from collections.abc import Sequence

from django import forms

from courseops.coursefile.findings import Finding
from courseops.coursefile.shapes import Json
from courseops.quizeditor.arranging import in_words


def refuse(form: forms.Form, errors: Sequence[Finding], *, quiz: Json) -> None:
    """Show each error beside the field that its path ends in, else on top.

    *quiz* is what was judged: places in it are told by their names.
    """
    for error in errors:
        name = error.path.rpartition(".")[2]
        if name in form.fields:
            form.add_error(name, error.message)
        else:
            form.add_error(None, f"{in_words(quiz, error.path)}: {error.message}")
