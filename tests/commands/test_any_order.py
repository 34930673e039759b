"""The same commands in another order leave the same course, to the byte."""

import random

import pytest
from django.db import transaction

from tests.commands.running import done, loaded, run, written

FACTS = {
    "importresults": """login,component,received_at,score,submission
Zoë,hw1b,2025-10-19T12:00:00+02:00,4.0,s1
Zoë,hw1b,2025-10-25T18:00:59+02:00,3.5,s2
007,hw1b,2025-10-25T18:01:00,4.5,s3
007,hw1b,2025-10-25T16:00:59.999Z,7,s4
7,hw1b,2025-10-26T18:00:59,5,s5
7,hw1b,2025-10-26T18:00:59.5,5,s6
1e5,hw2,2025-12-16T00:00:00,0.9,u1
1e5,hw2,2025-12-18T00:00:00,0.8,u2
ann@x.edu,hw2,2025-12-20T00:00:00,0.8,u3
日本,hw2,2025-12-10T00:00:00,0.8,u4
日本,hw2,2025-12-10T00:00:00,0.7,u5
""",
    "importattempts": """login,quiz,correct,questions,received_at
Zoë,q1,3,4,2025-10-30T10:00
Zoë,q1,2,4,2025-10-31T10:00
7,q2,1,3,2025-11-03T00:00
""",
    "importteams": "team,login,component\nred,Zoë,report\nred,7,report\nb,1e5,\n",
}
SCORES = {
    "hw1a": "login,score\nZoë,7\n007,3.5\n1e5,0\n",
    "report": "login,score,received_at\n7,11,2026-01-20T23:59:59\nann@x.edu,12.5,\n",
    "rank": "login,score\nZoë,5\n007,3\n1e5,3\n7,-1\n",
}
DECISIONS = [
    ("extend", "ws25", "hw1b", "7", "--days", "1"),
    ("extend", "ws25", "hw2", "ann@x.edu", "--until", "2025-12-24T10:00"),
    ("extend", "ws25", "report", "Zoë", "--excuse"),
    ("override", "ws25", "007", "category:hw", "70.25"),
    ("override", "ws25", "1e5", "letter", "B"),
    ("waive", "ws25", "007", "hw1b/code"),
]
EXPORTS = [
    (f"--format={kind}", *rest)
    for kind in ("csv", "canvas", "json", "xlsx")
    for rest in [(), ("--final",), ("--as-of", "2025-11-05T00:00")]
]


def shuffled(content, *, by):
    header, *rows = content.splitlines(keepends=True)
    by.shuffle(rows)
    return "".join([header, *rows])


def commands(folder, *, by):
    """Return the commands in an order of their own, with files in orders of theirs."""
    yield from [
        (name, "ws25", written(folder, f"{name}.csv", shuffled(facts, by=by)))
        for name, facts in FACTS.items()
    ]
    yield from [
        ("importscores", "ws25", slug, written(folder, slug, shuffled(facts, by=by)))
        for slug, facts in SCORES.items()
    ]
    yield from [(*words, "--reason", "told") for words in DECISIONS]
    yield "capslack", "ws25", "hw1b", "007", "0"


def exported_after(folder, *, seed):
    """Return every export of the course that the commands leave, and drop the course."""
    by = random.Random(seed)
    with transaction.atomic():
        loaded(folder)
        words = list(commands(folder, by=by))
        by.shuffle(words)
        for one in words:
            done(*one)
        exports = [run("exportgrades", "ws25", *options).out for options in EXPORTS]
        transaction.set_rollback(True)
    return exports


@pytest.mark.django_db
def test_the_order_of_commands_and_rows_is_no_part_of_an_export(tmp_path):
    assert exported_after(tmp_path, seed=1) == exported_after(tmp_path, seed=2)


def test_a_second_regrade_changes_nothing(ws25, tmp_path):
    for words in commands(tmp_path, by=random.Random(3)):
        done(*words)

    assert done("regrade", ws25) == "0 marks changed in ws25.\n"
