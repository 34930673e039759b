"""A quiz as a student gets it; answers are marked at once, and nothing is stored."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from courseops.quizeditor.drawing import rules_in
from courseops.quizeditor.views.desk import desk_of
from quizzes.answering import posted
from quizzes.marking import UnreadableError, advice, is_right, read
from quizzes.paper import Asked, draw, laid_out

MOST_PAPERS = 10_000


@dataclass(frozen=True, kw_only=True)
class Tried:
    """A question of the paper with the answer that was tried; ``note`` is on the answer."""

    asked: Asked
    value: Any = None
    is_right: bool | None = None
    note: str = ""


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def preview(request: HttpRequest, course: str, component: str) -> HttpResponse:
    """Show one paper, chosen by its number; POST marks what is answered on it."""
    desk = desk_of(request, course, component)
    number = _number(request.GET.get("paper", ""))
    rules = rules_in(desk.quiz)
    paper = laid_out(draw(rules, seed=f"preview-{number}"), rules.by_slug())
    is_marked = request.method == "POST"
    tried = [_try(one, request) if is_marked else Tried(asked=one) for one in paper]
    counting = [one for one in tried if one.asked.question.counts]
    right = sum(bool(one.is_right) for one in counting)
    context = desk.context(
        rules=rules,
        tried=tried,
        is_marked=is_marked,
        number=number,
        next_number=number % MOST_PAPERS + 1,
        right=right,
        counting=len(counting),
        score=100 * right / len(counting) if counting else None,
    )
    return render(request, "quizeditor/preview.html", context)


def _try(asked: Asked, request: HttpRequest) -> Tried:
    """Mark an answer as a student's would be; one that is none counts as none."""
    question, note = asked.question, ""
    try:
        value = read(question, asked.stored(posted(asked, request.POST)))
        note = advice(question, value)
    except UnreadableError as error:
        value, note = None, f"This is no answer: {error}."
    return Tried(
        asked=asked,
        value=asked.shown(value),
        is_right=is_right(question, value),
        note=note,
    )


def _number(text: str) -> int:
    """Return the number of a paper; the first for anything else."""
    is_number = text.isascii() and text.isdigit() and len(text) < 6
    return max(1, min(int(text), MOST_PAPERS)) if is_number else 1
