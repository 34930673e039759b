"""Runs one program for as long as a test needs it."""

from collections.abc import Iterator
from contextlib import contextmanager

from courseops.serve.supervisor import Program, Supervisor


@contextmanager
def running(program: Program) -> Iterator[None]:
    supervisor = Supervisor([program], say=lambda line: None)
    try:
        supervisor.start()
        yield
    finally:
        supervisor.stop()
