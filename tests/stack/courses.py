"""A small course to drill with, made by the product's own commands."""

import csv
import random
from collections.abc import Mapping
from pathlib import Path

from tests.stack.product import Product
from tests.stack.visitor import Visitor

PASSWORD = "a-long-walk-by-the-river"
STUDENTS = ("ada", "ben", "cleo", "dev")

COURSE = """
course:
  slug: {slug}
  code: ST 101
  title: {title}
  term: Now
  time_zone: America/New_York
tracks:
  - {{slug: regular, bases: [letter, pass_fail, audit]}}
categories:
  - {{slug: homework, title: Homeworks, weight: 100}}
assignments:
"""
COMPETITION = """
  - slug: {slug}-work
    category: homework
    components:
      - slug: {slug}
        title: {title}
        kind: competition
        metric: accuracy
        id_column: {id_column}
        target_columns: [{target}]
        cutoffs: {{A: 0.75, B: 0.70, C: 0.60, D: 0.40, F: 0}}
"""


def make_course(
    product: Product, slug: str, *competitions: str, solutions: Mapping[str, Path]
) -> None:
    """Load a course of *competitions* (COMPETITION, filled in) with four students.

    *solutions* has a file for each. People sign in as NAME@example.edu with PASSWORD;
    the TA is tess.
    """
    course = product.folder / f"{slug}.yaml"
    course.write_text(
        COURSE.format(slug=slug, title=slug.title()) + "".join(competitions)
    )
    roster = product.folder / f"{slug}-roster.csv"
    people = [(name, "student") for name in STUDENTS] + [("tess", "ta")]
    roster.write_text(
        "login,name,email,track,basis,role,status\n"
        + "".join(
            f"{name},{name.title()},{name}@example.edu,"
            f"{'regular' if role == 'student' else ''},letter,{role},active\n"
            for name, role in people
        )
    )
    product.manage_all(
        ("loadcourse", course),
        ("importroster", slug, roster),
        *(("setsolution", slug, name, file) for name, file in solutions.items()),
    )
    product.python(
        "from courseops.models import User",
        "from django.contrib.auth.hashers import make_password",
        f"User.objects.update(password=make_password({PASSWORD!r}))",
    )


def sign_in(product: Product, login: str) -> Visitor:
    """Return a visitor who is signed in as *login*."""
    visitor = Visitor(product.address)
    visitor.sign_in(f"{login}@example.edu", PASSWORD)
    return visitor


def write_labels(
    path: Path, labels: list[int], *, header: tuple[str, str] = ("id", "label")
) -> Path:
    """Write a file of *labels* for the ids from 1 on."""
    with path.open("w", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(header)
        rows.writerows(enumerate(labels, start=1))
    return path


def random_labels(rows: int, seed: int) -> list[int]:
    return random.Random(seed).choices(range(10), k=rows)


def spoilt(labels: list[int], wrong: int) -> list[int]:
    """Return *labels* with the first *wrong* of them wrong."""
    return [(n + 1) % 10 for n in labels[:wrong]] + labels[wrong:]
