"""Who is in the demo course."""

import unicodedata
from dataclasses import dataclass

from courseops.demo_users import DEMO_USERS, DOMAIN
from courseops.models import Basis, Role, Status

STUDENTS = (
    "Amara Okonkwo", "Benedikt Vogel", "Camila Restrepo", "Daisuke Mori", "Elif Öztürk",
    "Farah Haddad", "Giulia Marchetti", "Hamza Siddiqui", "Ingrid Solberg", "Jamal Washington",
    "Katarzyna Wójcik", "Leilani Kahale", "Mateo Fernández", "Nandini Iyer", "Oluwaseun Bello",
    "Priya Raghunathan", "Qian Liu", "Rasmus Nyström", "Saoirse Gallagher", "Tariq Mansour",
    "Uma Krishnan", "Valentina Sorokina", "Wanjiru Kamau", "Xiomara Delgado", "Yusuf Demir",
    "Zuzana Horáková", "Aaliyah Brooks", "Bilal Chaudhry", "Chiara Lombardi", "Dmitri Volkov",
    "Esperanza Núñez", "Felix Baumann", "Grace Mbeki", "Hye-jin Park", "Ibrahim Traoré",
    "Jana Kovač", "Kwame Asante", "Lucía Herrera", "Minh Nguyễn", "Noor Rahman",
    "Oskar Lindgren", "Paulo Cardoso", "Quentin Lefèvre", "Rosa Beaumont", "Sanjay Patel",
    "Theodora Papadakis", "Umar Farooq", "Veronika Szabó", "William Tsai", "Ximena Vargas",
    "Yara Khoury", "Zhen Wang", "Anselm Keller", "Beatriz Monteiro", "Callum MacLeod",
    "Devika Menon", "Emeka Nwosu", "Freya Jakobsen", "Gabriel Moreau",
)  # fmt: skip

NICKNAMES = {
    "Daisuke Mori": "overfit_and_proud",
    "Giulia Marchetti": "gradient dissent",
    "Jamal Washington": "Loss Boss",
    "Leilani Kahale": "epoch nine",
    "Qian Liu": "argmax",
    "Saoirse Gallagher": "NaN slayer",
    "Xiomara Delgado": "dropout rate 0.0",
    "Dmitri Volkov": "local minimum",
    "Hye-jin Park": "softmax sister",
    "Kwame Asante": "batch of one",
    "Quentin Lefèvre": "le learning rate",
    "Veronika Szabó": "vanishing vera",
    "Zhen Wang": "seed 42",
    "Callum MacLeod": "haggis tensor",
}
UNDERGRADUATES = frozenset(STUDENTS[3::4])
PASS_FAIL = frozenset({"Bilal Chaudhry", "Jana Kovač", "Paulo Cardoso", "Yara Khoury"})
AUDIT = frozenset({"Anselm Keller", "Rosa Beaumont", "Uma Krishnan"})
DROPPED = frozenset({"Grace Mbeki", "Rasmus Nyström"})


@dataclass(frozen=True, kw_only=True)
class Person:
    """Somebody in the course; the login is also the first part of the e-mail."""

    login: str
    name: str
    role: str = Role.STUDENT
    track: str | None = None
    basis: str = Basis.LETTER
    status: str = Status.ACTIVE
    nickname: str = ""

    @property
    def email(self) -> str:
        """The address to sign in with."""
        return f"{self.login}@{DOMAIN}"


_NAMES = {user.login: user.name for user in DEMO_USERS}
ALICE = Person(login="alice", name=_NAMES["alice"], track="graduate")
STAFF = (
    Person(login="tom", name=_NAMES["tom"], role=Role.TA),
    Person(login="irene", name=_NAMES["irene"], role=Role.INSTRUCTOR),
    Person(login="mzhou", name="Mei-Ling Zhou", role=Role.TA),
    Person(login="rduarte", name="Rafael Duarte", role=Role.TA),
)
ROOT = Person(login="root", name=_NAMES["root"])


def _login(name: str) -> str:
    """Return first initial and surname: "Zuzana Horáková" is zhorakova."""
    plain = unicodedata.normalize("NFKD", name.lower())
    first, *_, last = plain.split()
    return first[0] + "".join(c for c in last if c.isascii() and c.isalpha())


def _student(name: str) -> Person:
    basis = Basis.LETTER
    if name in PASS_FAIL:
        basis = Basis.PASS_FAIL
    elif name in AUDIT:
        basis = Basis.AUDIT
    return Person(
        login=_login(name),
        name=name,
        track="undergraduate" if name in UNDERGRADUATES else "graduate",
        basis=basis,
        status=Status.DROPPED if name in DROPPED else Status.ACTIVE,
        nickname=NICKNAMES.get(name, ""),
    )


def students() -> list[Person]:
    """Return the sixty students, Alice first."""
    return [ALICE, *map(_student, STUDENTS)]
