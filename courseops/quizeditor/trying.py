"""Whether an answer would be right by what is typed."""

from courseops.quizeditor.drawing import question_in
from courseops.quizeditor.forms.question import QuestionForm
from courseops.quizeditor.saving import ALONE, judged_alone
from quizzes.marking import UnreadableError, advice, is_right, read

# Whether the answer is right, and what a student would be told beside.
Verdict = tuple[bool, str]


def verdict(form: QuestionForm) -> Verdict | None:
    """Tell whether the form's ``sample`` is right, and what a student would be told.

    None, with the errors beside their fields, where the question itself is not right.
    """
    entry, errors = judged_alone(form.entry())
    if entry is None:
        form.refuse(errors, path=ALONE)
        return None
    question = question_in(entry)
    try:
        value = read(question, form.said("sample"))
    except UnreadableError as error:
        form.add_error("sample", str(error))
        return None
    return is_right(question, value), advice(question, value)
