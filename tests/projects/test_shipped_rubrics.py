"""The rubrics that come with the product."""

from math import fsum

from projects.rubric import rubric_of
from tests.projects.graded import SIXTY, components_of


def test_the_georgia_tech_report_has_sixty_points_in_nine_criteria():
    report = components_of("gatech-cs7643-f21")["project"]
    rubric = rubric_of(report["kind"], report)

    assert tuple(one.points for one in rubric.criteria) == SIXTY
    assert rubric.most == 60
    assert rubric.criteria[8].title == "Relation to Deep Learning"
    assert [len(one.hints) for one in rubric.criteria[8:]] == [8]


def test_the_parts_of_the_11_785_project_weigh_ten_fifteen_twenty_fifteen_forty():
    parts = components_of("cmu-11785-f20")
    slugs = (
        "proposal",
        "midterm-report",
        "project-video",
        "video-follow-up",
        "paper-review",
    )

    weights = [parts[one]["assignment"]["weight"] for one in slugs]

    assert weights == [10, 15, 20, 15, 40]
    assert {parts[one]["assignment"]["category"] for one in slugs} == {"project"}
    others = [
        one["assignment"]["weight"]
        for one in parts.values()
        if one["assignment"]["category"] == "project" and one["slug"] not in slugs
    ]
    assert fsum(others) == 0
    for one in slugs[:4]:
        assert rubric_of(parts[one]["kind"], parts[one]).most == 100
