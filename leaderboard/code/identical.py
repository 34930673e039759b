"""The identical-file check of a competition: what the page shows, with names."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from courseops import teams
from courseops.models import Component, Enrollment, Role
from leaderboard.code import archive
from leaderboard.models import CodeFile, CodeHandIn
from leaderboard.selectors.code import all_code
from leaderboard.similarity.samefiles import SMALLEST, File, Found, Same, same_files

MOST_PAIRS = 100
MOST_FILES = 100


@dataclass(frozen=True, kw_only=True)
class Entry:
    """An entrant: who hands in as one, and their newest code."""

    members: Sequence[Enrollment]
    handin: CodeHandIn

    @property
    def name(self) -> str:
        return ", ".join(str(one.user) for one in self.members)


@dataclass(frozen=True, kw_only=True)
class ShownFile:
    """A file that several have, with who they are and what they call it."""

    same: Same
    entries: Sequence[tuple[Entry, str]]


@dataclass(frozen=True, kw_only=True)
class ShownPair:
    """Two entrants and the files that both have, each with its two names."""

    one: Entry
    other: Entry
    shared: int
    share: int
    of_one: int
    of_other: int
    files: Sequence[tuple[Same, str, str]]


@dataclass(frozen=True, kw_only=True)
class Shown:
    """What the page shows.

    ``waiting`` is how many hand-ins are still being listed, ``closed`` those whose
    archive could not be looked into.
    """

    entrants: int
    listed: int
    waiting: int
    closed: Sequence[Entry]
    pairs: Sequence[ShownPair]
    more_pairs: int
    groups: Sequence[ShownFile]
    more_groups: int
    handed_out: Sequence[Same]


def identical_code(*, component: Component) -> Shown:
    """Compare the newest code of each entrant, as far as it is listed.

    A fixed number of queries, however many there are.
    """
    entries = _entries(component)
    listed = {
        pk: entry for pk, entry in entries.items() if entry.handin.listed_at is not None
    }
    files = _files(component, listed)
    found = same_files(
        (file for file in files if file.size >= SMALLEST),
        entrants=len(listed),
        most=MOST_PAIRS,
    )
    return _shown(found, listed, waiting=len(entries) - len(listed), files=files)


def _shown(
    found: Found, listed: dict[int, Entry], *, waiting: int, files: Iterable[File]
) -> Shown:
    return Shown(
        entrants=len(listed) + waiting,
        listed=len(listed),
        waiting=waiting,
        closed=_closed(listed, files),
        pairs=[
            ShownPair(
                one=listed[pair.one],
                other=listed[pair.other],
                shared=pair.shared,
                share=_percent(pair.share),
                of_one=_percent(pair.of_one),
                of_other=_percent(pair.of_other),
                files=[
                    (same, same.names[pair.one][0], same.names[pair.other][0])
                    for same in pair.files
                ],
            )
            for pair in found.pairs
        ],
        more_pairs=found.more,
        groups=[_group(same, listed) for same in found.groups[:MOST_FILES]],
        more_groups=max(0, len(found.groups) - MOST_FILES),
        handed_out=found.handed_out,
    )


def _percent(share: float) -> int:
    """Return a share in percent; 100 only for all of it."""
    return 100 if share == 1 else min(99, round(100 * share))


def _group(same: Same, listed: dict[int, Entry]) -> ShownFile:
    return ShownFile(
        same=same,
        entries=[(listed[pk], names[0]) for pk, names in same.names.items()],
    )


def _entries(component: Component) -> dict[int, Entry]:
    """Return the newest code of each entrant by its primary key, the newest first."""
    rows = all_code(component=component).filter(enrollment__role=Role.STUDENT)
    newest: dict[int, CodeHandIn] = {}
    for row in rows:
        newest.setdefault(row.enrollment_id, row)
    entrants = teams.entrants(component=component, enrollments=list(newest))
    people = Enrollment.objects.select_related("user").in_bulk(
        {key for entrant in entrants for key in entrant.members}
    )
    found = {}
    for entrant in entrants:
        handins = [newest[key] for key in entrant.members if key in newest]
        handin = max(handins, key=lambda one: (one.received_at, one.pk))
        members = [people[key] for key in entrant.members]
        found[handin.pk] = Entry(members=members, handin=handin)
    return found


def _files(component: Component, listed: dict[int, Entry]) -> list[File]:
    rows = CodeFile.objects.filter(handin__component=component).values_list(
        "handin", "name", "sha256", "size"
    )
    return [
        File(entrant=handin, name=name, sha256=sha256, size=size)
        for handin, name, sha256, size in rows
        if handin in listed
    ]


def _closed(listed: dict[int, Entry], files: Iterable[File]) -> list[Entry]:
    """Return whose archive is listed as itself: nobody can put its own hash into it."""
    itself = {(file.entrant, file.sha256) for file in files}
    return [
        entry
        for pk, entry in listed.items()
        if archive.is_archive(entry.handin.file_name)
        and (pk, entry.handin.sha256) in itself
    ]
