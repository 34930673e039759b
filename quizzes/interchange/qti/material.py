"""What an item shows: texts, HTML and pictures, as Markdown."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html import escape
from xml.etree.ElementTree import Element

from quizzes.interchange import markdown_text
from quizzes.interchange.html_markdown import (
    PictureName,
    looks_like_html,
    markdown,
    markdown_line,
)


@dataclass(frozen=True, kw_only=True)
class Materials:
    """Turns materials into Markdown.

    ``sources`` holds the Markdown that some of their texts were made of.
    """

    picture: PictureName
    sources: Mapping[str, str] = field(default_factory=dict)

    def block(self, materials: Iterable[Element]) -> str:
        """Return materials as Markdown of several lines."""
        parts = []
        for text, is_html in _texts(materials):
            if text in self.sources:
                parts.append(self.sources[text])
            elif is_html:
                parts.append(markdown(text, picture=self.picture))
            else:
                parts.append(markdown_text.paragraphs(text))
        return "\n\n".join(part for part in parts if part)

    def line(self, materials: Iterable[Element]) -> str:
        """Return materials as Markdown within a line."""
        parts = []
        for text, is_html in _texts(materials):
            if text in self.sources:
                parts.append(self.sources[text])
            elif is_html:
                parts.append(markdown_line(text, picture=self.picture))
            else:
                parts.append(markdown_text.literal(" ".join(text.split())))
        return " ".join(part for part in parts if part)


def plain(materials: Iterable[Element]) -> str:
    """Return materials as words alone."""
    return " ".join(" ".join(text.split()) for text, _ in _texts(materials))


def _texts(materials: Iterable[Element]) -> Iterator[tuple[str, bool]]:
    """Go through the texts, each with whether it is HTML."""
    for material in materials:
        for part in material.iter():
            if part.tag in ("mattext", "matemtext"):
                text = "".join(part.itertext())
                kind = part.get("texttype", "").lower()
                is_html = "html" in kind or (
                    "plain" not in kind and looks_like_html(text)
                )
                yield text, is_html
            elif part.tag == "matimage":
                source = part.get("uri") or part.get("entityref") or ""
                alt = part.get("label") or ""
                yield f'<img src="{escape(source)}" alt="{escape(alt)}">', True
