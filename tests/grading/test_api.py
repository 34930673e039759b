"""GET /api/v1/courses/COURSE/grades/"""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import EnrollmentFactory

URL = "/api/v1/courses/ml-f20/grades/"


@pytest.fixture
def read(client):
    def read(person, query="", *, status=200):
        client.force_login(getattr(person, "user", person))
        answer = client.get(f"{URL}{query}")
        assert answer.status_code == status
        return answer.json()

    return read


def test_a_student_reads_their_own_grades_with_the_derivation(
    read, alice, hw1p2, hand_in
):
    hand_in(alice, hw1p2, 0.69)

    body = read(alice)

    assert body["course"] == "ml-f20"
    assert body["student"]["login"] == "alice"
    component = body["student"]["components"]["hw1p2"]
    assert component["mark"] == pytest.approx(90, abs=1e-9)
    assert component["steps"][-1]["rule"] == "cutoffs"
    assert body["student"]["steps"]["total"][0]["out"] == body["student"]["total"]


def test_a_student_reads_nobody_else_s(read, alice):
    read(alice, "?student=dora", status=403)


def test_staff_name_a_student(read, bob, alice, hw1p2):
    assert read(bob, "?student=alice")["student"]["login"] == "alice"
    read(bob, "?student=nobody", status=404)
    assert "Name a student" in str(read(bob, status=400))


def test_outsiders_and_visitors_read_nothing(read, client, charlie, course):
    assert client.get(URL).status_code == 401
    read(charlie, status=404)


def test_private_scores_are_withheld_from_students(read, alice, bob, hw1p2, hand_in):
    hw1p2.split = {"public": 0.5, "seed": 1}
    hw1p2.save()
    hand_in(alice, hw1p2, 0.69, public=0.3, private=0.8)

    mine = read(alice)["student"]
    staffs = read(bob, "?student=alice")["student"]

    assert "0.69" not in str(mine)
    assert (mine["total"], mine["components"]["hw1p2"]["raw"]) == (None, None)
    assert staffs["components"]["hw1p2"]["raw"] == 0.69


def test_instants_carry_the_offset_of_the_course(read, alice):
    assert read(alice)["as_of"][-6:] in ("-04:00", "-05:00")


def test_the_answer_has_the_form_of_the_schema(read, client, alice, hw1p2, hand_in):
    hand_in(alice, hw1p2, 0.69)
    schema = client.get("/api/schema/").json()

    parts = schema["components"]["schemas"]
    student = read(alice)["student"]

    assert set(parts["Student"]["properties"]) == set(student)
    assert set(parts["ComponentMark"]["properties"]) == set(
        student["components"]["hw1p2"]
    )
    assert set(parts["Step"]["properties"]) == {"rule", "text", "in", "out"}
    assert URL.replace("ml-f20", "{course}") in schema["paths"]


def test_the_cost_does_not_grow_with_the_class(
    client, course, alice, hw1p2, hand_in, django_assert_num_queries
):
    client.force_login(alice.user)
    with CaptureQueriesContext(connection) as alone:
        client.get(URL)
    for _ in range(20):
        hand_in(EnrollmentFactory(course=course), hw1p2, 0.61)

    with django_assert_num_queries(len(alone)):
        client.get(URL)
