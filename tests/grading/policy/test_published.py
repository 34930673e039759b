"""What makes published letters out of date."""

import pytest

from grading.policy.published import Standing, differences, is_stale

PUBLISHED = {1: Standing(90.0, "A"), 2: Standing(80.0, "B"), 3: Standing(None, None)}


def test_the_same_finals_and_letters_are_up_to_date():
    assert not is_stale(PUBLISHED, dict(reversed(PUBLISHED.items())))


def test_noise_of_1e_9_in_a_final_is_none():
    assert not is_stale(PUBLISHED, PUBLISHED | {1: Standing(90.0 + 1e-10, "A")})


@pytest.mark.parametrize(
    "other",
    [
        {1: Standing(90.1, "A")},
        {1: Standing(90.0, "B")},
        {1: Standing(None, "A")},
        {3: Standing(0.0, None)},
        {4: Standing(50.0, "F")},
    ],
)
def test_another_final_another_letter_or_another_student_is(other):
    assert is_stale(PUBLISHED, PUBLISHED | other)


def test_a_student_who_is_gone_makes_it_out_of_date():
    assert is_stale(PUBLISHED, {1: Standing(90.0, "A"), 2: Standing(80.0, "B")})


def test_differences_tell_whose_letter_changes():
    now = PUBLISHED | {1: Standing(91.0, "A"), 2: Standing(85.0, "A")}

    found = {one.key: one.letter_changes for one in differences(PUBLISHED, now)}

    assert found == {1: False, 2: True}
