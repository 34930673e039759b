"""Who is in the demo course."""

from courseops.demo.people import (
    AUDIT,
    DROPPED,
    NICKNAMES,
    PASS_FAIL,
    STAFF,
    STUDENTS,
    students,
)


def test_there_are_sixty_students_with_alice_first():
    people = students()

    assert len(people) == 60
    assert people[0].login == "alice"


def test_logins_are_unique_and_plain():
    logins = [p.login for p in [*students(), *STAFF]]

    assert len(set(logins)) == len(logins)
    assert all(login.isascii() and login.isalpha() for login in logins)


def test_exceptions_name_students_of_the_course():
    assert PASS_FAIL | AUDIT | DROPPED | set(NICKNAMES) <= set(STUDENTS)
    assert not PASS_FAIL & AUDIT


def test_two_students_have_dropped_the_course():
    assert sum(p.status == "dropped" for p in students()) == 2
