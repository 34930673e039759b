"""What docs/students.md tells to type works as it stands there."""

import re
import shutil
import subprocess
import threading
from pathlib import Path

import pytest
from django.core.management import call_command

from courseops.uploads.refusals import STATUS
from leaderboard.models import Submission
from tests.factories import CompetitionFactory
from tests.leaderboard.test_submit import score_what_comes

DOC = Path(__file__).parents[1] / "docs" / "students.md"


def _commands(site: str) -> str:
    """Return every shell block, for the site that runs here."""
    blocks = re.findall(
        r"^```sh\n(.*?)^```$", DOC.read_text(), re.MULTILINE | re.DOTALL
    )
    return "\n".join(blocks).replace("http://127.0.0.1:8000", site)


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
def test_commands_of_the_api_section_work_as_they_stand(live_server, alice, tmp_path):
    CompetitionFactory(component__course=alice.course, component__slug="hw1p2")
    (tmp_path / "solution.csv").write_text("id,label\n1,0\n2,1\n")
    call_command("setsolution", "ml-f20", "hw1p2", str(tmp_path / "solution.csv"))
    (tmp_path / "predictions.csv").write_text("id,label\n2,1\n1,1\n")
    worker = threading.Thread(target=score_what_comes)
    worker.start()

    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", _commands(live_server.url)],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    worker.join()
    assert done.returncode == 0, done.stderr
    assert "scored 0.5 []" in done.stdout
    assert (tmp_path / "again.csv").read_text() == "id,label\n2,1\n1,1\n"
    assert Submission.objects.get().note == "deeper, with dropout"


def test_every_refusal_is_in_the_table():
    """Cancelling and a form that cannot be read are told where they happen."""
    rows = re.findall(r"^\| (\d{3}) \| (.*?) \|", DOC.read_text(), re.MULTILINE)
    told = {
        code: int(status)
        for status, codes in rows
        for code in re.findall(r"\w+", codes)
    }

    for code, status in STATUS.items():
        if code not in {"not_queued", "unreadable"}:
            assert told[code] == status
