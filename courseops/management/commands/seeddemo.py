"""Fills an empty site with the demo course."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from courseops import clock
from courseops.demo.term import SLUG
from courseops.demo_users import DEMO_USERS, PASSWORD
from courseops.models import Course


class Command(BaseCommand):
    """``seeddemo``."""

    help = (
        "Make the demo course: sixty students in the middle of a term, and sign-ins "
        "that everybody knows. Only goes into an empty site; a second run changes "
        "nothing."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        if Course.objects.filter(slug=SLUG).exists():
            _leave_sign_ins()
            self._say("The demo course is already there; nothing was changed.")
            return
        # Loads pandas, which a run that finds the course does without.
        from courseops.demo import seed  # noqa: PLC0415

        self._say("Making the demo course…")
        try:
            seed.seed(at=clock.now(), say=lambda line: self._say(f"  {line}"))
        except seed.NotEmptyError as error:
            raise CommandError(str(error)) from error
        _leave_sign_ins()
        self._say("The demo course is ready.")

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()


def _leave_sign_ins() -> None:
    """Write down whom to sign in as, where ``serve`` finds it."""
    lines = [f"  {user.role:<12}{user.email}\n" for user in DEMO_USERS]
    text = f"Sign in with the password {PASSWORD!r} as\n{''.join(lines)}"
    (settings.VAR_DIR / "demo-sign-ins.txt").write_text(text)
