"""What is wrong is refused as a whole: exit 1, every place named, nothing written."""

import pytest
from django.apps import apps

from tests.commands.running import run

RESULTS = "login,component,received_at,score,submission\n"
NO_NUMBERS = (
    "1_0",
    "nan",
    "inf",
    "-inf",
    "1e400",
    "٣",
    "0x1",
    "1 000",
    "50%",
    "",
)
NO_INSTANTS = (
    "2026-03-29T02:30",
    "2999-01-01T00:00",
    "2025-06-30T23:59:60Z",
    "10000-01-01T00:00",
    "0001-01-01T00:00",
    "9999-12-31T23:59:59-14:00",
    "2025-10-10T10:00+25:00",
    "2025-10-10",
    "yesterday",
    "",
)


def everything():
    """Return all rows of the database."""
    return {
        model: list(model.objects.order_by("pk").values_list())
        for model in apps.get_models()
    }


def refusal(*words):
    """Run a command that must refuse, and return the lines that it complains in."""
    before = everything()
    outcome = run(*words)
    assert (outcome.code, outcome.out) == (1, b"")
    assert everything() == before
    return outcome.err.splitlines()


def test_every_score_that_is_no_number_is_named(ws25, file):
    rows = [f"Zoë,hw2,2025-12-01T12:00,{n},n{i}\n" for i, n in enumerate(NO_NUMBERS)]

    told = refusal("importresults", ws25, file(RESULTS + "".join(rows)))

    assert told == [
        *(
            f"facts.csv: line {line}, column score: “{text}” is no finite number;"
            " expected one such as 12.5"
            for line, text in enumerate(NO_NUMBERS, start=2)
        ),
        "Nothing was imported.",
    ]


def test_every_time_that_is_no_instant_of_the_past_is_named(ws25, file):
    rows = [f"Zoë,hw2,{at},0.5,n{i}\n" for i, at in enumerate(NO_INSTANTS)]

    told = refusal("importresults", ws25, file(RESULTS + "".join(rows)))

    assert [line.partition(" received_at")[0] for line in told[:-1]] == [
        f"facts.csv: line {line}, column" for line in range(2, 2 + len(NO_INSTANTS))
    ]


@pytest.mark.parametrize("at", NO_INSTANTS)
@pytest.mark.parametrize(
    "words", [("exportgrades", "--format=json"), ("regrade",), ("explain", "Zoë")]
)
def test_as_of_is_an_instant_of_the_past(ws25, words, at):
    name, *rest = words

    assert len(refusal(name, ws25, *rest, "--as-of", at)) == 1


@pytest.mark.parametrize("text", ["1.5", "1_0", "٣", "nan", "", "99999999999", "-1"])
@pytest.mark.parametrize(
    "words",
    [
        ("extend", "ws25", "hw1b", "Zoë", "--reason=ill", "--days"),
        ("capslack", "ws25", "hw1b", "Zoë"),
    ],
)
def test_days_are_a_whole_number(ws25, words, text):
    assert len(refusal(*words, text)) == 1


@pytest.mark.parametrize(
    ("target", "value"),
    [
        *(("component:hw1b", text) for text in NO_NUMBERS if not text.startswith("-")),
        ("total", "-5"),
        ("letter", "a"),
        ("letter", "90"),
        ("component:hw1", "5"),
        ("assignment:hw1b", "5"),
        ("category:zz", "5"),
        ("", "5"),
    ],
)
def test_an_override_is_a_mark_or_letter_of_what_there_is(ws25, target, value):
    words = ("override", ws25, "Zoë", target, value, "--reason", "typo")

    assert len(refusal(*words)) == 1


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n\n",
        f"{RESULTS}Zoë,hw2,2025-12-01T12:00,1,a\n".encode("utf-16"),
        f"{RESULTS}Zoë,hw2,2025-12-01T12:00,1,a\n".encode("latin-1"),
        f"{RESULTS}Zoë,hw2,2025-12-01T12:00,1,a\n".replace(",", ";"),
        f'{RESULTS}"Zoë,hw2,2025-12-01T12:00,1,a\n',
        f"{RESULTS}Zoë,hw2\n",
        "login,component,score\nZoë,hw2,1\n",
        f"login,{RESULTS}",
    ],
)
@pytest.mark.parametrize(
    "words",
    [
        ("importresults", "ws25"),
        ("importattempts", "ws25"),
        ("importteams", "ws25"),
        ("importscores", "ws25", "hw1a"),
        ("importroster", "ws25"),
    ],
)
def test_a_file_of_another_form_is_refused_by_every_import(ws25, file, words, content):
    told = refusal(*words, file(content))

    assert all(line.startswith("facts.csv: ") for line in told[:-1])
    assert told[-1] == "Nothing was imported."


@pytest.mark.parametrize(
    "words",
    [
        ("handincode", "ws25", "hw1b", "Zoë", "nowhere.py"),
        ("importresults", "ws25", "nowhere.csv"),
        ("importscores", "ws25", "hw1a", "/"),
        ("choose", "ws25", "hw2", "Zoë", "r1"),
        ("waive", "ws25", "Zoë", "hw1b", "--reason", "there"),
        ("accommodate", "ws25", "tom", "--factor", "2", "--reason", "there"),
        ("reveal", "ws25", "hw1a"),
        ("explain", "ws25", "Zoë", "zz"),
        ("explain", "ws25", "tom"),
        ("publishcurve", "zz"),
        ("dumpcourse", "zz"),
        ("exportgrades", "ws25", "--format", "pdf"),
        ("exportgrades", "ws25", "--format", "csv", "--out", "/"),
    ],
)
def test_what_there_is_not_is_named(ws25, words):
    assert len(refusal(*words)) <= 2
