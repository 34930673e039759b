"""What holds for a whole course: the same facts, however they come, are the same bytes."""

import tempfile
from pathlib import Path
from random import Random

import pytest

from tests.reference.campaign import case
from tests.reference.rows import Rows

SEEDS = [3, 11]
pytestmark = pytest.mark.django_db


def loaded(tmp_path: Path, document: dict, facts: dict) -> Rows:
    product = Rows(Path(tempfile.mkdtemp(dir=tmp_path)), document, facts)
    product.load()
    return product


def export(product: Rows) -> str:
    return product.call("exportgrades", product.slug, "--format=json", "--explain")


@pytest.mark.parametrize("seed", SEEDS)
def test_regrading_twice_changes_nothing(tmp_path, seed):
    document, _, facts, _ = case(seed)
    product = loaded(tmp_path, document, facts)
    product.call("regrade", product.slug)
    before = export(product)

    said = product.call("regrade", product.slug)

    assert said.startswith("0 marks changed")
    assert export(product) == before


@pytest.mark.parametrize("seed", SEEDS)
def test_dumped_and_loaded_again_the_course_exports_the_same_bytes(tmp_path, seed):
    document, _, facts, _ = case(seed)
    product = loaded(tmp_path, document, facts)
    before = export(product)
    path = tmp_path / "dumped.yaml"
    path.write_text(product.call("dumpcourse", product.slug))

    product.call("loadcourse", path)
    product.call("regrade", product.slug)

    assert export(product) == before


@pytest.mark.parametrize("seed", SEEDS)
def test_the_order_of_rows_in_files_means_nothing(tmp_path, seed):
    document, _, facts, instants = case(seed)
    shuffled = {name: Random(1).sample(rows, len(rows)) for name, rows in facts.items()}
    other = document | {"course": document["course"] | {"slug": "shuffled"}}

    products = [
        loaded(tmp_path, document, facts), loaded(tmp_path, other, shuffled),
    ]  # fmt: skip

    first, second = [one.grades(at=instants[-1], final=True) for one in products]
    assert first == second
