"""Runs the whole product until Ctrl-C."""

import os
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError

from courseops.serve import guards
from courseops.serve.broker import NoEmbeddedBrokerError
from courseops.serve.stack import Stack
from courseops.serve.supervisor import ProgramFailedError, Supervisor


class Command(BaseCommand):
    """``serve [--host HOST] [--port PORT] [--workers N]``."""

    help = (
        "Run the product: web server, worker, clock, and the embedded queue unless "
        "REDIS_URL is given. Ctrl-C ends all of it."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument(
            "--workers", type=int, default=2, help="processes of the web server"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        stack = Stack(
            host=options["host"], port=options["port"], web_workers=options["workers"]
        )
        os.environ["PYTHONUNBUFFERED"] = "1"
        if not settings.CACHE_URL:
            # The programs share what they note; a command on its own has nobody to.
            os.environ["CACHE_URL"] = f"unix://{settings.BROKER_SOCKET}?db=1"
        try:
            with guards.only_one(settings.VAR_DIR):
                guards.port_free(stack.host, stack.port)
                guards.database_migrated()
                Supervisor(stack.programs(), say=self._say).run(
                    when_ready=lambda: self._announce(stack)
                )
        except (
            guards.CannotStartError,
            NoEmbeddedBrokerError,
            ProgramFailedError,
        ) as error:
            raise CommandError(str(error)) from error
        except OperationalError as error:
            raise CommandError(f"The database does not answer: {error}") from error
        self._say("stopped")

    def _say(self, line: str) -> None:
        self.stdout.write(f"  {line}")
        self.stdout.flush()

    def _announce(self, stack: Stack) -> None:
        sign_ins = settings.VAR_DIR / "demo-sign-ins.txt"
        self.stdout.write(f"\nCourse Ops is running at {stack.address}\n")
        if settings.DEMO and sign_ins.exists():
            self.stdout.write(sign_ins.read_text())
        self.stdout.write(f"Logs: {settings.VAR_DIR / 'log'}   Stop: Ctrl-C\n")
        self.stdout.flush()
