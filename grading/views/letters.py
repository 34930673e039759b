"""Publishing letters, and what was published."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from courseops import clock
from courseops.models import User
from courseops.permissions import Permission, access
from grading import gradebook, publications, publishing
from grading.derivation.curve_words import curve_in_words
from grading.letter_changes import between, letter_changes, since_before
from grading.policy.curves import rule_of
from grading.policy.letters import in_order
from grading.publishing import CannotPublishError, counts


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def publish_letters(request: HttpRequest, course: str) -> HttpResponse:
    """Ask first, with what it would do (GET), then publish (POST)."""
    at = clock.now()
    found = access(
        user=request.user, course_slug=course, permission=Permission.PUBLISH_LETTERS
    )
    if request.method == "POST":
        actor = request.user if isinstance(request.user, User) else None
        try:
            publishing.publish(course=found.course, actor=actor, at=at)
        except CannotPublishError as error:
            messages.error(request, f"Nothing was published. {error}")
        else:
            messages.success(request, "Letters published. Students see them now.")
        return redirect("grading:curve_studio", course)
    book = gradebook.load(course=found.course, at=at)
    context = {
        "access": found,
        "course": found.course,
        "at": at,
        "missing": publishing.what_is_missing(book),
        "words": curve_in_words(book.plan.curve),
        "number": len(book.letters_now),
        "counts": counts(book.letters_now, book.plan.scale or {}),
        "published": book.published,
        "changes": letter_changes(book),
    }
    return render(request, "grading/publish_letters.html", context)


@login_required
@require_GET
def published_letters(request: HttpRequest, course: str, pk: int) -> HttpResponse:
    """Show one publication: its parameters, its letters, what it changed."""
    at = clock.now()
    found = access(
        user=request.user, course_slug=course, permission=Permission.VIEW_ALL_GRADES
    )
    history = publications.publications(found.course)
    made = next((one for one in history if one.key == pk), None)
    if made is None:
        raise Http404("No such publication")
    book = gradebook.load(course=found.course, at=at)
    context = {
        "access": found,
        "course": found.course,
        "at": at,
        "made": made,
        "scale": [(one, made.scale[one]) for one in in_order(made.scale)],
        "is_newest": made is history[0],
        "is_first": made is history[-1],
        "words": curve_in_words(rule_of(made.curve)),
        "counts": counts(made.letters, made.scale),
        "changes": since_before(book, history, made),
        "letters": between(book, {}, made.letters),
    }
    return render(request, "grading/published_letters.html", context)
