"""Whether a machine can hold a metric file is found by trying."""

import subprocess
import sys

from leaderboard import checks
from leaderboard.sandbox import probe, selftest

# A machine that takes no filter: a filter of our own denies the call that sets one.
NO_FILTERS = """
import errno
from leaderboard.sandbox import filter as calls
from leaderboard.sandbox.evaluate import evaluate
from leaderboard.sandbox.limits import LimitError, Limits
from leaderboard.sandbox.selftest import unavailable
from tests.sandbox.asking import asked, body

calls.install([
    (0x20, 0, 0, 0),
    (0x15, 0, 1, calls.this_machine().seccomp),
    (0x06, 0, 0, 0x00050000 | errno.EPERM),
    (0x06, 0, 0, 0x7FFF0000),
])
print(unavailable())
try:
    evaluate(source=body("return 1.0"), inputs=asked(), limits=Limits())
except LimitError as error:
    print(error)
"""


def run(program: str) -> list[str]:
    """Return what *program* prints in a process of its own, outside of the sandbox."""
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    return ran.stdout.splitlines()


def test_each_attempt_of_the_probe_succeeds_outside_of_the_sandbox() -> None:
    found = run(
        "from leaderboard.sandbox import probe; print(*probe.succeeded(), sep='\\n')"
    )

    assert found == list(probe.ATTEMPTS)


def test_without_a_filter_the_feature_is_off_and_nothing_runs() -> None:
    reason = (
        "The kernel does not take a system call filter, seccomp "
        "(Operation not permitted)."
    )

    assert run(NO_FILTERS) == [reason, reason]


def test_the_check_before_deploying_names_what_is_missing(monkeypatch) -> None:
    assert checks.own_metrics(None) == []

    monkeypatch.setattr(selftest, "unavailable", lambda: "No filter here.")

    (found,) = checks.own_metrics(None)
    assert found.msg == (
        "Metrics that staff write are off on this machine. No filter here."
    )
