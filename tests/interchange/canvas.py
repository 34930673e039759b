"""Packages as Canvas writes them, question by question."""

import io
import zipfile
from html import escape

IDENT = "g7b1c2d3e4f5061728394a5b6c7d8e9f0"
SCORE = (
    '<outcomes><decvar maxvalue="100" minvalue="0" varname="SCORE"'
    ' vartype="Decimal"/></outcomes>'
)


def field(label: str, entry: object) -> str:
    return (
        f"<qtimetadatafield><fieldlabel>{label}</fieldlabel>"
        f"<fieldentry>{entry}</fieldentry></qtimetadatafield>"
    )


def html(text: str) -> str:
    return (
        f'<material><mattext texttype="text/html">{escape(text)}</mattext></material>'
    )


def plain(text: str) -> str:
    return (
        f'<material><mattext texttype="text/plain">{escape(text)}</mattext></material>'
    )


def right(*tests: str, points: object = 100, action: str = "Set") -> str:
    return (
        f'<respcondition continue="No"><conditionvar>{"".join(tests)}</conditionvar>'
        f'<setvar action="{action}" varname="SCORE">{points}</setvar></respcondition>'
    )


def equal(value: object, of: str = "response1") -> str:
    return f'<varequal respident="{of}">{value}</varequal>'


def bound(name: str, value: object) -> str:
    return f'<{name} respident="response1">{value}</{name}>'


def labels(texts: list[str]) -> str:
    inner = "".join(
        f'<response_label ident="{7000 + place}">{plain(text)}</response_label>'
        for place, text in enumerate(texts)
    )
    return f"<render_choice>{inner}</render_choice>"


def choice(texts: list[str], ident: str = "response1", card: str = "Single") -> str:
    return (
        f'<response_lid ident="{ident}" rcardinality="{card}">{labels(texts)}'
        "</response_lid>"
    )


def blank(ident: str = "response1", **attrs: str) -> str:
    more = "".join(f' {name}="{value}"' for name, value in attrs.items())
    return (
        f'<response_str ident="{ident}" rcardinality="Single"><render_fib{more}>'
        '<response_label ident="answer1" rshuffle="No"/></render_fib></response_str>'
    )


def item(
    kind: str,
    prompt: str,
    responses: str = "",
    conditions: str = "",
    *,
    title: str = "Question",
    ident: str = "g0123456789abcdef0123456789abcdef",
    points: object = "1.0",
    after: str = "",
) -> str:
    """Return an item as Canvas has it; its prompt is HTML."""
    return (
        f'<item ident="{ident}" title="{title}"><itemmetadata><qtimetadata>'
        f"{field('question_type', kind)}{field('points_possible', points)}"
        f"{field('original_answer_ids', '7000,7001')}"
        "</qtimetadata></itemmetadata>"
        f"<presentation>{html(f'<div>{prompt}</div>')}{responses}</presentation>"
        f"<resprocessing>{SCORE}{conditions}</resprocessing>{after}</item>"
    )


def assessment(*inside: str, title: str = "Quiz 1", ident: str = IDENT) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<questestinterop xmlns="http://www.imsglobal.org/xsd/ims_qtiasiv1p2">'
        f'<assessment ident="{ident}" title="{title}"><qtimetadata>'
        f"{field('qmd_timelimit', 60)}{field('cc_maxattempts', 1)}</qtimetadata>"
        f'<section ident="root_section">{"".join(inside)}</section>'
        "</assessment></questestinterop>"
    )


def meta(ident: str = IDENT, **settings: object) -> str:
    inner = "".join(f"<{name}>{value}</{name}>" for name, value in settings.items())
    return (
        f'<quiz identifier="{ident}" xmlns="http://canvas.instructure.com/xsd/cccv1p0">'
        f"<title>Quiz 1</title>{inner}</quiz>"
    )


def package(files: dict[str, str | bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("imsmanifest.xml", "<manifest/>")
        for name, content in files.items():
            archive.writestr(name, content)
    return data.getvalue()


def canvas(*inside: str, settings: str = "", files: dict | None = None) -> bytes:
    """Return the package of one quiz."""
    found = {f"{IDENT}/{IDENT}.xml": assessment(*inside)} | (files or {})
    if settings:
        found[f"{IDENT}/assessment_meta.xml"] = settings
    return package(found)
