"""Where a request about reviews by peers stands."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, QueryDict
from django.shortcuts import get_object_or_404

from courseops import teams
from courseops.models import Component, Enrollment, Kind, User
from courseops.permissions import Permission
from projects.counting import counting_version, versions
from projects.models import HandInItem, Review
from projects.place import Place, find_place, find_student
from projects.reviews.papers import reviewed


@dataclass(frozen=True, kw_only=True)
class Item:
    """A file or link of a paper under a name that tells nobody's."""

    number: int
    name: str
    item: HandInItem


def find_reviews(
    request: HttpRequest,
    course: str,
    component: str,
    permission: Permission = Permission.VIEW_COURSE,
) -> Place:
    """Return the place of a component in which peers review."""
    return find_place(request, course, component, permission, kinds=(Kind.PEER_REVIEW,))


def find_review(place: Place, number: int) -> Review:
    """Return the asker's review of Paper *number*; Http404 where there is none."""
    me = find_student(place)
    found = Review.objects.filter(component=place.work, reviewer=me, number=number)
    row = found.select_related("author").first()
    if row is None or not place.is_released:
        raise Http404("No such paper")
    row.component, row.reviewer = place.work, me
    return row


def find_any_review(place: Place, pk: int) -> Review:
    """Return a review of anybody, with whose it is; Http404 where there is none."""
    row = get_object_or_404(
        Review.objects.select_related("reviewer__user", "author__user"),
        component=place.work,
        pk=pk,
    )
    row.component = place.work
    return row


def actor_of(request: HttpRequest) -> User:
    """Return who asks; find_place has let nobody else through."""
    assert isinstance(request.user, User)  # noqa: S101 checked by the place
    return request.user


def posted(request: HttpRequest) -> QueryDict | None:
    """Return what was sent to be changed, None where a page is only asked for."""
    return request.POST if request.method == "POST" else None


def items_of(review: Review) -> list[Item]:
    """Return what a reviewer reads; nothing where no version counts any more."""
    return neutral(reviewed(review.component), review.author, number=review.number)


def neutral(of: Component, author: Enrollment, *, number: int) -> list[Item]:
    """Return the files and links of somebody's paper under names of their own."""
    members = teams.members(component=of, enrollment=author)
    version = counting_version(versions(of, members))
    if version is None or not version.counts:
        return []
    items = list(version.handin.items.all())
    files = [one for one in items if one.path]
    return [
        Item(number=at, item=one, name=_name(one, number, at if files[1:] else None))
        for at, one in enumerate(items, start=1)
    ]


def staff_context(place: Place, tab: str) -> dict[str, Any]:
    """Return what every page of the staff shows."""
    allows = place.access.allows
    return place.context() | {
        "tab": tab,
        "decides": allows(Permission.OVERRIDE_MARKS),
        "rubric": place.rubric,
    }


def _name(item: HandInItem, number: int, at: int | None) -> str:
    if item.url:
        return item.url
    part = "" if at is None else f"-{at}"
    return f"paper-{number}{part}.{item.kind}"
