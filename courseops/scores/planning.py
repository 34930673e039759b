"""Works out what a file of scores would change in a component; writes nothing."""

from collections.abc import Callable
from datetime import datetime

from courseops import selectors
from courseops.datafile import DataFileError, line_of
from courseops.models import AuditEvent, Component
from courseops.scores import canvas
from courseops.scores.changes import Plan
from courseops.scores.judging import Judge, Sent
from courseops.scores.kinds import refusal
from courseops.scores.reading import ScoreFile, read
from courseops.scores.tables import whose

VERB = "scores.import"
# Works out what the export for Canvas holds of a component's assignment.
SentBy = Callable[[Component, datetime], Sent]


def plan_scores(
    *, component: Component, data: bytes, at: datetime, sent_by: SentBy | None = None
) -> Plan:
    """Return what the file would change; nothing is written.

    A mark that stands in a gradebook of Canvas as *sent_by* says that it was exported
    there changes nothing. Raises DataFileError with every problem.
    """
    if reason := refusal(component):
        raise DataFileError([reason])
    file = read(data, component)
    return judged(component=component, file=file, at=at, sent_by=sent_by)


def judged(
    *,
    component: Component,
    file: ScoreFile,
    at: datetime,
    sent_by: SentBy | None = None,
    is_strict: bool = False,
) -> Plan:
    """Return what *file* asks for, whatever kind the component is of.

    Raises DataFileError with every problem; with *is_strict* strangers are problems.
    """
    is_canvas = file.format == canvas.NAME
    sent = sent_by(component, at) if sent_by is not None and is_canvas else {}
    judge = Judge(component, file, sent=sent, at=at)
    for entry in file.entries:
        judge.take(entry)
    problems = [*file.problems, *judge.problems]
    if is_strict:
        problems += [one.problem for one in judge.strangers]
    if problems:
        raise DataFileError(sorted(problems, key=line_of))
    return Plan(
        format=file.format,
        changes=judge.changes,
        notes=[*_older(component, file), *judge.notes],
        strangers=judge.strangers,
        column=file.column,
        others=whose(_others(file), selectors.components(component.course))
        if len(file.titles) > 1
        else {},
        downloaded=file.downloaded,
    )


def refuse_strangers(plan: Plan) -> None:
    """Raise DataFileError where nobody in the file is known: it is of another class."""
    if plan.strangers and not plan.changes and not plan.notes:
        raise DataFileError([one.told for one in plan.strangers])


def _others(file: ScoreFile) -> dict[str, str]:
    """Return the columns that are not read, from the one after it on and around."""
    columns = list(file.titles)
    place = columns.index(file.column)
    order = [*columns[place + 1 :], *columns[:place]]
    return {column: file.titles[column] for column in order}


def _older(component: Component, file: ScoreFile) -> list[str]:
    """Warn of a file that was made before the one imported last."""
    if file.downloaded is None:
        return []
    events = AuditEvent.objects.filter(
        course=component.course,
        verb=VERB,
        target=f"component:{component.slug}",
        after__format=file.format,
    )
    last = events.values_list("after__downloaded", flat=True).first()
    if last is None or datetime.fromisoformat(last) <= file.downloaded:
        return []
    zone = component.course.zone
    here, there = (
        f"{at.astimezone(zone):%Y-%m-%d %H:%M:%S}"
        for at in (file.downloaded, datetime.fromisoformat(last))
    )
    return [
        (
            "The file is older than the one imported last: downloaded from"
            f" {file.format} on {here}, that one on {there}"
            f" ({component.course.time_zone})"
        )
    ]
