"""The rules of three other courses fit into the grammar (policies.md sections 4 to 6)."""

import pytest

from tests.coursefile.files import document, judge

GEORGIA_TECH = """\
course: {slug: gatech-cs7643-f21, code: CS 4803 / 7643, title: Deep Learning, term: Fall 2021, time_zone: America/New_York, starts: 2021-08-24, ends: 2021-12-09}
tracks:
  - {slug: cs4803, bases: [letter], refuse_reason: Letter grades only.}
  - {slug: cs7643, bases: [letter], refuse_reason: Letter grades only.}
slack: {days: 7}
categories:
  - {slug: homework, title: Homework, weight: 80, drop_lowest: 1}
  - {slug: project, title: Final Project, weight: 20}
  - {slug: participation, title: Class Participation, extra_credit: 5}
assignments:
  - {slug: ps0, category: homework, weight: 0, required: true, components: [{slug: ps0, kind: files, graded: completion, on_time: 2021-08-26}]}
  - slug: hw1
    category: homework
    components: [{slug: hw1, kind: points, points: 100, files: {accept: [pdf, zip]}, released: 2021-09-02, on_time: 2021-09-15, selection: latest, late_policy: {kind: free_days, per_extra_day: 0.25}}]
  - slug: hw2
    category: homework
    components: [{slug: hw2, kind: points, points: 100, files: {accept: [pdf, zip]}, released: 2021-09-16, on_time: 2021-10-06, selection: latest, late_policy: {kind: free_days, per_extra_day: 0.25}}]
  - slug: project
    category: project
    components:
      - slug: project
        kind: rubric
        team: {min: 1, max: 5}
        files: {accept: [pdf, zip], required: [pdf]}
        criteria:
          - {slug: goal, title: "What did you try to do?", points: 5, hints: [no jargon]}
          - slug: relation
            title: Relation to Deep Learning
            points: 10
            hints:
              - What was the structure of your problem?
              - What was the loss function?
        on_time: 2021-12-09 23:59
        selection: latest
        late_policy: {kind: free_days}
  - {slug: participation, category: participation, components: [{slug: participation, kind: points, points: 5}]}
"""
NORTHWESTERN = """\
course: {slug: northwestern-cs396-f20, code: CS 396/496, title: Deep Learning, term: Fall 2020, time_zone: America/Chicago}
letters: {scale: {A: 93, A-: 90, B+: 87, B: 83, B-: 80, C+: 77, C: 73, C-: 70, D+: 67, D: 63, D-: 60, F: 0}}
categories:
  - {slug: course, weight: 100, weighting: points}
  - {slug: extra, title: Extra credit, extra_credit: 10, weighting: points}
assignments:
  - {slug: readings-1, category: course, components: [{slug: readings-1, kind: points, points: 9, on_time: 2020-09-22 16:20, selection: latest}]}
  - {slug: final, category: course, points: 20, components: [{slug: final, kind: rubric, team: {max: 4}, criteria: [{slug: all, points: 20}], on_time: 2020-12-10}]}
  - {slug: on-call-1, category: extra, components: [{slug: on-call-1, kind: points, points: 3}]}
  - {slug: on-call-2, category: extra, components: [{slug: on-call-2, kind: points, points: 3}]}
  - slug: forum
    category: extra
    components:
      - {slug: forum, kind: tiers, points: 4, tiers: [{share: 0.25, points: 4}, {share: 0.5, points: 3}, {share: 0.75, points: 2}, {share: 1, points: 1}]}
"""
TTIC = """\
course: {slug: ttic-31230-f22, code: TTIC 31230, title: Fundamentals of Deep Learning, term: Fall 2022, time_zone: America/Chicago}
categories: [{slug: problem-sets}, {slug: exams}, {slug: project}]
assignments:
  - {slug: ps1, category: problem-sets, components: [{slug: ps1, kind: points, points: 100}]}
  - {slug: exam-1, category: exams, components: [{slug: exam-1, kind: points, points: 100}]}
  - {slug: project, category: project, components: [{slug: project, kind: files, files: {accept: [pdf]}}]}
staff: [{name: David McAllester, role: instructor}, {name: David Yunis, role: ta}, {name: Shuo Xie, role: grader}]
schedule:
  - {slug: unit-1, kind: unit, number: 1, title: Introduction, topics: [{topic: The History of Deep Learning, under: [Slides, Video1]}]}
"""


@pytest.mark.parametrize("text", [GEORGIA_TECH, NORTHWESTERN, TTIC])
def test_the_course_loads_without_a_warning(text):
    assert judge(text) == ([], [])


def test_a_category_without_a_weight_has_none():
    assert document(TTIC)["categories"] == [
        {"slug": "problem-sets"},
        {"slug": "exams"},
        {"slug": "project"},
    ]


def test_a_deadline_at_a_minute_ends_with_it():
    found = document(GEORGIA_TECH)["assignments"][3]["components"][0]

    assert found["on_time"] == "2021-12-09"
    assert found["late_policy"] == {"kind": "free_days"}
