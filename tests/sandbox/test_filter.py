"""The filter as the kernel reads it, for both kinds of processor."""

import errno
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaderboard.sandbox import filter as calls
from leaderboard.sandbox.filter import MACHINES, Machine, Step, program
from leaderboard.sandbox.limits import LimitError

pytestmark = pytest.mark.anywhere

KILL, DENY, ALLOW = 0x80000000, 0x00050000 + errno.EPERM, 0x7FFF0000
FOREIGN = 0x40000003  # 32-bit x86
machines = pytest.mark.parametrize("machine", MACHINES.values(), ids=MACHINES)


def verdict(steps: Sequence[Step], *, number: int, architecture: int) -> int:
    """Follow *steps* as the kernel does, and return what they return."""
    at, loaded = 0, 0
    while True:
        code, if_true, if_false, operand = steps[at]
        at += 1
        if code == 0x20:
            loaded = {0: number, 4: architecture}[operand]
        elif code == 0x15:
            at += if_true if loaded == operand else if_false
        else:
            assert code == 0x06
            return operand


@machines
@given(number=st.one_of(st.integers(0, 600), st.integers(0, 2**32 - 1)))
def test_exactly_the_calls_on_the_list_are_allowed(
    machine: Machine, number: int
) -> None:
    expected = ALLOW if number in machine.allowed.values() else DENY

    found = verdict(program(machine), number=number, architecture=machine.audit)

    assert found == expected


@machines
def test_a_call_of_another_architecture_ends_the_process(machine: Machine) -> None:
    for number in machine.allowed.values():
        found = verdict(program(machine), number=number, architecture=FOREIGN)
        assert found == KILL


def test_both_machines_allow_the_same_calls() -> None:
    first, second = MACHINES.values()

    assert set(first.allowed) == set(second.allowed)


@pytest.mark.parametrize(
    ("system", "processor"), [("Darwin", "arm64"), ("Linux", "riscv64")]
)
def test_another_machine_is_told_that_it_has_no_filter(
    system: str, processor: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("platform.system", lambda: system)
    monkeypatch.setattr("platform.machine", lambda: processor)

    with pytest.raises(LimitError, match=f"this is {system} on {processor}"):
        calls.this_machine()
