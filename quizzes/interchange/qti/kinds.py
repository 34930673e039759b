"""Which kind of question an item is, and what becomes of it."""

from collections.abc import Callable, Mapping, Sequence

from quizzes.interchange.conversion import Json, NotExpressedError
from quizzes.interchange.qti import blanks, choosing, writing_in
from quizzes.interchange.qti.items import Item, Option
from quizzes.interchange.qti.material import Materials, plain
from quizzes.interchange.telling import Telling

# Canvas's word for a formula with values, which becomes a pool.
CALCULATED = "calculated_question"
_Convert = Callable[[Item, Materials, Telling], Json]
_ONE: Mapping[str, _Convert] = {
    "multiple_choice_question": choosing.single,
    "true_false_question": choosing.boolean,
    "multiple_answers_question": choosing.multiple,
    "matching_question": choosing.matching,
    "ordering_question": choosing.ordering,
    "short_answer_question": writing_in.text,
    "numerical_question": writing_in.numerical,
}
_SEVERAL: Mapping[str, Callable[[Item, Materials, Telling], Sequence[Json]]] = {
    "fill_in_multiple_blanks_question": blanks.written,
    "multiple_dropdowns_question": blanks.chosen,
}
_LEFT_OUT = {
    "essay_question": "left out: an essay, which people read and grade",
    "file_upload_question": "left out: it asks for a file, which people grade",
    "text_only_question": "left out: a text that asks nothing",
}
# The words of the Common Cartridge and of other systems.
_PROFILES = {
    "cc.multiple_choice.v0p1": "multiple_choice_question",
    "cc.multiple_response.v0p1": "multiple_answers_question",
    "cc.true_false.v0p1": "true_false_question",
    "cc.fib.v0p1": "short_answer_question",
    "cc.pattern_match.v0p1": "short_answer_question",
    "cc.essay.v0p1": "essay_question",
}


def kind_of(item: Item) -> str:
    """Return the kind in Canvas's words: as written, else by what the item asks for."""
    named = item.fields.get("question_type", "")
    profile = _PROFILES.get(item.fields.get("cc_profile", ""), "")
    return named or profile or _by_shape(item)


def questions(item: Item, materials: Materials, telling: Telling) -> Sequence[Json]:
    """Return what becomes of *item*, without slugs; one that was a formula is no part.

    Raises NotExpressedError with the reason for what has no counterpart.
    """
    kind = kind_of(item)
    if kind in _LEFT_OUT:
        raise NotExpressedError(_LEFT_OUT[kind])
    if kind in _SEVERAL:
        return _SEVERAL[kind](item, materials, telling)
    if kind not in _ONE:
        raise NotExpressedError(f"left out: of a kind unknown here, {kind}")
    prompt = {"prompt": materials.block(item.prompt)}
    return [_ONE[kind](item, materials, telling) | prompt]


def _by_shape(item: Item) -> str:
    chosen = [one for one in item.responses if one.options]
    if not item.responses:
        return "text_only_question"
    if len(chosen) > 1:
        return "matching_question"
    if chosen:
        return _choice(chosen[0].is_multiple, chosen[0].options)
    if any(test.name != "varequal" for one in item.conditions for test in one.tests):
        return "numerical_question"
    if not item.conditions:
        return "essay_question"
    is_number = any(one.is_number for one in item.responses)
    return "numerical_question" if is_number else "short_answer_question"


def _choice(is_multiple: bool, options: Sequence[Option]) -> str:
    if is_multiple:
        return "multiple_answers_question"
    words = sorted(plain(one.materials).lower() for one in options)
    is_flag = words == ["false", "true"]
    return "true_false_question" if is_flag else "multiple_choice_question"
