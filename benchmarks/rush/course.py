"""A course for the rush, its people, and what they need to be let in."""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from benchmarks.rush.plan import Plan, write_solution
from tests.stack.product import Product

SLUG = "rush"
HEAD = """
course:
  slug: rush
  code: RU 785
  title: Rush
  term: Now
  time_zone: UTC
tracks:
  - {slug: regular, bases: [letter, pass_fail, audit]}
categories:
  - {slug: homework, title: Homeworks, weight: 100}
assignments:
"""
COMPETITION = """
  - slug: work-{number}
    category: homework
    components:
      - slug: {slug}
        title: Competition {number}
        kind: competition
        metric: accuracy
        id_column: id
        target_columns: [label]
        limits: {{daily: 100, final_choices: 2}}
        cutoffs: {{A: 0.9, B: 0.8, C: 0.7, D: 0.6, F: 0}}
"""
# Signs everybody in without the hours that hashing passwords would take.
SIGN_IN = """
import json, sys
from importlib import import_module
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from courseops.models import User
from knox.models import get_token_model
store = import_module(settings.SESSION_ENGINE).SessionStore
keys = []
for user in User.objects.order_by('login'):
    session = store()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    _, token = get_token_model().objects.create(user=user)
    keys.append(dict(login=user.login, session=session.session_key, token=token))
open({path!r}, 'w').write(json.dumps(keys))
"""


@dataclass(frozen=True, kw_only=True)
class Keys:
    """What lets somebody in: a session's key, and a token of the API."""

    login: str
    session: str
    token: str


def slug_of(competition: int) -> str:
    """Return the name of a competition by its number."""
    return f"rush-{competition + 1}"


def login_of(student: int) -> str:
    """Return the login of a student by their number."""
    return f"s{student:04}"


def make_course(product: Product, plan: Plan) -> None:
    """Load the course, its students and a TA, and the solutions."""
    folder = product.folder
    competitions = [
        COMPETITION.format(number=number + 1, slug=slug_of(number))
        for number in range(plan.competitions)
    ]
    course = folder / "course.yaml"
    course.write_text(HEAD + "".join(competitions))
    people = [(login_of(number), "student") for number in range(plan.students)]
    roster = folder / "roster.csv"
    roster.write_text(
        "login,name,email,track,basis,role,status\n"
        + "".join(
            f"{login},Student {login},{login}@example.edu,"
            f"{'regular' if role == 'student' else ''},letter,{role},active\n"
            for login, role in [*people, ("tess", "ta")]
        )
    )
    solution = folder / "solution.csv"
    write_solution(solution, plan.rows)
    product.manage_all(
        ("loadcourse", course),
        ("importroster", SLUG, roster),
        *(
            ("setsolution", SLUG, slug_of(number), solution)
            for number in range(plan.competitions)
        ),
    )


def set_deadline(product: Product, deadline: datetime) -> None:
    """Set when every competition's uploads stop being on time."""
    product.python(
        "from datetime import datetime",
        "from courseops.models import Component",
        f"deadline = datetime.fromisoformat({deadline.isoformat()!r})",
        "Component.objects.update(on_time=deadline)",
    )


def sign_in(product: Product, path: Path) -> None:
    """Let everybody in; write their keys to *path*."""
    product.python(SIGN_IN.format(path=str(path)))


def read_keys(path: Path) -> dict[str, Keys]:
    """Return the keys that :func:`sign_in` wrote, by login."""
    keys = [Keys(**one) for one in json.loads(path.read_text())]
    return {one.login: one for one in keys}
