"""Markdown beside the HTML that was made of it, so that our own files lose nothing.

An exported item keeps, in a field of its metadata, those of its texts that HTML cannot
tell exactly. They hold only as long as the HTML is what they were made into: whoever
edits the file elsewhere edits what is shown.
"""

import json
from collections.abc import Iterable, Mapping
from html import escape
from xml.etree.ElementTree import Element

from quizzes.interchange.html_markdown import PictureName, looks_like_html
from quizzes.interchange.markdown_html import html, html_line, name_of, pictures_in
from quizzes.interchange.qti.material import Materials

FIELD = "courseops_markdown"


def written_block(source: str) -> Element:
    """Return a prompt as a material."""
    return _material(f"<div>{html(source)}</div>", "text/html")


def written_line(source: str) -> Element:
    """Return a choice as a material: plain text where it is nothing but words."""
    shown = html_line(source)
    if shown == escape(source) and not looks_like_html(source):
        return _material(source, "text/plain")
    return _material(shown, "text/html")


def field_for(*, blocks: Iterable[str], lines: Iterable[str]) -> str:
    """Return what to keep of these texts; empty where HTML tells all of them."""
    shown = Materials(picture=name_of)
    kept = [one for one in blocks if shown.block([written_block(one)]) != one]
    kept += [one for one in lines if shown.line([written_line(one)]) != one]
    return json.dumps(list(dict.fromkeys(kept)), ensure_ascii=False) if kept else ""


def read(field: str, *, picture: PictureName) -> Mapping[str, str]:
    """Return the texts of a field by the text of the material that each became.

    One whose pictures have other names here is left out.
    """
    found: dict[str, str] = {}
    for source in _texts(field):
        if all(picture(name) == name for name in pictures_in(source)):
            for made in (written_block(source), written_line(source)):
                found[made[0].text or ""] = source
    return found


def _texts(field: str) -> list[str]:
    try:
        kept = json.loads(field) if field else []
    except (ValueError, RecursionError):
        return []
    texts = kept if isinstance(kept, list) else []
    return [one for one in texts if isinstance(one, str)]


def _material(text: str, kind: str) -> Element:
    made = Element("material")
    part = Element("mattext", texttype=kind)
    part.text = text
    made.append(part)
    return made
