"""How numbers, times and states look, the same on every page."""

from datetime import date, datetime, timedelta
from typing import Any

from django import template
from django.template.loader import get_template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from courseops.models import Component, Course, Kind
from courseops.navigation import Group, component_url, groups_for
from courseops.permissions import Access

register = template.Library()

_UNITS = ("bytes", "kB", "MB", "GB")

# code → (tone, icon, word): a state is told by its word and icon, not by colour alone.
_STATES = {
    "queued": ("neutral", "clock", "Queued"),
    "scoring": ("info", "spinner", "Scoring"),
    "scored": ("ok", "check", "Scored"),
    "refused": ("danger", "x", "Refused"),
    "failed": ("danger", "alert", "Failed"),
    "cancelled": ("neutral", "minus", "Cancelled"),
    "graded": ("ok", "check", "Graded"),
    "pending": ("neutral", "clock", "Pending"),
    "missing": ("danger", "x", "Missing"),
    "excused": ("info", "flag", "Excused"),
    "withheld": ("warn", "lock", "Withheld"),
    "overridden": ("info", "pencil", "Overridden"),
    "active": ("ok", "check", "Active"),
    "dropped": ("neutral", "minus", "Dropped"),
    "early": ("ok", "check", "Early"),
    "on_time": ("ok", "check", "On time"),
    "slack": ("info", "clock", "Slack"),
    "late": ("warn", "clock", "Late"),
}

_KIND_ICONS = {
    Kind.COMPETITION: "trophy",
    Kind.PARTS: "list",
    Kind.QUIZ: "quiz",
    Kind.POINTS: "pencil",
    Kind.RUBRIC: "paper",
    Kind.FILES: "file",
    Kind.PEER_REVIEW: "peers",
    Kind.TIERS: "medal",
    Kind.ATTENDANCE: "calendar",
}


def _zone_name(local: datetime) -> str:
    name = local.tzname() or "UTC"
    return f"UTC{name}" if name[0] in "+-" else name


def _time_element(instant: datetime, text: str) -> SafeString:
    return format_html('<time datetime="{}">{}</time>', instant.isoformat(), text)


@register.filter
def when(instant: datetime | None, course: Course) -> str:
    """Show an instant to the minute in the course's zone: 27 Sep 2020, 23:59 EDT."""
    if instant is None:
        return "–"
    local = instant.astimezone(course.zone)
    text = f"{local.day} {local:%b %Y, %H:%M} {_zone_name(local)}"
    return _time_element(instant, text)


@register.filter
def when_exact(instant: datetime | None, course: Course) -> str:
    """Show an instant to the second, for receipts: 27 Sep 2020, 23:59:59 EDT."""
    if instant is None:
        return "–"
    local = instant.astimezone(course.zone)
    text = f"{local.day} {local:%b %Y, %H:%M:%S} {_zone_name(local)}"
    return _time_element(instant, text)


@register.filter
def due(instant: datetime | None, course: Course) -> str:
    """Show a deadline with its weekday: Sun 27 Sep, 23:59 EDT."""
    if instant is None:
        return "–"
    local = instant.astimezone(course.zone)
    text = f"{local:%a} {local.day} {local:%b, %H:%M} {_zone_name(local)}"
    return _time_element(instant, text)


@register.filter
def day(value: date | None) -> str:
    """Show a date with its weekday: Mon 31 Aug 2020."""
    return "–" if value is None else f"{value:%a} {value.day} {value:%b %Y}"


@register.filter
def local_day(instant: datetime, course: Course) -> str:
    """Show the day of an instant in the course's zone: Sun 27 Sep."""
    local = instant.astimezone(course.zone)
    return f"{local:%a} {local.day} {local:%b}"


@register.filter
def local_time(instant: datetime, course: Course) -> str:
    """Show the clock time of an instant in the course's zone: 23:59 EDT."""
    local = instant.astimezone(course.zone)
    return f"{local:%H:%M} {_zone_name(local)}"


@register.filter
def local_exact(instant: datetime, course: Course) -> str:
    """Show the clock time of an instant to the second: 23:59:59 EDT."""
    local = instant.astimezone(course.zone)
    return f"{local:%H:%M:%S} {_zone_name(local)}"


@register.filter
def duration(span: timedelta | float | None) -> str:
    """Show a span (a timedelta or seconds) in its two largest units: 2 h 5 min."""
    if span is None:
        return "–"
    exact = span.total_seconds() if isinstance(span, timedelta) else float(span)
    if abs(exact) < 10:
        return f"{exact:.1f} s"
    seconds = int(abs(exact))
    if seconds < 60:
        return f"{seconds} s"
    minutes, seconds = divmod(seconds, 60)
    if minutes < 60:
        return f"{minutes} min {seconds} s" if seconds else f"{minutes} min"
    hours, minutes = divmod(minutes, 60)
    if hours < 24:
        return f"{hours} h {minutes} min" if minutes else f"{hours} h"
    days, hours = divmod(hours, 24)
    word = "day" if days == 1 else "days"
    return f"{days} {word} {hours} h" if hours and days < 7 else f"{days} {word}"


@register.filter
def relative(instant: datetime, at: datetime) -> str:
    """Tell how far *instant* is from *at*: in 3 days 4 h, 12 min ago."""
    seconds = int((instant - at).total_seconds())
    if seconds == 0:
        return "now"
    span = f"{abs(seconds)} s" if abs(seconds) < 10 else duration(abs(seconds))
    return f"in {span}" if seconds > 0 else f"{span} ago"


@register.simple_tag
def countdown(instant: datetime, at: datetime) -> SafeString:
    """Tell how far *instant* is from *at*, and let countdown.js keep it true."""
    return format_html(
        '<span class="countdown" data-countdown="{}">{}</span>',
        instant.isoformat(),
        relative(instant, at),
    )


@register.filter
def score(value: float | None, places: int = 5) -> str:
    """Show a metric's value with five decimals."""
    return "–" if value is None else f"{value:.{places}f}"


@register.filter
def mark(value: float | None) -> str:
    """Show a mark, a total or a weight with two decimals."""
    return "–" if value is None else f"{value:.2f}"


@register.filter
def plain(value: float | None) -> str:
    """Show a number as people write it: 12.5, 51, 0.72."""
    return "–" if value is None else f"{value:.12g}"


@register.filter
def size(number: int) -> str:
    """Show a number of bytes as course files count them, 1 MB = 1,000,000: 12.3 kB."""
    value, unit = float(number), 0
    while value >= 999.5 and unit < len(_UNITS) - 1:
        value, unit = value / 1000, unit + 1
    return f"{value:.3g} {_UNITS[unit]}"


@register.filter
def percent(share: float) -> str:
    """Show a fraction as a percentage: 25 %."""
    return f"{100 * share:.12g} %"


@register.filter
def whole_percent(share: float | None) -> str:
    """Show a fraction in whole percent: 33 %."""
    return "–" if share is None else f"{100 * share:.0f} %".replace("-", "−")


@register.filter
def web_links(links: list[dict[str, Any]] | None) -> list[dict[str, Any]]:
    """Return the links of a course file that lead to a web page; others are not links."""
    return [
        link
        for link in links or []
        if str(link.get("url") or "").startswith(("https://", "http://", "/"))
    ]


@register.filter
def initials(name: str) -> str:
    """Return the first letters of the first and last word of a name."""
    words = name.split()
    return "".join(word[0] for word in dict.fromkeys(words[:1] + words[-1:])).upper()


@register.simple_tag
def icon(name: str) -> SafeString:
    """Draw templates/components/icons/NAME.svg; a word beside it says what it means."""
    return mark_safe(get_template(f"components/icons/{name}.svg").render())  # noqa: S308 our own file


@register.simple_tag
def pill(word: str, tone: str = "neutral", icon_name: str = "") -> SafeString:
    """Draw a small label; *tone* is neutral, ok, warn, danger or info."""
    drawing = icon(icon_name) if icon_name else ""
    return format_html('<span class="pill pill-{}">{}{}</span>', tone, drawing, word)


@register.simple_tag
def kind_icon(component: Component) -> SafeString:
    """Draw the icon of a component's kind."""
    return icon(_KIND_ICONS[Kind(component.kind)])


@register.simple_tag(name="component_url")
def component_address(component: Component, course: Course) -> str:
    """Return the address of a component's page."""
    return component_url(course=course, component=component)


@register.filter
def state_pill(state: str) -> SafeString:
    """Draw the label of a submission's, a mark's or an enrolment's state."""
    tone, icon_name, word = _STATES[state]
    return pill(word, tone, icon_name)


@register.inclusion_tag("components/course_nav.html", takes_context=True)
def course_nav(context: dict[str, Any], access: Access) -> dict[str, list[Group]]:
    """Draw the navigation of a course, the present page marked."""
    request = context["request"]
    return {
        "groups": groups_for(access=access, path=request.path, at=request.received_at)
    }
