"""Who can be signed in as with one click where the demo runs (``DEMO=1``)."""

from dataclasses import dataclass

DOMAIN = "demo.courseops.example"
PASSWORD = "demo"  # noqa: S105 known to everybody, and only of the demo


@dataclass(frozen=True, kw_only=True)
class DemoUser:
    """One of the demo's people; ``place`` says where they have their role."""

    login: str
    name: str
    role: str
    place: str

    @property
    def email(self) -> str:
        """The address to sign in with."""
        return f"{self.login}@{DOMAIN}"


DEMO_USERS = (
    DemoUser(
        login="alice",
        name="Alice Adeyemi",
        role="Student",
        place="Machine Learning in Practice",
    ),
    DemoUser(
        login="tom",
        name="Tom Okafor",
        role="TA",
        place="Machine Learning in Practice",
    ),
    DemoUser(
        login="irene",
        name="Irene Lindqvist",
        role="Instructor",
        place="Machine Learning in Practice",
    ),
    DemoUser(login="root", name="Site Staff", role="Site staff", place="every course"),
)
