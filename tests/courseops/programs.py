"""Small programs for the tests of the supervisor: ``python programs.py NAME FOLDER``.

FOLDER is the test's own, so that a test can tell its processes from others.
"""

# ruff: noqa: T201

import signal
import subprocess
import sys
import time
from pathlib import Path


def sleeper() -> None:
    print("up", flush=True)
    time.sleep(600)


def parent() -> None:
    """Has a child that outlives it unless its whole group is ended."""
    child = subprocess.Popen(
        [sys.executable, __file__, "sleeper", f"{sys.argv[2]}/child"]
    )
    print("child", child.pid, flush=True)
    time.sleep(600)


def stubborn() -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    sleeper()


def broken() -> None:
    print("no such setting: COLOUR", flush=True)
    sys.exit(3)


def complaining() -> None:
    print("2020-09-01 INFO all is well", flush=True)
    print("2020-09-01 ERROR cannot score 17", flush=True)
    time.sleep(600)


def supervisor() -> None:
    """Runs a sleeper under a supervisor of its own."""
    sys.path.insert(0, str(Path(__file__).parents[2]))
    from courseops.serve.supervisor import Program, Supervisor

    log = Path(sys.argv[2]) / "sleeper.log"
    command = [sys.executable, __file__, "sleeper", sys.argv[2]]
    sleeper = Program(name="sleeper", command=command, log=log)
    Supervisor([sleeper], say=print).run(when_ready=lambda: None)


if __name__ == "__main__":
    globals()[sys.argv[1]]()
