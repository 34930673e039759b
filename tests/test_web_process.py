"""What the web process loads."""

import subprocess
import sys

PROGRAM = """
import sys
from courseops.wsgi import application
import courseops.urls
print(*sorted({"pandas", "scipy", "sklearn", "rapidfuzz"} & set(sys.modules)))
"""


def test_web_process_loads_nothing_that_only_workers_need():
    loaded = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True
    )

    assert loaded.stdout.split() == []
