"""``--as-of``: what was received by the instant is known, to the second."""

import pytest

from tests.commands.running import done, export

RESULTS = "login,component,received_at,score,submission\n"


def shown(component, *, at, login="Zoë"):
    students = export("--as-of", at)["students"]
    return next(s for s in students if s["login"] == login)["components"][component]


@pytest.mark.parametrize(
    ("at", "raw"),
    [
        ("2025-12-01T11:59:59", None),
        ("2025-12-01T12:00:00", 0.5),
        ("2025-12-01T12:00:00.5", 0.5),
        ("2025-12-01T12:00:01", 0.5),
    ],
)
def test_a_submission_is_known_from_its_second_on(ws25, file, at, raw):
    facts = file(f"{RESULTS}Zoë,hw2,2025-12-01T12:00:00,0.5,a\n")
    done("importresults", ws25, facts)

    assert shown("hw2", at=at)["raw"] == raw


def test_the_fraction_of_a_second_is_dropped_where_it_was_received(ws25, file):
    facts = file(f"{RESULTS}Zoë,hw2,2025-12-15T23:59:59.999,0.5,a\n")
    done("importresults", ws25, facts)

    known = shown("hw2", at="2025-12-15T23:59:59")
    later = shown("hw2", at="2025-12-20T12:00")

    assert (known["raw"], known["days_late"]) == (0.5, 0)
    assert (later["window"], later["days_late"]) == ("on_time", 0)


@pytest.mark.parametrize(
    ("at", "raw"), [("2025-10-30T09:59:59", None), ("2025-10-30T10:00:00", 3)]
)
def test_an_attempt_is_known_from_its_second_on(ws25, file, at, raw):
    header = "login,quiz,correct,questions,received_at\n"
    done("importattempts", ws25, file(f"{header}Zoë,q1,3,4,2025-10-30T10:00\n"))

    assert shown("q1", at=at)["raw"] == raw


@pytest.mark.parametrize(
    ("at", "state"),
    [
        ("2025-11-01T23:59:59", "graded"),
        ("2025-11-02T00:00:00", "withheld"),
        ("2025-11-03T09:59:59", "withheld"),
        ("2025-11-03T10:00:00", "graded"),
    ],
)
def test_a_mark_is_withheld_between_the_code_deadline_and_the_code(
    ws25, file, tmp_path, at, state
):
    done("importresults", ws25, file(f"{RESULTS}Zoë,hw1b,2025-10-19T12:00,5,a\n"))
    code = tmp_path / "code.py"
    code.write_text("print(1)\n")
    done("handincode", ws25, "hw1b", "Zoë", code, "--at", "2025-11-03T10:00")

    assert shown("hw1b", at=at)["state"] == state


@pytest.mark.parametrize(
    ("at", "state", "generated"),
    [
        ("2025-11-01T23:59:59", "pending", "2025-11-01T22:59:59Z"),
        ("2025-11-02T00:00:00", "missing", "2025-11-01T23:00:00Z"),
    ],
)
def test_what_did_not_come_is_missing_a_second_after_its_deadline(
    ws25, at, state, generated
):
    assert shown("q1", at=at)["state"] == state
    assert export("--as-of", at)["generated_at"] == generated


def test_a_result_without_a_time_was_always_there(ws25, file):
    done("importscores", ws25, "hw1a", file("login,score\nZoë,3.5\n"))

    assert shown("hw1a", at="2025-10-01T00:00")["mark"] == 50


def test_a_decision_holds_at_every_instant(ws25):
    done("extend", ws25, "hw1a", "Zoë", "--excuse", "--reason", "ill")

    assert shown("hw1a", at="2025-10-01T00:00")["state"] == "excused"
