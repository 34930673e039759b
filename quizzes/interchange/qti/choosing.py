"""Questions whose answer is chosen: one choice, several, true or false, pairs."""

from collections.abc import Sequence
from decimal import Decimal

from quizzes.interchange.conversion import Json, NotExpressedError
from quizzes.interchange.qti.items import Condition, Item, Response
from quizzes.interchange.qti.material import Materials, plain
from quizzes.interchange.telling import ALL_OR_NOTHING, Telling, check_choices

_WORDS = {"true": True, "t": True, "false": False, "f": False}
NO_RIGHT = "left out: none of its choices is right"


def single(item: Item, materials: Materials, telling: Telling) -> Json:
    """Return a question with one right choice, or several of which each is right.

    Raises NotExpressedError.
    """
    response = _only(item)
    choices = texts(response, materials)
    points = points_by_value(item.conditions, response.ident)
    right = _best(response, points, telling)
    return {"type": "single", "choices": choices, "answer": right[0]} | (
        {"also": right[1:]} if right[1:] else {}
    )


def boolean(item: Item, materials: Materials, telling: Telling) -> Json:
    """Return a question of true or false; in another language, of two choices.

    Raises NotExpressedError.
    """
    response = _only(item)
    words = [plain(option.materials).lower() for option in response.options]
    if sorted(_WORDS.get(word, 2) for word in words) != [False, True]:
        return single(item, materials, telling)
    points = points_by_value(item.conditions, response.ident)
    right = _best(response, points, telling)
    if len(right) > 1:
        raise NotExpressedError("left out: true and false are both right")
    return {"type": "boolean", "answer": _WORDS[words[right[0]]]}


def multiple(item: Item, materials: Materials, telling: Telling) -> Json:
    """Return a question whose right choices have to be chosen all.

    Raises NotExpressedError.
    """
    response = _only(item)
    choices = texts(response, materials)
    places = {option.ident: place for place, option in enumerate(response.options)}
    found = [
        one
        for one in item.conditions
        if one.points > 0 and any(test.response == response.ident for test in one.tests)
    ]
    if any(one.adds for one in found):
        chosen = [[value for one in found for value in _wanted(one, response.ident)]]
    else:
        chosen = [_wanted(one, response.ident) for one in found]
    sets = [
        sorted({places[value] for value in values if value in places})
        for values in chosen
    ]
    sets = [one for one in sets if one]
    if not sets:
        raise NotExpressedError(NO_RIGHT)
    telling.note(ALL_OR_NOTHING)
    return {"type": "multiple", "choices": choices, "answer": sets[0]} | (
        {"also": sets[1:]} if sets[1:] else {}
    )


def ordering(item: Item, materials: Materials, telling: Telling) -> Json:
    """Return a question whose choices are put in order; raises NotExpressedError."""
    response = _only(item)
    items = texts(response, materials)
    places = {option.ident: place for place, option in enumerate(response.options)}
    best = max(item.conditions, key=lambda one: one.points, default=None)
    wanted = [] if best is None else _wanted(best, response.ident)
    if sorted(wanted) != sorted(places):
        raise NotExpressedError("left out: it does not tell the order of all its items")
    return {"type": "ordering", "items": [items[places[value]] for value in wanted]}


def matching(item: Item, materials: Materials, telling: Telling) -> Json:
    """Return a question of pairs; raises NotExpressedError."""
    pairs: dict[str, str] = {}
    offered: set[str] = set()
    for response in item.responses:
        left = materials.line(response.materials)
        options = {one.ident: materials.line(one.materials) for one in response.options}
        offered |= set(options.values())
        points = points_by_value(item.conditions, response.ident)
        right = next((value for value in points if value in options), None)
        if right is None or not left or not options[right]:
            raise NotExpressedError("left out: a part of it has no match")
        if left in pairs:
            raise NotExpressedError("left out: two of its parts are the same")
        pairs[left] = options[right]
    if len(pairs) < 2:
        raise NotExpressedError("left out: it has fewer than two pairs")
    if extra := sorted(offered - set(pairs.values())):
        listed = ", ".join(f"“{one}”" for one in extra)
        telling.note(f"matches that belong to nothing are left out: {listed}")
    telling.note(ALL_OR_NOTHING)
    return {"type": "matching", "pairs": pairs}


def texts(response: Response, materials: Materials) -> list[str]:
    """Return the choices of *response*; raises NotExpressedError for unusable ones."""
    choices = [materials.line(option.materials) for option in response.options]
    check_choices(choices)
    return choices


def points_by_value(
    conditions: Sequence[Condition], response: str
) -> dict[str, Decimal]:
    """Return the points, above 0, that each value of *response* gives, best first."""
    found: dict[str, Decimal] = {}
    for one in conditions:
        for value in _wanted(one, response):
            found[value] = max(found.get(value, Decimal()), one.points)
    positive = ((value, points) for value, points in found.items() if points > 0)
    return dict(sorted(positive, key=lambda pair: -pair[1]))


def _wanted(condition: Condition, response: str) -> list[str]:
    return list(
        dict.fromkeys(
            test.value
            for test in condition.tests
            if test.name == "varequal"
            and not test.negated
            and test.response == response
        )
    )


def _best(
    response: Response, points: dict[str, Decimal], telling: Telling
) -> list[int]:
    """Return the places of the choices that give all the points."""
    places = {option.ident: place for place, option in enumerate(response.options)}
    known = {value: number for value, number in points.items() if value in places}
    if not known:
        raise NotExpressedError(NO_RIGHT)
    most = max(known.values())
    if any(number < most for number in known.values()):
        telling.note("a part of the points for other choices is left out")
    return sorted(places[value] for value, number in known.items() if number == most)


def _only(item: Item) -> Response:
    found = [one for one in item.responses if one.options]
    if len(found) != 1:
        raise NotExpressedError("left out: it does not ask for one thing")
    return found[0]
