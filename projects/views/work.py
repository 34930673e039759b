"""The page of a work that people judge: dates, team, what is handed in, what came back."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from courseops import timeline
from courseops.instants import in_words
from courseops.navigation import has_work_page
from courseops.own_dates import own_dates
from courseops.permissions import Permission
from projects import linking
from projects.counting import Version, counting_version, versions
from projects.gradings.feedback import feedback_of
from projects.gradings.whole import works
from projects.handing_in import MOST_FILES, NOTE_LENGTH
from projects.place import Place, find_place
from projects.reviews.papers import is_reviewed
from projects.teaming import settle_if_due
from projects.views.team import team_context
from projects.work_list import WorkFilter, chosen, counts, state_of

PAGE_SIZE = 50


@login_required
@require_safe
def work(request: HttpRequest, course: str, component: str) -> HttpResponse:
    """Show the page; staff see what everybody handed in."""
    place = find_place(request, course, component)
    if not has_work_page(place.work):
        return redirect("component", *place.address)
    if place.me is not None and place.me.is_student:
        settle_if_due(place.work, at=place.at, student=place.me)
    return render(request, "projects/work.html", page_context(request, place))


def page_context(request: HttpRequest, place: Place) -> dict[str, Any]:
    """Return what the page needs; also for the answer to a hand-in that is refused."""
    dates = place.own.component
    context = place.context() | {
        "timeline": timeline.lay_out(
            released=place.work.released,
            early=dates.early,
            on_time=dates.on_time,
            late=dates.late,
            code=place.work.code,
            now=place.at,
        ),
        "my_dates": own_dates(place.own, enrollment=place.me, at=place.at),
        "me": place.me,
        "may_extend": place.access.allows(Permission.GRANT_EXTENSIONS),
        "may_change": place.access.allows(Permission.CHANGE_CLASS),
        "shows_mark": place.me is not None
        and place.access.allows(Permission.VIEW_OWN_GRADES),
        "is_late": place.is_after_deadline(place.at),
    }
    if not place.is_released and place.work.released:
        opens = in_words(place.work.released, zone=place.course.zone)
        context["opens"] = f"Work is taken from {opens} on."
    if place.entrant is not None:
        context |= _own_context(place)
    if place.access.is_staff:
        context |= _staff_context(request, place)
    return context


def _own_context(place: Place) -> dict[str, Any]:
    """Return the asker's own versions, and what the form needs."""
    assert place.me is not None  # noqa: S101 an entrant is a student
    found = versions(place.work, place.mates) if place.takes_files else []
    counting = counting_version(found, member=place.me.pk)
    takes = place.accepted
    return {
        **team_context(place),
        "feedback": feedback_of(place),
        "mates": place.mates,
        "is_team": len(place.mates) > 1,
        "can_hand_in": _can_hand_in(place),
        "is_reviewed": is_reviewed(place.work),
        "takes": takes,
        "accept": ",".join(f".{one}" for one in takes.file_types),
        "most_files": MOST_FILES,
        "most_links": linking.MOST_LINKS,
        "note_length": NOTE_LENGTH,
        "versions": [
            {"version": one, "counts": one == counting and not _is_late(one, place)}
            | {"is_late": _is_late(one, place)}
            for one in reversed(found)
        ],
        "counting": counting,
    }


def _is_late(version: Version, place: Place) -> bool:
    return place.me is not None and place.me.pk in version.late_for


def _can_hand_in(place: Place) -> bool:
    return (
        place.takes_files
        and place.access.allows(Permission.SUBMIT)
        and place.is_released
        and not place.work.archived
    )


def _staff_context(request: HttpRequest, place: Place) -> dict[str, Any]:
    """Return everybody's work, a page of it."""
    if not place.takes_files:
        return {}
    form = WorkFilter(request.GET, auto_id="work-%s")
    wanted = form.chosen()
    everything = works(place.work, place.course)
    found = chosen(everything, **wanted)
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    return {
        "form": form,
        "is_filtered": any(wanted.values()),
        "counts": counts(everything),
        "page": page,
        "rows": [(one, state_of(one)) for one in page],
        "counted": sum(bool(x.version and x.version.counts) for x in everything),
    }
