"""The demo's papers are real files, and the same for the same words."""

import io
import re
import zipfile

from courseops.demo.papers import code, pdf
from courseops.demo.projects import TEAMS, TOPICS


def test_the_table_of_a_pdf_tells_where_its_objects_begin():
    made = pdf(title="A (short) title", paragraphs=["One.", "Two " * 60])

    table = int(made.split(b"startxref\n")[1].split()[0])
    begins = [int(one) for one in re.findall(rb"(\d{10}) 00000 n", made[table:])]
    assert made.startswith(b"%PDF-")
    assert made[table:].startswith(b"xref")
    for number, begin in enumerate(begins, 1):
        assert made[begin:].startswith(b"%d 0 obj" % number)
    (length,) = re.findall(rb"/Length (\d+)", made)
    (stream,) = re.findall(rb"stream\n(.*)\nendstream", made, re.DOTALL)
    assert len(stream) == int(length)


def test_a_zip_holds_code_and_is_the_same_each_time():
    made = code(seed=1, layers=2, width=64)

    assert zipfile.ZipFile(io.BytesIO(made)).namelist() == ["train.py", "README.md"]
    assert made == code(seed=1, layers=2, width=64)


def test_every_team_has_a_topic_and_nobody_is_in_two():
    members = [login for team in TEAMS.values() for login in team]

    assert set(TEAMS) < set(TOPICS)
    assert len(members) == len(set(members))
