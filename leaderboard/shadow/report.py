"""What applying a run changes on the board and in scores, as JSON."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from courseops.models import Enrollment, Role, Status
from leaderboard.entrants import entrants_of
from leaderboard.models import Competition, PrivateStanding, ShadowRun, Standing
from leaderboard.shadow.scope import measured

Json = dict[str, Any]
Scores = Sequence[float | None]


@dataclass(frozen=True, kw_only=True)
class Board:
    """Who stands where: scores and ranks by enrollment, each member of a team its own."""

    public: Mapping[int, float] = field(default_factory=dict)
    rank: Mapping[int, int] = field(default_factory=dict)
    private: Mapping[int, float] = field(default_factory=dict)
    private_rank: Mapping[int, int] = field(default_factory=dict)


def board(*, competition: Competition) -> Board:
    """Return the board as it is now; ``competition.component.course`` is read."""
    public, rank = _placed(Standing, "public", competition)
    private, private_rank = _placed(PrivateStanding, "private", competition)
    return Board(public=public, rank=rank, private=private, private_rank=private_rank)


def counts(*, run: ShadowRun, maximize: bool) -> Json:
    """Count what becomes of the run's submissions, beside the scores that they have.

    ``better``, ``worse``, ``same``, ``new`` (a score where there was none), ``refused``
    and ``failed`` (none where there was one), ``still`` (none then and now).
    """
    rows = measured(run=run).values_list(
        "public",
        "private",
        "all",
        "submission__score__public",
        "submission__score__private",
        "submission__score__all",
        "error",
    )
    found: Counter[str] = Counter()
    for *scores, error in rows.iterator(chunk_size=10_000):
        found[_turn(scores[:3], scores[3:], failed=bool(error), maximize=maximize)] += 1
    return dict(found)


def compare(*, before: Board, after: Board) -> list[Json]:
    """Return a row for everybody with a score then or now, the best now first.

    ``score``, ``rank``, ``private`` and ``private_rank`` are pairs of before and after.
    """
    keys = set(before.public) | set(after.public)
    people = Enrollment.objects.filter(pk__in=keys).select_related("user")
    rows = [
        {
            "login": one.user.login,
            "name": one.user.name or one.user.login,
            "is_student": one.is_student,
            "score": [before.public.get(one.pk), after.public.get(one.pk)],
            "rank": [before.rank.get(one.pk), after.rank.get(one.pk)],
            "private": [before.private.get(one.pk), after.private.get(one.pk)],
            "private_rank": [
                before.private_rank.get(one.pk),
                after.private_rank.get(one.pk),
            ],
        }
        for one in people
    ]
    return sorted(rows, key=_place)


def _place(row: Json) -> tuple[bool, int, str]:
    rank = row["rank"][1]
    return rank is None, rank or 0, row["login"]


def _turn(new: Scores, old: Scores, *, failed: bool, maximize: bool) -> str:
    if None in new:
        if None in old:
            return "still"
        return "failed" if failed else "refused"
    if None in old:
        return "new"
    # The public score decides; where it stays, the score on all rows.
    for split in (0, 2, 1):
        now, was = new[split], old[split]
        if now is not None and was is not None and now != was:
            return "better" if (now > was) == maximize else "worse"
    return "same"


def _placed(
    model: type[Standing | PrivateStanding], score: str, competition: Competition
) -> tuple[Mapping[int, float], Mapping[int, int]]:
    rows = list(
        model.objects.filter(competition=competition).values_list(
            "enrollment",
            score,
            "is_hidden",
            "enrollment__role",
            "enrollment__status",
        )
    )
    maximize = competition.is_maximized
    scores = {key: value for key, value, *_ in rows}
    ranked = {
        key: value
        for key, value, is_hidden, role, status in rows
        if not is_hidden and role == Role.STUDENT and status == Status.ACTIVE
    }
    ranks = _ranks(ranked, maximize=maximize)
    members = _members(competition, scores)
    return (
        {one: value for key, value in scores.items() for one in members[key]},
        {one: rank for key, rank in ranks.items() for one in members[key]},
    )


def _ranks(scores: Mapping[int, float], *, maximize: bool) -> Mapping[int, int]:
    """Return each one's rank: one more than are truly better."""
    first: dict[float, int] = {}
    for place, score in enumerate(sorted(scores.values(), reverse=maximize), start=1):
        first.setdefault(score, place)
    return {key: first[score] for key, score in scores.items()}


def _members(
    competition: Competition, listed: Collection[int]
) -> Mapping[int, Iterable[int]]:
    """Return who is behind each row of the board."""
    entrants = entrants_of(competition=competition, enrollments=listed)
    of_one = {key: one.members for one in entrants for key in one.members}
    return {key: of_one.get(key, (key,)) for key in listed}
