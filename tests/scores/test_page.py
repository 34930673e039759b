"""Importing scores in the browser: the file, what it would change, the change."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from courseops.models import AuditEvent, Result
from tests.factories import ComponentFactory, EnrollmentFactory
from tests.scores.loading import scores, take

PAGE = "/courses/ml-f20/scores/"


@pytest.fixture
def as_bob(client, bob):
    client.force_login(bob.user)
    return client


def upload(client, text: str | bytes, name: str = "exam.csv"):
    data = text.encode() if isinstance(text, str) else text
    file = SimpleUploadedFile(name, data)
    return client.post(PAGE, {"component": "exam-1", "file": file})


def agree(client, shown, **more):
    context = shown.context
    return client.post(
        PAGE,
        {
            "component": context["component"].slug,
            "source": context["source"],
            "seen": context["plan"].fingerprint,
            "scores": context["scores"],
            "do": "apply",
        }
        | more,
    )


def test_only_components_that_take_scores_are_offered(as_bob, exam):
    ComponentFactory(course=exam.course, slug="hw1p2")

    form = as_bob.get(f"{PAGE}?component=exam-1").context["form"]

    assert [slug for slug, _ in form.fields["component"].choices] == ["exam-1"]
    assert form["component"].value() == "exam-1"


def test_a_course_without_such_components_says_so(as_bob, course):
    assert "Nothing here takes scores" in as_bob.get(PAGE).text


def test_the_file_is_shown_before_it_changes_anything(as_bob, exam):
    take(exam, "login,score\nalice,41\n")

    shown = upload(as_bob, "login,score\nalice,\ncarol,12.5\n")

    assert scores(exam) == {"alice": 41}
    rows = [(one.login, str(one.what)) for one in shown.context["plan"].applied]
    assert rows == [("alice", "cleared"), ("carol", "added")]
    assert "Apply 2 changes" in shown.text


def test_what_was_agreed_to_is_changed_and_recorded(as_bob, bob, exam):
    shown = upload(as_bob, "login,score,received_at\ncarol,0.1,2020-09-27T18:00Z\n")

    answer = agree(as_bob, shown)

    assert answer.status_code == 302
    assert answer["Location"] == f"{PAGE}?component=exam-1"
    assert scores(exam) == {"carol": 0.1}
    event = AuditEvent.objects.get()
    assert (event.actor, event.why) == (bob.user, "exam.csv")


def test_another_systems_export_is_applied_as_it_was_shown(as_bob, exam):
    canvas = (
        "Student,ID,SIS User ID,SIS Login ID,Section,Midterm exam (12)\n"
        '"Ash, Alice",1,s1,alice,A,41.5\n"B, B",2,s2,bob,A,3\n'
    )

    shown = upload(as_bob, canvas)
    agree(as_bob, shown)

    assert "bob is left as is: TA, no student" in shown.text
    assert scores(exam) == {"alice": 41.5}


def test_a_change_in_between_is_shown_again_and_not_overwritten(as_bob, exam):
    shown = upload(as_bob, "login,score\nalice,41\n")
    take(exam, "login,score\nalice,50\n")

    answer = agree(as_bob, shown)

    assert answer.status_code == 409
    assert "Scores were changed since you looked" in answer.text
    assert scores(exam) == {"alice": 50}
    assert agree(as_bob, answer).status_code == 302
    assert scores(exam) == {"alice": 41}


def test_every_problem_of_the_file_is_listed(as_bob, exam):
    answer = upload(as_bob, "login,score\nalice,61\nzoe,1\n")

    assert answer.status_code == 422
    assert answer.context["problems"] == [
        "line 2, column score: 61 is more than 60",
        "line 3, column login: “zoe” is nobody in ml-f20",
    ]
    assert "zoe" in answer.text


def test_a_file_that_changes_nothing_offers_nothing_to_apply(as_bob, exam):
    take(exam, "login,score\nalice,41\n")

    shown = upload(as_bob, "login,score\nalice,41\n")

    assert "Nothing would change" in shown.text
    assert "Apply" not in shown.text


def test_a_form_without_a_file_says_what_is_missing(as_bob, exam):
    answer = as_bob.post(PAGE, {"component": "exam-1"})

    assert answer.status_code == 422
    assert "This field is required" in answer.text


def test_a_file_too_large_to_show_is_refused(as_bob, exam):
    answer = upload(as_bob, b"login,score\n" + b"\n" * 2_000_000)

    assert answer.status_code == 422
    assert "larger than 2 MB" in answer.text


def test_a_competition_takes_no_scores_here(as_bob, exam):
    ComponentFactory(course=exam.course, slug="hw1p2")
    shown = upload(as_bob, "login,score\nalice,41\n")

    answer = as_bob.post(
        PAGE,
        {
            "component": "hw1p2",
            "source": "x",
            "seen": shown.context["plan"].fingerprint,
            "scores": shown.context["scores"],
            "do": "apply",
        },
    )

    assert answer.status_code == 422
    assert not Result.objects.exists()


WHOLE = (
    "Name,SID,Email,Midterm exam,Midterm exam - Max Points,"
    "Midterm exam - Submission Time,Midterm exam - Lateness (H:M:S),Lab,"
    "Lab - Max Points,Lab - Submission Time,Lab - Lateness (H:M:S),Old,"
    "Old - Max Points,Old - Submission Time,Old - Lateness (H:M:S)\n"
    "Alice Ash,,alice@example.edu,41.5,60,,,9,10,,,1,1,,\n"
    "Zoe Zed,,zoe@else.edu,41,60,,,8,10,,,1,1,,\n"
)


@pytest.fixture
def lab(exam):
    return ComponentFactory(
        course=exam.course, slug="lab", kind="points", details={"points": 10}
    )


def press(client, shown, **buttons):
    """Press a button of the preview: nothing is applied by itself."""
    return agree(client, shown, do="", **buttons)


def test_one_file_goes_from_component_to_component(as_bob, exam, lab):
    shown = upload(as_bob, WHOLE)
    assert [(column, one.slug) for column, one in shown.context["elsewhere"]] == [
        ("Lab", "lab")
    ]
    assert "Like no component:</span> Old" in shown.text

    following = press(as_bob, shown, then="lab")

    assert following.context["component"] == lab
    assert scores(exam) == {"alice": 41.5}
    assert scores(lab) == {}
    assert press(as_bob, shown, to="lab").context["component"] == lab


def test_somebody_unknown_is_named_on_the_page(as_bob, bob, exam, lab):
    EnrollmentFactory(course=exam.course, user__login="zz")
    shown = upload(as_bob, WHOLE)
    (zoe,) = shown.context["strangers"]

    named = agree(as_bob, shown, do="name", **{zoe.field: "zz"})

    assert named.context["strangers"] == []
    assert {one.login for one in named.context["plan"].applied} == {"alice", "zz"}
    assert scores(exam) == {}
    assert AuditEvent.objects.get().verb == "names.confirm"


def test_a_file_of_strangers_alone_can_be_named_too(as_bob, exam, lab):
    shown = upload(as_bob, WHOLE.replace("alice@", "ash@else."))

    assert len(shown.context["strangers"]) == 2
    assert "No student's score is in the file" in shown.text


def test_a_login_that_nobody_has_names_nobody(as_bob, exam, lab):
    shown = upload(as_bob, WHOLE)
    (zoe,) = shown.context["strangers"]

    named = agree(as_bob, shown, do="name", **{zoe.field: "nobody"})

    assert "line 3: “nobody” is nobody in ml-f20" in named.text
    assert [one.name for one in named.context["strangers"]] == ["Zoe Zed"]


def test_rows_are_filtered_by_what_becomes_of_them(as_bob, exam):
    take(exam, "login,score\nalice,41\n")
    shown = upload(as_bob, "login,score\nalice,41\ncarol,12\n")

    def seen(show: str) -> list[str]:
        return [one.login for one in press(as_bob, shown, show=show).context["page"]]

    assert [one.login for one in shown.context["page"]] == ["carol"]
    assert seen("unchanged") == ["alice"]
    assert seen("all") == ["alice", "carol"]


def test_long_files_are_paged_and_ask_the_same(as_bob, exam, django_assert_num_queries):
    text = "login,score\n"
    for number in range(51):
        EnrollmentFactory(course=exam.course, user__login=f"p{number}")
        text += f"p{number},{number % 60}\n"
    with django_assert_num_queries(9):
        few = upload(as_bob, "login,score\np1,1\n")
    with django_assert_num_queries(9):
        many = upload(as_bob, text)

    assert len(few.context["page"]) == 1
    assert len(many.context["page"]) == 50
    assert len(press(as_bob, many, page="2").context["page"]) == 1


def test_a_mark_sent_to_canvas_comes_back_unchanged(as_bob, exam, alice):
    take(exam, "login,score\nalice,41\n")
    canvas = (
        "Student,ID,SIS User ID,SIS Login ID,Section,Midterm exam (12)\n"
        "    Points Possible,,,,,100.00\n"
        '"Ash, Alice",1,s1,alice,A,68.33\n'
    )

    assert "Nothing would change" in upload(as_bob, canvas).text
