"""Where the marks of a score chart go: plain geometry, in the units of an SVG.

Up is better whatever the metric's direction, so a rising line always means progress.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from math import ceil, floor, log10

LEFT, RIGHT, TOP, BOTTOM = 46, 58, 10, 26
LABEL_HEIGHT = 14
CHARACTER = 6.4
STEPS_IN_HOURS = (1, 2, 3, 6, 12, 24, 48, 72, 96, 168, 336, 672, 2016)


@dataclass(frozen=True, kw_only=True)
class Point:
    """One scored submission."""

    at: datetime
    score: float
    name: str
    late: bool = False


@dataclass(frozen=True, kw_only=True)
class Tick:
    """A labelled place on an axis."""

    place: float
    label: str


@dataclass(frozen=True, kw_only=True)
class CutoffLine:
    """A posted cutoff: the line at ``y``, its label moved to ``label_y`` to be legible."""

    letter: str
    score: str
    y: float
    label_y: float


@dataclass(frozen=True, kw_only=True)
class DeadlineLine:
    """A deadline: the line at ``x``, its label with an SVG ``text-anchor``."""

    label: str
    x: float
    label_y: float
    anchor: str


@dataclass(frozen=True, kw_only=True)
class Dot:
    """A submission's place; ``beyond`` when it is worse than the axis reaches."""

    x: float
    y: float
    point: Point
    record: bool
    beyond: bool


@dataclass(frozen=True, kw_only=True)
class Chart:
    """Everything that a template draws."""

    width: int
    height: int
    left: float
    right: float
    top: float
    bottom: float
    x_ticks: Sequence[Tick]
    y_ticks: Sequence[Tick]
    cutoffs: Sequence[CutoffLine]
    deadlines: Sequence[DeadlineLine]
    dots: Sequence[Dot]
    best_path: str
    beside_path: str
    now_x: float | None


@dataclass(frozen=True, kw_only=True)
class _Axis:
    """A straight map from values to places; ``first`` may be the larger value."""

    first: float
    last: float
    start: float
    end: float

    def place(self, value: float) -> float:
        share = (value - self.first) / (self.last - self.first)
        return round(self.start + share * (self.end - self.start), 1)


def is_better(score: float, other: float, *, minimize: bool) -> bool:
    """Tell whether *score* beats *other*; equal scores do not."""
    return score < other if minimize else score > other


def score_chart(
    *,
    points: Sequence[Point],
    cutoffs: Mapping[str, float] | None,
    deadlines: Sequence[tuple[str, datetime]],
    minimize: bool,
    zone: tzinfo,
    start: datetime | None,
    at: datetime,
    width: int,
    height: int,
    beside: Sequence[Point] = (),
) -> Chart | None:
    """Lay out scores over time against cutoffs and deadlines; None without a score.

    *points* are in order of time, and so are those *beside*, whose best is a second
    line without dots. The time axis runs from *start* (the release) or the first score
    to the next deadline after *at*, or to the last score if that is later.
    """
    if not points:
        return None
    left, right = float(LEFT), float(width - RIGHT)
    all_points = sorted([*points, *beside], key=lambda point: point.at)
    begin, end = _time_range(all_points, [when for _, when in deadlines], start, at)
    across = _Axis(first=begin.timestamp(), last=end.timestamp(), start=left, end=right)
    lines = _deadline_lines(deadlines, begin, end, across)
    rows = len({line.label_y for line in lines})
    top, bottom = float(TOP + rows * LABEL_HEIGHT), float(height - BOTTOM)
    up = _score_axis(all_points, cutoffs or {}, minimize, bottom, top)
    dots = _dots(points, across, up, minimize)
    until = across.place(min(max(at, all_points[-1].at), end).timestamp())
    return Chart(
        width=width,
        height=height,
        left=left,
        right=right,
        top=top,
        bottom=bottom,
        x_ticks=_time_ticks(begin, end, zone, across),
        y_ticks=_score_ticks(up),
        cutoffs=_cutoff_lines(cutoffs or {}, up),
        deadlines=lines,
        dots=dots,
        best_path=_best_path(dots, until),
        beside_path=_best_path(_dots(beside, across, up, minimize), until),
        now_x=across.place(at.timestamp()) if begin <= at < end else None,
    )


def _time_range(
    points: Sequence[Point],
    deadlines: Sequence[datetime],
    start: datetime | None,
    at: datetime,
) -> tuple[datetime, datetime]:
    begin = min(start or points[0].at, points[0].at)
    passed = [when for when in deadlines if when <= at]
    coming = sorted(when for when in deadlines if when > at)
    end = max([points[-1].at, *passed, *coming[:1]])
    pad = max((end - begin) * 0.02, timedelta(minutes=10))
    return begin - pad, end + pad


def _score_axis(
    points: Sequence[Point],
    cutoffs: Mapping[str, float],
    minimize: bool,
    bottom: float,
    top: float,
) -> _Axis:
    scores = [point.score for point in points]
    lines = [score for letter, score in cutoffs.items() if letter != "F"]
    low, high = min(scores + lines), max(scores + lines)
    # What is worse than F earns nothing: no room for it, or one wild score
    # would flatten all the others.
    if "F" in cutoffs:
        if minimize:
            high = max(min(high, cutoffs["F"]), low)
        else:
            low = min(max(low, cutoffs["F"]), high)
    pad = (high - low) * 0.08 or abs(high) * 0.05 or 0.05
    low, high = low - pad, high + pad
    if minimize:
        low, high = high, low
    return _Axis(first=low, last=high, start=bottom, end=top)


def _dots(
    points: Sequence[Point], across: _Axis, up: _Axis, minimize: bool
) -> list[Dot]:
    dots: list[Dot] = []
    best: float | None = None
    for point in points:
        record = best is None or is_better(point.score, best, minimize=minimize)
        if record:
            best = point.score
        beyond = is_better(up.first, point.score, minimize=minimize)
        dots.append(
            Dot(
                x=across.place(point.at.timestamp()),
                y=up.start if beyond else up.place(point.score),
                point=point,
                record=record,
                beyond=beyond,
            )
        )
    return dots


def _best_path(dots: Sequence[Dot], until: float) -> str:
    records = [dot for dot in dots if dot.record]
    if not records:
        return ""
    steps = [f"M{records[0].x} {records[0].y}"]
    steps += [f"H{dot.x}V{dot.y}" for dot in records[1:]]
    return "".join([*steps, f"H{until}"])


def _score_ticks(up: _Axis) -> list[Tick]:
    low, high = sorted((up.first, up.last))
    rough = (high - low) / 4
    size = 10.0 ** floor(log10(rough))
    step = next(size * n for n in (1, 2, 5, 10) if size * n >= rough)
    decimals = max(0, -floor(log10(step)))
    return [
        Tick(place=up.place(n * step), label=f"{n * step:.{decimals}f}")
        for n in range(ceil(low / step), floor(high / step) + 1)
    ]


def _time_ticks(
    begin: datetime, end: datetime, zone: tzinfo, across: _Axis
) -> list[Tick]:
    hours = (end - begin) / timedelta(hours=1)
    most = max(2, int((across.end - across.start) / 62))
    step = next((n for n in STEPS_IN_HOURS if hours / n <= most), int(hours / most))
    local = begin.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    if step >= 24:
        local += timedelta(days=1)
    ticks: list[Tick] = []
    while (instant := local.astimezone(zone)) <= end:
        if instant >= begin:
            label = f"{local:%H:%M}" if step < 24 else f"{local.day} {local:%b}"
            ticks.append(Tick(place=across.place(instant.timestamp()), label=label))
        # Adding to local time keeps midnight at midnight across a clock change.
        local += timedelta(hours=step)
    return ticks


def _cutoff_lines(cutoffs: Mapping[str, float], up: _Axis) -> list[CutoffLine]:
    lines: list[CutoffLine] = []
    kept = [(up.place(s), letter, s) for letter, s in cutoffs.items() if letter != "F"]
    label_y = float("-inf")
    for y, letter, score in sorted(kept):
        label_y = max(y, label_y + LABEL_HEIGHT)
        lines.append(
            CutoffLine(letter=letter, score=f"{score:g}", y=y, label_y=label_y)
        )
    return lines


def _deadline_lines(
    deadlines: Sequence[tuple[str, datetime]],
    begin: datetime,
    end: datetime,
    across: _Axis,
) -> list[DeadlineLine]:
    lines: list[DeadlineLine] = []
    taken = {row: float("-inf") for row in range(3)}
    for label, when in sorted(deadlines, key=lambda deadline: deadline[1]):
        if not begin <= when <= end:
            continue
        x = across.place(when.timestamp())
        reach = len(label) * CHARACTER
        # A label stands left of its line unless the plot begins there.
        left, anchor = (x - reach, "end") if x - reach > across.start else (x, "start")
        row = next((row for row, until in taken.items() if until < left), 0)
        taken[row] = left + reach + CHARACTER
        lines.append(
            DeadlineLine(
                label=label, x=x, label_y=TOP + row * LABEL_HEIGHT, anchor=anchor
            )
        )
    return lines
