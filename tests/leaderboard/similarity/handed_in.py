"""A competition whose students handed in predictions, scored and on the disk."""

import numpy as np

from leaderboard.models import Competition, Submission
from tests.factories import EnrollmentFactory, ScoreFactory
from tests.leaderboard.handins import hand_in, solve
from tests.leaderboard.similarity.classes import Class


def as_csv(answers) -> str:
    rows = (f"{at},{answer}\n" for at, answer in enumerate(answers, start=1))
    return "id,label\n" + "".join(rows)


def give(competition: Competition, enrollment, content: str, **fields) -> Submission:
    """Store a scored submission of somebody."""
    submission = hand_in(
        competition, content, enrollment=enrollment, state="scored", **fields
    )
    ScoreFactory(submission=submission, solution=competition.solutions.get())
    return submission


def hand_in_all(competition: Competition, found: Class):
    """Solve the competition and hand everything in; return the students by number.

    Logins are s00, s01, … in the order of the class.
    """
    solve(competition, as_csv(found.truth))
    students = [
        EnrollmentFactory(
            course=competition.component.course, user__login=f"s{number:02}"
        )
        for number in range(int(found.owner.max()) + 1)
    ]
    for at, (owner, answers) in enumerate(zip(found.owner, found.answers, strict=True)):
        content = as_csv(answers)
        give(competition, students[owner], content, sha256=f"{hash(content)}-{at}")
    return students


def small_class(seed: int = 1) -> Class:
    found = Class(seed, students=9, submissions=1)
    found.truth, found.answers = found.truth[:150], found.answers[:, :150]
    return found


def with_copy(found: Class) -> Class:
    """Have the eighth student hand in what the fourth did, a little changed."""
    found.answers[7] = np.where(
        np.arange(found.answers.shape[1]) % 10 == 0, found.truth, found.answers[3]
    )
    return found
