"""Pools are made of questions, changed, moved and dissolved."""

from tests.quizeditor.conftest import at, post, slugs


def test_a_pool_is_made_changed_moved_and_dissolved(tia, quiz):
    post(tia, at("new_pool"), pool="easy", take="1", members=["pi", "primes"])
    assert slugs() == ["capital", ["easy", "primes", "pi"], "author", "sky"]

    post(
        tia, at("pool", "easy"), pool="hard", take="2", members=["pi", "sky", "author"]
    )
    assert slugs() == ["capital", ["hard", "pi", "author", "sky"], "primes"]

    post(tia, at("move_pool", "hard", "up"))
    assert slugs() == [["hard", "pi", "author", "sky"], "capital", "primes"]

    post(tia, at("pool", "hard"), do="dissolve")
    assert slugs() == ["pi", "author", "sky", "capital", "primes"]


def test_errors_stand_beside_their_fields(tia, quiz):
    answered = post(tia, at("new_pool"), pool="a b", take="0", members=["pi"])

    errors = answered.context["form"].errors
    assert answered.status_code == 422
    assert errors["take"] == ["0 is not at least 1"]
    assert "is no short name" in errors["pool"][0]


def test_a_pool_needs_questions(tia, quiz):
    answered = post(tia, at("new_pool"), pool="p", take="1")

    assert answered.context["form"].errors["members"] == [
        "Choose the questions that it is made of."
    ]


def test_questions_of_another_pool_are_not_offered(tia, quiz):
    post(tia, at("new_pool"), pool="p", take="1", members=["pi"])

    offered = tia.get(at("new_pool")).context["form"].fields["members"].choices

    assert "pi" not in dict(offered)
    assert tia.get(at("pool", "q")).status_code == 404
