"""``python -m tests.reference.campaign FIRST COUNT [--rows]``: many random courses."""

import os
import sys
import tempfile
import traceback
from pathlib import Path
from random import Random

from benchmarks.loop.course import resolved
from benchmarks.loop.report import graded
from tests.reference.classes import Facts
from tests.reference.comparing import differences
from tests.reference.courses import Writer
from tests.reference.product import Product


def case(seed: int) -> tuple[dict, dict, dict, list[int]]:
    """Return the document, its resolved form, the facts and the instants of a seed."""
    random = Random(seed)
    document = Writer(random, f"random-{seed}").course()
    course = resolved(document)
    maker = Facts(random, course)
    facts = maker.made()
    return document, course, facts, maker.instants(3)


def compare(seed: int, *, by_rows: bool = False) -> list[str]:
    """Return where the loop and the product differ for one seed.

    Everything goes through commands or, *by_rows*, results and decisions do not.
    """
    from tests.reference.rows import Rows

    document, course, facts, instants = case(seed)
    found = []
    with tempfile.TemporaryDirectory() as folder:
        way = Rows if by_rows else Product
        product = way(Path(folder), document, facts)
        product.load()
        for at in instants:
            for final in (False, True):
                theirs = graded(course, facts, at=at, final=final)
                ours = product.grades(at=at, final=final)
                found += [
                    f"seed {seed} at {at} final {final}: {one}"
                    for one in differences(theirs, ours)
                ]
        if document.get("curve"):
            found += _published(seed, product, (course, facts), instants)
    return found


def _published(
    seed: int, product: Product, graded_from: tuple[dict, dict], instants: list[int]
) -> list[str]:
    """Return whose letters are not the published ones, once they are published."""
    course, facts = graded_from
    final = graded(course, facts, at=instants[-1], final=True)
    letters = {one["login"]: one["letter"] for one in final}
    has_weights = all(
        "weight" in one or "extra_credit" in one for one in course["categories"]
    )
    if not has_weights or all(one["final"] is None for one in final):
        return []
    product.call("publishcurve", product.slug)
    return [
        f"seed {seed} at {at}: {one['login']} published {letters[one['login']]},"
        f" shown {one['letter']}"
        for at in instants
        for one in product.grades(at=at, final=False)
        if one["total"] is not None
        and letters[one["login"]] not in (None, one["letter"])
    ]


def main(first: int, count: int, *, by_rows: bool) -> None:
    os.environ["VAR_DIR"] = tempfile.mkdtemp()
    os.environ["DJANGO_SETTINGS_MODULE"] = "courseops.settings"
    import django
    from django.test.utils import setup_databases

    django.setup()
    setup_databases(verbosity=0, interactive=False)
    bad = 0
    for seed in range(first, first + count):
        try:
            found = compare(seed, by_rows=by_rows)
        except Exception as error:  # noqa: BLE001 - the next seed is to run as well
            found = [f"seed {seed}: {type(error).__name__}: {error}"]
            if "-v" in sys.argv:
                traceback.print_exc()
        bad += bool(found)
        for one in found[:6]:
            sys.stdout.write(f"{one}\n")
        sys.stdout.flush()
    sys.stdout.write(f"{count} courses, {bad} differ\n")


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), by_rows="--rows" in sys.argv)
