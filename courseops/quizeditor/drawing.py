"""A question of the editor as a student's page asks it."""

from courseops.coursefile.rows import quiz_definition
from courseops.coursefile.shapes import Json
from quizzes.paper import Asked
from quizzes.questions import Question, Rules, rules_of


def rules_in(quiz: Json) -> Rules:
    """Return the rules of a quiz as its course file has it."""
    return rules_of(quiz_definition(quiz))


def question_in(entry: Json) -> Question:
    """Return a question as a course file has it, in normal form."""
    [found] = rules_in({"component": "", "questions": [entry]}).questions
    return found


def asked_in(entry: Json) -> Asked:
    """Return how a question that is still being typed looks: its options as they stand.

    Whatever is missing or wrong in it is shown as far as it goes.
    """
    options = {key: entry[key] for key in ("choices", "items") if key in entry}
    question = Question(
        slug="shown",
        type=entry["type"],
        prompt=entry.get("prompt", ""),
        credit=entry.get("credit", "key"),
        key=options,
        pairs=tuple(entry.get("pairs", {}).items()),
    )
    return Asked(question=question, order=tuple(range(len(question.options))))
