"""Puts the demo's people into the site and the course."""

from collections.abc import Mapping

from django.contrib.auth.hashers import make_password

from courseops.demo.people import ROOT, STAFF, students
from courseops.demo_users import PASSWORD
from courseops.models import Course, Enrollment, User


def enrol(course: Course) -> Mapping[str, Enrollment]:
    """Make everybody's account and place in *course*; return the places by login.

    All accounts share one password, and so one hash.
    """
    password = make_password(PASSWORD)
    people = [*STAFF, *students()]
    users = User.objects.bulk_create(
        User(login=p.login, email=p.email, name=p.name, password=password)
        for p in people
    )
    User.objects.create(
        login=ROOT.login,
        email=ROOT.email,
        name=ROOT.name,
        password=password,
        is_staff=True,
        is_superuser=True,
    )
    tracks = {track.slug: track for track in course.tracks.all()}
    places = Enrollment.objects.bulk_create(
        Enrollment(
            course=course,
            user=user,
            role=person.role,
            track=tracks[person.track] if person.track else None,
            basis=person.basis,
            status=person.status,
            nickname=person.nickname,
        )
        for user, person in zip(users, people, strict=True)
    )
    return {place.user.login: place for place in places}
