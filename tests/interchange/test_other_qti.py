"""QTI of systems other than Canvas, which say less of what a question is."""

import pytest

from quizzes.interchange.qti.reading import read_file

MULTIPLE = """
<item ident="q1" title="Pick"><presentation><flow>
 <material><mattext>Which are prime?</mattext></material>
 <response_lid ident="R" rcardinality="Multiple"><render_choice>
  <response_label ident="a"><material><mattext>2</mattext></material></response_label>
  <response_label ident="b"><material><mattext>4</mattext></material></response_label>
  <response_label ident="c"><material><mattext>5</mattext></material></response_label>
 </render_choice></response_lid></flow></presentation>
 <resprocessing><outcomes><decvar varname="que_score"/></outcomes>
 <respcondition><conditionvar><varequal respident="R">a</varequal></conditionvar>
  <setvar action="Add" varname="que_score">1</setvar></respcondition>
 <respcondition><conditionvar><varequal respident="R">b</varequal></conditionvar>
  <setvar action="Add" varname="que_score">-1</setvar></respcondition>
 <respcondition><conditionvar><varequal respident="R">c</varequal></conditionvar>
  <setvar action="Add" varname="que_score">1</setvar></respcondition></resprocessing></item>
"""
PARTIAL = """
<item ident="q2"><presentation><material><mattext>Best?</mattext></material>
 <response_lid ident="R" rcardinality="Single"><render_choice>
  <response_label ident="a"><material><mattext>good</mattext></material></response_label>
  <response_label ident="b"><material><mattext>better</mattext></material></response_label>
 </render_choice></response_lid></presentation>
 <resprocessing>
 <respcondition><conditionvar><varequal respident="R">a</varequal></conditionvar>
  <setvar varname="que_score" action="Set">0.5</setvar></respcondition>
 <respcondition><conditionvar><varequal respident="R">b</varequal></conditionvar>
  <setvar varname="que_score" action="Set">1</setvar></respcondition></resprocessing></item>
"""
NUMBER = """
<item ident="q3"><presentation><material><mattext>2 &lt; n?</mattext></material>
 <response_num ident="R"><render_fib fibtype="Decimal"/></response_num></presentation>
 <resprocessing><respcondition><conditionvar>
  <vargte respident="R">2</vargte><varlte respident="R">4</varlte></conditionvar>
  <setvar varname="SCORE" action="Set">100</setvar></respcondition></resprocessing></item>
"""
ESSAY = """
<item ident="q4"><presentation><material><mattext>Discuss.</mattext></material>
 <response_str ident="R"><render_fib rows="5"/></response_str></presentation></item>
"""


def read(*items: str, around: str = "assessment"):
    data = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<!DOCTYPE questestinterop SYSTEM "ims_qtiasiv1p2.dtd">\n'
        f'<questestinterop><{around} ident="A" title="Week 1">{"".join(items)}</{around}>'
        "</questestinterop>"
    )
    (quiz,) = read_file(data.encode(), file_name="week.xml", known={}).quizzes
    return quiz


def test_choices_whose_points_add_up_are_several():
    (question,) = read(MULTIPLE).document["questions"]

    assert (question["type"], question["answer"]) == ("multiple", [0, 2])
    assert question["prompt"] == "Which are prime?"


def test_only_all_the_points_are_right():
    quiz = read(PARTIAL)

    assert quiz.document["questions"][0]["answer"] == 1
    assert [note.text for note in quiz.notes] == [
        "a part of the points for other choices is left out"
    ]


def test_a_number_is_known_by_its_bounds():
    (question,) = read(NUMBER).document["questions"]

    assert (question["type"], question["answer"]) == ("numeric", 3)
    assert question["prompt"] == "2 \\< n?"


def test_what_gives_no_points_by_itself_is_an_essay():
    assert "an essay" in read(ESSAY).notes[0].text


@pytest.mark.parametrize("around", ["assessment", "section", "objectbank"])
def test_questions_may_stand_in_an_assessment_a_section_or_a_bank(around):
    assert len(read(MULTIPLE, NUMBER, around=around).document["questions"]) == 2
