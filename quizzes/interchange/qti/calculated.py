"""Canvas's formula questions: one numeric question for each set of values."""

import re
from collections.abc import Mapping
from decimal import Decimal
from xml.etree.ElementTree import Element

from quizzes.interchange.conversion import Json, NotExpressedError
from quizzes.interchange.numbers import as_json
from quizzes.interchange.qti.items import Item
from quizzes.interchange.qti.material import Materials
from quizzes.interchange.telling import Telling
from quizzes.marking import number

MOST_SETS = 200


def variants(item: Item, materials: Materials, telling: Telling) -> list[Json]:
    """Return a question for each set of values, of which a student gets one.

    Raises NotExpressedError.
    """
    calculated = item.calculated
    sets = [] if calculated is None else list(calculated.iter("var_set"))
    if calculated is None or not sets:
        raise NotExpressedError("left out: a formula without values worked out for it")
    if len(sets) > MOST_SETS:
        telling.note(f"of {len(sets)} sets of values the first {MOST_SETS} are taken")
    prompt = materials.block(item.prompt)
    tolerance = _tolerance(calculated.findtext("answer_tolerance") or "")
    return [_variant(prompt, one, tolerance) for one in sets[:MOST_SETS]]


def _variant(prompt: str, values: Element, tolerance: Json) -> Json:
    answer = number(values.findtext("answer") or "")
    if answer is None:
        raise NotExpressedError("left out: a set of values has no answer")
    known = {
        one.get("name", ""): (one.text or "").strip() for one in values.findall("var")
    }
    question: Json = {
        "type": "numeric",
        "prompt": _filled(prompt, known),
        "answer": as_json(answer),
    }
    return question | ({"tolerance": tolerance} if tolerance else {})


def _filled(prompt: str, values: Mapping[str, str]) -> str:
    for name, value in values.items():
        prompt = re.sub(rf"\\?\[{re.escape(name)}\\?\]", lambda _, v=value: v, prompt)  # type: ignore[misc]
    return prompt


def _tolerance(text: str) -> Json:
    """Return a tolerance, which Canvas writes as a number or in percent."""
    share = number(text.removesuffix("%")) if text.endswith("%") else None
    if share:
        return {"relative": as_json(share / Decimal(100))}
    size = number(text)
    return {"absolute": as_json(size)} if size else {}
