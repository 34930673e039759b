"""The gradings of a component as CSV, for spreadsheets.

Text that a spreadsheet would run as a formula begins with an apostrophe.
"""

import codecs
import io
from collections.abc import Iterable, Sequence

from defusedcsv.csv import writer as defused_writer

from courseops.models import User
from projects.gradings.works import Work
from projects.models import Grading
from projects.rubric import Rubric

COLUMNS = ("logins", "team", "version", "counts", "grader", "settles", "finished")


def as_csv(works: Iterable[Work], *, rubric: Rubric, user: User) -> bytes:
    """Return a line for each finished grading that *user* may see, of every version.

    Points and comments criterion by criterion, in the order of the rubric.
    """
    file = io.StringIO()
    written = defused_writer(file, lineterminator="\r\n")
    named = [one.slug or rubric.unit for one in rubric.criteria]
    written.writerow(
        [*COLUMNS, *named, "total", *(f"comment:{one}" for one in named), "comment"]
    )
    for work in works:
        for version in work.versions or (None,):
            here = work.in_version(version.number) if version else work
            for one in here.seen_by(user) if here else ():
                written.writerow(_row(here or work, one, rubric))
    return codecs.BOM_UTF8 + file.getvalue().encode()


def _row(work: Work, grading: Grading, rubric: Rubric) -> Sequence[object]:
    slugs = [one.slug for one in rubric.criteria]
    given, comments = grading.by_criterion, grading.comments
    return [
        " ".join(one.user.login for one in work.members),
        # What begins with white space could hide a formula from the writer.
        work.team.strip(),
        work.version.number if work.version else "",
        "yes" if work.is_counting else "no",
        grading.grader.login if grading.grader else "",
        "yes" if grading.settles else "no",
        grading.done_at.isoformat() if grading.done_at else "",
        *(given.get(slug, "") for slug in slugs),
        grading.points,
        *(comments.get(slug, "").strip() for slug in slugs),
        grading.comment.strip(),
    ]
