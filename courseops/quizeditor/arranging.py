"""The questions and pools of a quiz: found, put, moved. Pure.

A quiz is the entry of a course file. Every function returns a new one and leaves the
given one alone. A pool without questions is gone.
"""

import re
from collections.abc import Collection, Iterator
from copy import deepcopy
from typing import Any

Json = Any
LONGEST_SLUG = 80


def questions(quiz: Json) -> Iterator[tuple[str, Json]]:
    """Go through all questions in order, each with its pool's name (or nothing)."""
    for entry in quiz.get("questions", ()):
        if "pool" in entry:
            yield from ((entry["pool"], inner) for inner in entry["questions"])
        else:
            yield "", entry


def pools(quiz: Json) -> list[Json]:
    """Return the pools in order."""
    return [entry for entry in quiz.get("questions", ()) if "pool" in entry]


def find(quiz: Json, slug: str) -> tuple[str, Json] | None:
    """Return the name of a question's pool (or nothing), and the question."""
    for pool, question in questions(quiz):
        if question["slug"] == slug:
            return pool, question
    return None


def path_of(quiz: Json, question: Json) -> str:
    """Return where this very question stands, as messages have it: ``questions[1]``."""
    for at, entry in enumerate(quiz["questions"]):
        if entry is question:
            return f"questions[{at}]"
        for inner, one in enumerate(entry.get("questions", ())):
            if one is question:
                return f"questions[{at}].questions[{inner}]"
    raise KeyError(question.get("slug"))


def in_words(quiz: Json, path: str) -> str:
    """Return a place in *quiz* by the names that stand there: ``q4, answer``.

    *path* is one of a message, such as ``quizzes[0].questions[1].answer``.
    """
    at = re.search(r"\.questions\[(\d+)\](?:\.questions\[(\d+)\])?\.?(.*)", path)
    if at is None:
        return path.removeprefix("quizzes[0].")
    entry = quiz["questions"][int(at[1])]
    if at[2]:
        entry = entry["questions"][int(at[2])]
    name = f"pool {entry['pool']}" if "pool" in entry else entry.get("slug", "")
    return ", ".join(word for word in (name, at[3]) if word)


def free_slug(quiz: Json, wanted: str) -> str:
    """Return *wanted*, or the same with another number that no question has."""
    taken = {question["slug"] for _, question in questions(quiz)}
    stem = re.sub(r"-?\d+$", "", wanted) or "q"
    joint = "" if stem == "q" else "-"
    numbered = (f"{stem}{joint}{number}" for number in range(2, len(taken) + 3))
    return next(one for one in (wanted, *numbered) if one not in taken)


def put(quiz: Json, question: Json, *, pool: str, replaces: str | None = None) -> Json:
    """Put *question* in place of another, or behind the others.

    In another *pool* (nothing: in none) than the one it replaces it stands last.
    """
    made = deepcopy(quiz)
    entries = made.setdefault("questions", [])
    found = None if replaces is None else find(made, replaces)
    if found is not None and found[0] == pool:
        holder, at = _holder(entries, found[1]["slug"])
        holder[at] = question
        return made
    if found is not None:
        holder, at = _holder(entries, found[1]["slug"])
        del holder[at]
    inside = [one for one in entries if one.get("pool") == pool]
    (inside[0]["questions"] if pool and inside else entries).append(question)
    return _swept(made)


def without(quiz: Json, slug: str) -> Json:
    """Take a question out of the quiz."""
    made = deepcopy(quiz)
    holder, at = _holder(made["questions"], slug)
    del holder[at]
    return _swept(made)


def duplicated(quiz: Json, slug: str) -> tuple[Json, str]:
    """Put a copy of a question behind it; return the quiz and the copy's slug."""
    made = deepcopy(quiz)
    holder, at = _holder(made["questions"], slug)
    name = free_slug(quiz, slug[: LONGEST_SLUG - 4])
    holder.insert(at + 1, holder[at] | {"slug": name})
    return made, name


def moved(quiz: Json, slug: str, *, by: int) -> Json:
    """Let a question and its neighbour change places; at an end it stays."""
    made = deepcopy(quiz)
    holder, at = _holder(made["questions"], slug)
    _swap(holder, at, by)
    return made


def pool_moved(quiz: Json, name: str, *, by: int) -> Json:
    """Let a pool and its neighbour change places; at an end it stays."""
    made = deepcopy(quiz)
    names = [entry.get("pool") for entry in made["questions"]]
    _swap(made["questions"], names.index(name), by)
    return made


def gathered(quiz: Json, pool: Json, slugs: Collection[str], *, replaces: str) -> Json:
    """Make *pool* (its name and ``take``) of the questions *slugs*, in their order.

    It stands where the pool that it *replaces* stood, else where the first of them did;
    questions that were in the former pool and are not chosen stand behind it.
    """
    inside = [one for _, one in questions(quiz) if one["slug"] in slugs]
    made = [{**pool, "questions": inside}] if inside else []
    is_put = False
    entries: list[Json] = []
    for entry in deepcopy(quiz.get("questions", [])):
        parts = entry["questions"] if "pool" in entry else [entry]
        kept = [one for one in parts if one["slug"] not in slugs]
        is_former = "pool" in entry and entry["pool"] == replaces
        if not is_put and (is_former or (not replaces and len(kept) < len(parts))):
            entries += made
            is_put = True
        if "pool" in entry and not is_former:
            entries.append(entry | {"questions": kept})
        else:
            entries += kept
    return _swept({**quiz, "questions": entries})


def _holder(entries: list[Json], slug: str) -> tuple[list[Json], int]:
    """Return the list that holds a question, and its place there; else KeyError."""
    lists = [entries, *(one["questions"] for one in entries if "pool" in one)]
    for held in lists:
        for at, one in enumerate(held):
            if "pool" not in one and one["slug"] == slug:
                return held, at
    raise KeyError(slug)


def _swap(held: list[Json], at: int, by: int) -> None:
    if 0 <= at + by < len(held):
        held[at], held[at + by] = held[at + by], held[at]


def _swept(quiz: Json) -> Json:
    quiz["questions"] = [one for one in quiz["questions"] if one.get("questions", True)]
    return quiz
