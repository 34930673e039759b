"""The stable forms that other programs rely on: the JSON, the header of the CSV."""

import csv
import hashlib
import io

from tests.commands.running import done, export, run

STUDENT = (
    "login track basis status components assignments categories"
    " total final letter result slack_left unmet"
)
COMPONENT = (
    "state mark raw window days_late slack_used early_met bonus factors submission"
)
ATTEMPTS = """login,quiz,correct,questions,received_at
Zoë,q1,4,4,2025-10-30T10:00
007,q1,2,4,2025-10-30T10:00
"""


def letters():
    return {one["login"]: one["letter"] for one in export()["students"]}


def test_the_keys_of_the_json_and_their_order(ws25):
    shown = export()

    students = shown["students"]
    assert list(shown) == [
        "course",
        "generated_at",
        "policy_version",
        "curve",
        "students",
    ]
    assert {" ".join(one) for one in students} == {STUDENT}
    assert {" ".join(c) for one in students for c in one["components"].values()} == {
        COMPONENT
    }


def test_students_stand_by_login_with_the_dropped_and_without_staff(ws25):
    logins = [one["login"] for one in export()["students"]]

    assert logins == ["007", "1e5", "7", "Zoë", "ann@x.edu", "日本"]


def test_components_that_a_track_goes_without_are_absent(ws25):
    of = {one["login"]: one for one in export()["students"]}

    assert "report" in of["7"]["components"]
    assert "report" not in of["007"]["components"]
    assert of["007"]["categories"]["project"] is None


def test_the_policy_is_named_by_the_hash_of_the_dumped_course(ws25):
    dumped = run("dumpcourse", ws25).out

    assert export()["policy_version"] == hashlib.sha256(dumped).hexdigest()[:12]


def test_a_second_load_of_the_dump_changes_nothing(ws25, file):
    dumped = run("dumpcourse", ws25).out

    assert done("loadcourse", file(dumped)) == "ws25: nothing changed\n"
    assert run("dumpcourse", ws25).out == dumped


def test_the_header_of_the_csv(ws25):
    header = next(csv.reader(io.StringIO(done("exportgrades", ws25, "--format=csv"))))

    components = ("hw1a", "hw1b", "hw2", "q1", "q2", "report", "rank")
    assignments = ("hw1", "hw2", "q1", "q2", "report", "rank")
    assert header == [
        *("login", "name", "email", "track", "basis", "status"),
        *(f"component:{slug}" for slug in components),
        *(f"assignment:{slug}" for slug in assignments),
        *(f"category:{slug}" for slug in ("hw", "quiz", "project", "extra")),
        *("total", "final", "letter", "result", "slack_left", "unmet"),
    ]


def test_published_letters_stay_and_are_stale_until_published_again(ws25, file):
    done("importattempts", ws25, file(ATTEMPTS))
    done("publishcurve", ws25)
    published = letters()

    done("importscores", ws25, "hw1a", file("login,score\n007,7\n1e5,6\n"))

    assert (export()["curve"]["stale"], letters()) == (True, published)
    done("publishcurve", ws25)
    assert export()["curve"]["stale"] is False
    assert letters() != published
