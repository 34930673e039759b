"""What an import of attempts leaves does not depend on how the file is written."""

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from quizzes.models import Attempt
from quizzes.services import import_attempts
from tests.factories import ComponentFactory, CourseFactory, EnrollmentFactory

NOW = datetime(2020, 12, 1, tzinfo=UTC)
START = datetime(2020, 9, 1, tzinfo=UTC)
HEADER = "login,quiz,correct,questions,received_at\n"
ATTEMPTS = st.dictionaries(
    st.tuples(
        st.sampled_from(["alice", "carol"]),
        st.sampled_from(["quiz-1", "quiz-2"]),
        st.integers(0, 3),
    ),
    st.floats(0, 10),
    min_size=1,
)


def rows_of(attempts: dict) -> list[str]:
    return [
        f"{login},{quiz},{correct!r},10,{(START + timedelta(days=day)).isoformat()}\n"
        for (login, quiz, day), correct in attempts.items()
    ]


def stored() -> list[tuple]:
    columns = ("enrollment", "component", "received_at", "correct", "questions")
    return sorted(Attempt.objects.values_list(*columns))


class Files(TestCase):
    def setUp(self):
        self.course = CourseFactory()
        for login in ("alice", "carol"):
            EnrollmentFactory(course=self.course, user__login=login)
        for slug in ("quiz-1", "quiz-2"):
            ComponentFactory(course=self.course, slug=slug, kind="quiz", cutoffs=None)

    def take(self, rows: list[str]) -> None:
        data = (HEADER + "".join(rows)).encode()
        import_attempts(course=self.course, data=data, actor=None, at=NOW)

    @settings(max_examples=25)
    @given(attempts=ATTEMPTS, data=st.data())
    def test_order_repetition_and_parts_do_not_matter(self, attempts, data):
        rows = rows_of(attempts)
        self.take(rows)
        once = stored()
        Attempt.objects.all().delete()

        shuffled = data.draw(st.permutations(rows + rows))
        cut = data.draw(st.integers(1, len(shuffled)))
        self.take(shuffled[:cut])
        self.take(shuffled)

        assert stored() == once
        assert len(once) == len(attempts)
