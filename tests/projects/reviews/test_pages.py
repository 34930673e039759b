"""Pages of peer review that students see: double-blind, and nobody else's."""

import pytest
from django.urls import reverse

from courseops.deadlines import own_of
from courseops.models import Enrollment
from projects.models import Review
from projects.over import is_over
from projects.reviews.writing import ReviewRefusedError, Written, write
from tests.factories import EnrollmentFactory
from tests.projects.pages import TOKENS
from tests.projects.reviewed import (
    AFTER,
    DURING,
    browser,
    url_of,
    write_all,
)
from tests.projects.reviewed import write as written


@pytest.fixture(autouse=True)
def while_reviewing(time_machine):
    time_machine.move_to(DURING, tick=False)


def _read(answer):
    """Return all of an answer that a person or a program could read."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    told = f"{body.decode()}\n{answer.headers}\n{answer.cookies}"
    return TOKENS.sub("", told).casefold()


def _secrets(people, me):
    """Return what tells who the others are: logins, names, addresses, team, files."""
    told = {"the owls", "owls"}
    for login, one in people.items():
        if one != me:
            told |= {login, f"of{login}", one.user.email, f"{login}-report"}
    return told


def test_no_page_tells_a_reviewer_an_author_nor_an_author_a_reviewer(
    component, people, time_machine
):
    for at in (DURING, AFTER):
        time_machine.move_to(at, tick=False)
        for one in people.values():
            client = browser(one)
            urls = [url_of(component)]
            for number in (1, 2, 3):
                urls += [
                    url_of(component, "review", number),
                    url_of(component, "review_item", number, 1),
                ]
            course = component.course.slug
            urls += [
                reverse("course", args=[course]),
                reverse("component", args=[course, component.slug]),
                f"/api/v1/courses/{course}/components/",
            ]
            for url in urls:
                answer = client.get(url)
                assert answer.status_code == 200, url
                text = _read(answer)
                found = {word for word in _secrets(people, one) if word in text}
                assert not found, (url, found)
        write_all(component)


def test_no_time_of_a_hand_in_and_no_key_reaches_a_reviewer(component, people):
    dean = people["dean"]
    review = Review.objects.get(reviewer=dean, number=1)
    handin = review.author.handins.get()
    handin.note = "by us, of course"
    handin.save()
    offset = 7_000_000
    Review.objects.filter(pk=review.pk).update(id=review.pk + offset)

    text = _read(browser(dean).get(url_of(component, "review", 1)))

    assert "20 sep" not in text
    assert "by us" not in text
    assert str(review.pk + offset) not in text


def test_what_refuses_tells_nothing_either(component, people):
    dean = people["dean"]
    client = browser(dean)

    refused = [
        client.post(url_of(component, "review", 1), {"points-clear": "99"}),
        client.post(url_of(component, "tell_conflict", 1), {"reason": ""}),
        client.post(url_of(component, "tell_conflict", 1), {"reason": "known"}),
        client.get(url_of(component, "review", 9)),
    ]

    for answer in refused:
        text = _read(answer)
        assert not {word for word in _secrets(people, dean) if word in text}


def test_the_staffs_pages_are_not_for_students(component, people):
    client = browser(people["dean"])
    review = Review.objects.filter(author=people["anna"]).first()

    for name, *more in (
        ("draw_reviews",),
        ("assign_review",),
        ("review_conflicts",),
        ("review_outliers",),
        ("reviewed_paper", "anna"),
        ("weigh_review", review.pk),
    ):
        assert client.get(url_of(component, name, *more)).status_code == 403


def test_others_papers_are_not_there(course, component, people, charlie):
    reader = EnrollmentFactory(course=course, user__login="read")
    client = browser(reader)

    front = client.get(url_of(component))
    assert "No papers for you" in front.content.decode()
    assert client.get(url_of(component, "review", 1)).status_code == 404
    assert client.get(url_of(component, "review_item", 1, 1)).status_code == 404
    outsider = browser(Enrollment.objects.get(user=charlie))
    assert outsider.get(url_of(component)).status_code == 404


def test_authors_read_what_counts_once_it_is_over(component, people, time_machine):
    rows = list(Review.objects.filter(author=people["anna"]).order_by("shown_as"))
    write_all(component)
    written(rows[0], 5, 5, comment="To you", for_staff="not to you")
    written(rows[1], 1, 1, weight=0.0, comment="Set aside")
    carl = browser(people["carl"])

    assert "To you" not in carl.get(url_of(component)).content.decode()
    time_machine.move_to(AFTER, tick=False)
    page = carl.get(url_of(component)).content.decode()

    assert is_over(component, course=component.course, at=AFTER)
    assert "To you" in page
    assert "not to you" not in page
    assert "Set aside" not in page
    assert f"Review {rows[0].shown_as}" in page
    assert f"Review {rows[1].shown_as}<" not in page
    mean = (10 + 8 * (len(rows) - 2)) / (len(rows) - 1)
    assert f"{mean:.2f} of 10" in page


def test_a_review_needs_its_row(component, people):
    row = Review.objects.filter(reviewer=people["dean"]).first()
    Review.objects.filter(pk=row.pk).delete()
    own = own_of(component, course=component.course, enrollment=people["dean"])
    nothing = Written(by_criterion={}, comments={}, comment="", for_staff="")

    with pytest.raises(ReviewRefusedError, match="no more"):
        write(
            row,
            nothing,
            own=own,
            hands_in=False,
            actor=people["dean"].user,
            at=DURING,
        )
