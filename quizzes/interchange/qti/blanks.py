"""Texts with blanks to fill in, by writing or by choosing.

One blank is a question of its own. Several are one question only in matching, so they
become several questions, where the file gives each a point of its own.
"""

import re
from collections.abc import Callable, Sequence

from quizzes.interchange.conversion import Json, NotExpressedError
from quizzes.interchange.qti.choosing import NO_RIGHT, points_by_value, texts
from quizzes.interchange.qti.items import Item, Response
from quizzes.interchange.qti.material import Materials, plain
from quizzes.interchange.telling import ALL_OR_NOTHING, Telling
from quizzes.marking import number

BLANK = "_____"
_UNEVEN = "left out: it has {0} blanks, and not a point for each"


def written(item: Item, materials: Materials, telling: Telling) -> Sequence[Json]:
    """Return a text question for each blank, with the prompt as it stands around it.

    Raises NotExpressedError.
    """
    blanks = list(item.responses)
    _check_points(item, blanks)
    return _for_each(blanks, item, materials, telling, ask=_write)


def chosen(item: Item, materials: Materials, telling: Telling) -> Sequence[Json]:
    """Return a question of choices for each blank, or one of matching for all.

    Matching it is where all blanks offer the same, and nothing that fits none. Raises
    NotExpressedError.
    """
    blanks = list(item.responses)
    if len(blanks) > 1 and (pairs := _as_pairs(item, blanks, materials)):
        telling.note(ALL_OR_NOTHING)
        prompt = {"prompt": materials.block(item.prompt)}
        return [{"type": "matching", "pairs": pairs} | prompt]
    _check_points(item, blanks)
    return _for_each(blanks, item, materials, telling, ask=_choose)


def _check_points(item: Item, blanks: Sequence[Response]) -> None:
    if not blanks:
        raise NotExpressedError("left out: it has no blanks")
    points = number(item.fields.get("points_possible", ""))
    if len(blanks) > 1 and points != len(blanks):
        raise NotExpressedError(_UNEVEN.format(len(blanks)))


def _for_each(
    blanks: Sequence[Response],
    item: Item,
    materials: Materials,
    telling: Telling,
    *,
    ask: Callable[[Response, Item, Materials], Json],
) -> Sequence[Json]:
    prompt = materials.block(item.prompt)
    asked = [ask(blank, item, materials) for blank in blanks]
    names = [_name(blank) for blank in blanks]
    for index, question in enumerate(asked):
        question["prompt"] = _with_blank(prompt, names, index)
    if len(blanks) > 1:
        telling.note(f"its {len(blanks)} blanks are {len(blanks)} questions here")
    return asked


def _write(blank: Response, item: Item, materials: Materials) -> Json:
    """Return the question of one blank; Canvas lists its answers as labels."""
    answers = [plain(option.materials) for option in blank.options]
    answers = answers or list(points_by_value(item.conditions, blank.ident))
    answers = list(dict.fromkeys(answer for answer in answers if answer))
    if not answers:
        raise NotExpressedError("left out: a blank has no right answer")
    return {"type": "text", "answers": answers}


def _choose(blank: Response, item: Item, materials: Materials) -> Json:
    choices = texts(blank, materials)
    idents = [option.ident for option in blank.options]
    points = points_by_value(item.conditions, blank.ident)
    right = next((value for value in points if value in idents), None)
    if right is None:
        raise NotExpressedError(NO_RIGHT)
    return {"type": "single", "choices": choices, "answer": idents.index(right)}


def _as_pairs(
    item: Item, blanks: Sequence[Response], materials: Materials
) -> dict[str, str]:
    """Return what belongs into each blank; nothing where matching asks otherwise."""
    found: dict[str, str] = {}
    offered: set[str] = set()
    for blank in blanks:
        question = _choose(blank, item, materials)
        found[_name(blank)] = question["choices"][question["answer"]]
        if offered and offered != set(question["choices"]):
            return {}
        offered = set(question["choices"])
    is_same = offered == set(found.values()) and len(found) == len(blanks)
    return found if is_same else {}


def _name(blank: Response) -> str:
    return plain(blank.materials) or blank.ident.removeprefix("response_")


def _with_blank(prompt: str, names: Sequence[str], index: int) -> str:
    """Return *prompt* with one blank open, the others by their names in brackets."""
    mark = rf"\\?\[{re.escape(names[index])}\\?\]"
    made, count = re.subn(mark, BLANK, prompt)
    if count:
        return made
    return f"{prompt}\n\n{BLANK}" if len(names) == 1 else f"{prompt}\n\n{names[index]}:"
