"""The sandbox, where this machine has one."""

import pytest

from leaderboard.sandbox.selftest import unavailable


@pytest.fixture(autouse=True)
def _sandboxed(request: pytest.FixtureRequest) -> None:
    """Skip what needs the sandbox where the machine cannot set a limit, and say which."""
    if "anywhere" not in request.keywords and unavailable():
        pytest.skip(unavailable())
