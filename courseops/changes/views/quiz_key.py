"""Correct the key of a question; who changes is shown before anything does."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from courseops.changes import quizkey
from courseops.changes.quiz_key_form import QuizKeyForm
from courseops.changes.views.asking import actor
from courseops.coursefile.changing import RefusedSectionsError
from courseops.permissions import Permission
from quizzes import pictures
from quizzes.distribution import Distribution, distribution
from quizzes.place import Place, find_place
from quizzes.questions import Question
from quizzes.roll import roll
from quizzes.sample import sample


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def quiz_key(
    request: HttpRequest, course: str, component: str, question: str
) -> HttpResponse:
    """Show the question and its answers (GET); lead to the preview of a key (POST)."""
    place = find_place(request, course, component, Permission.CHANGE_CLASS)
    asked = place.rules.by_slug().get(question)
    if asked is None or place.component.archived:
        raise Http404("No such question")
    answers = _answers(place, asked)
    data = request.POST if request.method == "POST" else None
    form = QuizKeyForm(data, question=asked, answers=answers)
    if form.is_valid():
        try:
            change = quizkey.propose(
                component=place.component,
                question=question,
                keys=form.keys(),
                reason=form.cleaned_data["reason"],
                actor=actor(request),
                at=place.at,
            )
        except RefusedSectionsError as error:
            form.refuse(error.errors)
        else:
            return redirect("changes:change", course, change.pk)
    context = place.context() | {
        "question": asked,
        "key": quizkey.key_told(asked),
        "answers": answers,
        "pictures": pictures.addresses(place.course),
        "form": form,
    }
    status = 400 if form.errors else 200
    return render(request, "changes/quiz_key.html", context, status=status)


def _answers(place: Place, question: Question) -> Distribution:
    seats = roll(quiz=place.quiz, course=place.course, at=place.at)
    taken = sample(quiz=place.quiz, seats=seats)
    return distribution(question, taken.values[question.slug])
