"""Memory, time and output of a metric file end, and it is told which did."""

import signal
import threading
import time
from pathlib import Path

import pytest

from leaderboard.sandbox.running import LimitReachedError, MetricFaultError
from tests.sandbox.asking import answer, body


def reached(source: str, **limits: float) -> LimitReachedError:
    with pytest.raises(LimitReachedError) as caught:
        answer(source, **limits)
    return caught.value


@pytest.mark.parametrize(
    "source",
    [
        body("return bytearray(2 << 30)"),
        body("kept = []", "while True:", "    kept.append(bytes(50_000_000))"),
    ],
    ids=["at once", "bit by bit"],
)
def test_memory_ends(source: str) -> None:
    error = reached(source, memory_mb=512)

    assert error.limit == "memory"
    assert str(error) == "The metric file needed more than 512 MB of memory."


def test_processor_time_ends_even_where_every_error_is_caught() -> None:
    error = reached(
        body(
            "while True:",
            "    try:",
            "        pass",
            "    except BaseException:",
            "        pass",
        ),
        cpu_seconds=1,
    )

    assert error.limit == "processor time"


def test_time_by_the_clock_ends() -> None:
    began = time.monotonic()

    error = reached(body("import time", "time.sleep(60)"), wall_seconds=0.3)

    assert error.limit == "time"
    assert time.monotonic() - began < 30


def test_a_worker_that_is_told_to_stop_leaves_no_process_behind() -> None:
    children = Path(f"/proc/self/task/{threading.get_native_id()}/children")
    before = children.read_text()

    def stop(*_: object) -> None:
        raise InterruptedError

    kept = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, 0.5)
    try:
        with pytest.raises(InterruptedError):
            answer(body("import time", "time.sleep(60)"))
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, kept)

    assert children.read_text() == before


def test_what_is_printed_is_cut() -> None:
    ran = answer(body("print('x' * 10_000_000)", "return 1.0"), answer_bytes=1000)

    assert ran.scores == [1.0]
    assert ran.printed == "x" * 1000


def test_nothing_can_be_written_past_the_cut() -> None:
    source = body("import os", "os.write(2, b'x' * 10_000_000)", "os._exit(0)")

    with pytest.raises(MetricFaultError) as caught:
        answer(source, answer_bytes=1000)

    assert len(caught.value.details) <= 1001


def test_an_answer_too_long_is_none() -> None:
    source = body("import os", "os.write(3, b' ' * 2000)", "return 1.0")

    with pytest.raises(MetricFaultError, match="without a valid answer"):
        answer(source, answer_bytes=1000)
