"""The one form among several ways of writing the same course."""

from courseops.coursefile.grammar import BASES
from courseops.coursefile.grammar_late import DEFAULT, SPENDING
from courseops.coursefile.shapes import Json
from leaderboard.metrics.catalogue import CATALOGUE


def normalised(document: Json) -> Json:
    """Return a valid *document* with what means the same written the same way."""
    normal = dict(document)
    order: dict[str, int] = {}
    if "tracks" in document:
        normal["tracks"] = [_track(track) for track in document["tracks"]]
    if "assignments" in document:
        normal["assignments"] = [
            assignment
            | {"components": [_component(one) for one in assignment["components"]]}
            for assignment in document["assignments"]
        ]
        slugs = (
            one["slug"]
            for assignment in normal["assignments"]
            for one in assignment["components"]
        )
        order = {slug: position for position, slug in enumerate(slugs)}
    if "quizzes" in document:
        normal["quizzes"] = sorted(
            (_quiz(quiz) for quiz in document["quizzes"]),
            key=lambda quiz: order.get(quiz["component"], len(order)),
        )
    return normal


def metric_name(component: Json) -> str | None:
    """Return the name of a competition's metric, as far as it is read."""
    metric = component.get("metric")
    name = metric.get("name") if isinstance(metric, dict) else metric
    return name if isinstance(name, str) else None


def direction(component: Json) -> str | None:
    """Return a competition's direction: its own, else its metric's."""
    metric = component.get("metric")
    inner = metric.get("direction") if isinstance(metric, dict) else None
    own: str | None = component.get("direction", inner)
    name = metric_name(component)
    return own or (CATALOGUE[name].direction if name else None)


def late_kind(component: Json) -> str | None:
    """Return the kind of a component's late policy, None where it is not readable."""
    kind: str | None = component.get("late_policy", DEFAULT).get("kind")
    return kind


def _track(track: Json) -> Json:
    if "bases" not in track:
        return track
    bases = [basis for basis in BASES if basis in track["bases"]]
    rest = {key: value for key, value in track.items() if key != "bases"}
    return rest if bases == list(BASES) else track | {"bases": bases}


def _component(component: Json) -> Json:
    normal = dict(component)
    metric = component.get("metric")
    if isinstance(metric, dict):
        inner = metric.get("direction")
        options = {key: one for key, one in metric.items() if key != "direction"}
        normal["metric"] = options if len(options) > 1 else options["name"]
        if inner is not None:
            normal["direction"] = inner
    if "cutoffs" in component:
        normal["cutoffs"] = dict(
            sorted(
                component["cutoffs"].items(),
                key=lambda pair: pair[1],
                reverse=direction(component) == "maximize",
            )
        )
    if component.get("slack") is (late_kind(component) in SPENDING):
        del normal["slack"]
    return normal


def _quiz(quiz: Json) -> Json:
    if "questions" not in quiz:
        return quiz
    return quiz | {"questions": [_question(one) for one in quiz["questions"]]}


def _question(question: Json) -> Json:
    if "pool" in question:
        return question | {
            "questions": [_question(one) for one in question["questions"]]
        }
    if question["type"] == "multiple":
        return question | _in_order(question)
    return question


def _in_order(multiple: Json) -> Json:
    """Return the right choices of a question in rising order, as answers are marked."""
    ordered: Json = {"answer": sorted(multiple["answer"])}
    if "also" in multiple:
        ordered["also"] = [sorted(one) for one in multiple["also"]]
    return ordered
