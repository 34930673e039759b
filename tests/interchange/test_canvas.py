"""What becomes of the questions of a Canvas package."""

import pytest

from quizzes.interchange.qti.reading import read_package
from tests.interchange.canvas import (
    assessment,
    blank,
    bound,
    canvas,
    choice,
    equal,
    field,
    html,
    item,
    labels,
    package,
    plain,
    right,
)

ALL = "parts of the points for parts of the answer: here all or nothing"


def converted(data: bytes):
    (quiz,) = read_package(data, known={}).quizzes
    return quiz


def one(*items: str) -> dict:
    """Return the first question of a quiz without its slug."""
    (question, *_) = converted(canvas(*items)).document["questions"]
    return {key: value for key, value in question.items() if key != "slug"}


def notes(*items: str) -> list[str]:
    return [note.text for note in converted(canvas(*items)).notes]


def test_one_right_choice():
    found = one(
        item(
            "multiple_choice_question",
            "<p>Which is <strong>prime</strong>?</p>",
            choice(["4", "5"]),
            right(equal(7001)),
        )
    )

    assert found == {
        "type": "single",
        "prompt": "Which is **prime**?",
        "choices": ["4", "5"],
        "answer": 1,
    }


def test_true_or_false():
    asked = choice(["True", "False"])

    assert one(item("true_false_question", "Blue?", asked, right(equal(7001)))) == {
        "type": "boolean",
        "prompt": "Blue?",
        "answer": False,
    }


def test_true_or_false_in_another_language_is_a_choice():
    asked = choice(["Wahr", "Falsch"])

    found = one(item("true_false_question", "Blau?", asked, right(equal(7000))))

    assert (found["type"], found["choices"]) == ("single", ["Wahr", "Falsch"])


def test_several_right_choices_are_all_or_nothing():
    wanted = f"<and>{equal(7000)}<not>{equal(7001)}</not>{equal(7002)}</and>"
    made = item(
        "multiple_answers_question",
        "Primes?",
        choice(["2", "4", "5"], card="Multiple"),
        right(wanted),
    )

    assert one(made)["answer"] == [0, 2]
    assert notes(made) == [ALL]


def test_a_short_answer_may_be_written_in_several_ways():
    made = item(
        "short_answer_question", "Who?", blank(), right(equal("Austen"), equal("J. A."))
    )

    assert one(made) == {
        "type": "text",
        "prompt": "Who?",
        "answers": ["Austen", "J. A."],
    }


@pytest.mark.parametrize(
    ("test", "key"),
    [
        (f"<or>{equal('4.0')}</or>", {"answer": 4}),
        (
            (
                f"<or>{equal('3.14')}<and>{bound('vargte', '3.13')}{bound('varlte', '3.15')}"
                "</and></or>"
            ),
            {"answer": 3.14, "tolerance": {"absolute": 0.01}},
        ),
        (
            bound("vargte", "1.0") + bound("varlte", "5.0"),
            {"answer": 3, "tolerance": {"absolute": 2}},
        ),
        (
            (
                f"<or>{equal('13.4')}<and>{bound('vargt', '13.395')}"
                f"{bound('varlte', '13.405')}</and></or>"
            ),
            {"answer": 13.4, "tolerance": {"digits": 4}},
        ),
    ],
    ids=["exact", "margin", "range", "precision"],
)
def test_a_number_with_its_margin_range_or_precision(test, key):
    made = item("numerical_question", "n?", blank(fibtype="Decimal"), right(test))

    assert one(made) == {"type": "numeric", "prompt": "n?", **key}


def test_several_numbers_are_right_beside_the_first():
    made = item("numerical_question", "n?", blank(), right(equal(1)) + right(equal(2)))

    assert one(made) == {"type": "numeric", "prompt": "n?", "answer": 1, "also": [2]}


def test_numbers_with_different_margins_are_left_out():
    wide = bound("vargte", 1) + bound("varlte", 3)
    made = item("numerical_question", "n?", blank(), right(equal(9)) + right(wide))

    assert converted(canvas(made)).document["questions"] == []
    assert notes(made) == ["left out: its right numbers have other tolerances"]


def test_pairs_with_a_match_that_fits_nothing():
    lefts = "".join(
        f'<response_lid ident="response_{place}">{plain(left)}'
        f"{labels(['Paris', 'Rome', 'Oslo'])}</response_lid>"
        for place, left in enumerate(["France", "Italy"])
    )
    scores = right(equal(7000, "response_0"), points="50.00", action="Add")
    scores += right(equal(7001, "response_1"), points="50.00", action="Add")
    made = item("matching_question", "Capitals", lefts, scores)

    assert one(made)["pairs"] == {"France": "Paris", "Italy": "Rome"}
    assert notes(made) == ["matches that belong to nothing are left out: “Oslo”", ALL]


def test_items_put_in_order():
    wanted = right(equal(7002), equal(7000), equal(7001))
    asked = choice(["second", "third", "first"], card="Ordered")

    found = one(item("ordering_question", "Order", asked, wanted))

    assert (found["type"], found["items"]) == ("ordering", ["first", "second", "third"])


def blanks(*answers: list[str]) -> str:
    return "".join(
        f'<response_lid ident="response_b{place}">{plain(f"b{place}")}{labels(texts)}'
        "</response_lid>"
        for place, texts in enumerate(answers)
    )


def test_one_blank_is_a_text_question():
    made = item(
        "fill_in_multiple_blanks_question", "H is [b0].", blanks(["hydrogen", "H2"])
    )

    assert one(made) == {
        "type": "text",
        "prompt": "H is _____.",
        "answers": ["hydrogen", "H2"],
    }


def test_blanks_with_a_point_each_are_questions_each():
    made = item(
        "fill_in_multiple_blanks_question",
        "[b0] and [b1]",
        blanks(["red"], ["blue"]),
        points=2,
        title="Colours",
    )

    quiz = converted(canvas(made))

    asked = [(q["slug"], q["prompt"], q["answers"]) for q in quiz.document["questions"]]
    assert asked == [
        ("colours-1", "_____ and [b1]", ["red"]),
        ("colours-2", "[b0] and _____", ["blue"]),
    ]
    assert [note.text for note in quiz.notes] == ["its 2 blanks are 2 questions here"]


def test_blanks_that_share_a_point_are_left_out():
    made = item(
        "fill_in_multiple_blanks_question", "[b0], [b1]", blanks(["red"], ["blue"])
    )

    assert notes(made) == ["left out: it has 2 blanks, and not a point for each"]


def test_dropdowns_that_offer_the_same_are_matching():
    scores = "".join(
        right(equal(7000 + place, f"response_b{place}"), points=50, action="Add")
        for place in (0, 1)
    )
    same = ["up", "down"]
    made = item("multiple_dropdowns_question", "[b0] [b1]", blanks(same, same), scores)

    assert one(made)["pairs"] == {"b0": "up", "b1": "down"}


def test_a_formula_is_a_pool_of_its_values():
    values = "".join(
        f'<var_set ident="{x}"><var name="x">{x}</var><answer>{2 * x}</answer></var_set>'
        for x in (1, 2)
    )
    made = item(
        "calculated_question",
        "Double [x].",
        blank(),
        title="Double",
        after="<itemproc_extension><calculated><answer_tolerance>0.5</answer_tolerance>"
        f"<var_sets>{values}</var_sets></calculated></itemproc_extension>",
    )

    (pool,) = converted(canvas(made)).document["questions"]

    tolerance = {"tolerance": {"absolute": 0.5}}
    assert pool == {
        "pool": "Double",
        "take": 1,
        "questions": [
            {"slug": "double-1", "type": "numeric", "prompt": "Double 1."}
            | {"answer": 2, **tolerance},
            {"slug": "double-2", "type": "numeric", "prompt": "Double 2."}
            | {"answer": 4, **tolerance},
        ],
    }


@pytest.mark.parametrize(
    ("kind", "why"),
    [
        ("essay_question", "an essay, which people read and grade"),
        ("file_upload_question", "it asks for a file, which people grade"),
        ("text_only_question", "a text that asks nothing"),
        ("hot_spot_question", "of a kind unknown here, hot_spot_question"),
    ],
)
def test_what_nothing_corrects_by_itself_is_left_out(kind, why):
    assert notes(item(kind, "Write.", blank())) == [f"left out: {why}"]


def true(ident: str, **more: object) -> str:
    asked = choice(["True", "False"])
    return item(
        "true_false_question", "Yes?", asked, right(equal(7000)), ident=ident, **more
    )


def test_a_group_of_questions_is_a_pool():
    group = (
        '<section ident="g1" title="Back propagation"><selection_ordering><selection>'
        "<selection_number>1</selection_number><selection_extension><points_per_item>1.0"
        "</points_per_item></selection_extension></selection></selection_ordering>"
        f"{true('i1', title='A')}{true('i2', title='B')}</section>"
    )

    (pool,) = converted(canvas(group)).document["questions"]

    assert (pool["pool"], pool["take"]) == ("back-propagation", 1)
    assert [question["slug"] for question in pool["questions"]] == ["A", "B"]


def test_a_group_may_draw_from_a_bank_of_the_package():
    group = (
        '<section ident="g1" title="Draw"><selection_ordering><selection>'
        "<sourcebank_ref>bank</sourcebank_ref><selection_number>1</selection_number>"
        "</selection></selection_ordering></section>"
    )
    bank = (
        f'<questestinterop><objectbank ident="bank"><qtimetadata>'
        f"{field('bank_title', 'Bank')}</qtimetadata>{true('i1', title='A')}"
        "</objectbank></questestinterop>"
    )

    with_bank = canvas(group, files={"non_cc_assessments/bank.xml.qti": bank})

    (pool,) = converted(with_bank).document["questions"]
    assert [question["slug"] for question in pool["questions"]] == ["A"]
    assert [note.text for note in converted(canvas(group)).notes] == [
        "left out: its questions are in a bank outside of the file"
    ]


def test_a_question_of_no_points_does_not_count():
    assert one(true("i1", points="0.0"))["credit"] == "nobody"


def test_points_other_than_most_are_told():
    found = notes(true("i1"), true("i2"), true("i3", points=2.5, title="Hard"))

    assert found == ["is worth 2.5 points there; here questions count the same"]


def test_general_feedback_is_the_explanation_and_other_feedback_is_told():
    feedback = "".join(
        f'<itemfeedback ident="{name}"><flow_mat>{html(text)}</flow_mat></itemfeedback>'
        for name, text in (("general_fb", "<p>Because.</p>"), ("7001_fb", "No"))
    )
    made = true("i1", after=feedback)

    assert one(made)["explanation"] == "Because."
    assert notes(made) == ["feedback on single answers is left out"]


def test_questions_are_named_by_title_and_identifier():
    quiz = converted(
        canvas(
            true("gaaaaaaaabbbbbbbbccccccccdddddddd"),
            true("i2", title="What is a Kernel?"),
            true("i3", title="Twice"),
            true("i4", title="Twice"),
            true("i5", title="日本"),
        )
    )

    slugs = [question["slug"] for question in quiz.document["questions"]]
    assert slugs[:4] == [
        "question-gaaaaaaa",
        "what-is-a-kernel",
        "Twice-i3",
        "Twice-i4",
    ]
    assert slugs[4].startswith("question-")


def test_a_course_export_is_read_where_canvas_writes_all_of_it():
    shared = assessment(true("i1", title="A")).replace("true_false_question", "other")
    own = assessment(true("i1", title="A"))
    data = package(
        {
            "g1/assessment_qti.xml": shared,
            "non_cc_assessments/g1.xml.qti": own,
        }
    )

    (question,) = converted(data).document["questions"]

    assert question["type"] == "boolean"
