"""Texts of GIFT as Markdown: each may begin with its format in brackets."""

import re

from quizzes.interchange import markdown_text
from quizzes.interchange.gift.escapes import shown
from quizzes.interchange.html_markdown import (
    PictureName,
    looks_like_html,
    markdown,
    markdown_line,
)

_FORMAT = re.compile(r"\[(html|markdown|plain|moodle)\]")
AUTO = "moodle"


class Texts:
    """Reads the texts of one question, whose format holds for its answers, too."""

    def __init__(self, picture: PictureName) -> None:
        self._picture = picture
        self._format = AUTO

    def prompt(self, hidden: str) -> str:
        """Return the text of the question as Markdown, and keep its format."""
        self._format, text = self._split(hidden)
        return self._block(self._format, text)

    def block(self, hidden: str) -> str:
        """Return a text of several lines as Markdown."""
        return self._block(*self._split(hidden))

    def line(self, hidden: str) -> str:
        """Return a text within a line, such as a choice, as Markdown."""
        format_, text = self._split(hidden)
        if format_ == "markdown":
            return text
        if self._is_html(format_, text):
            return markdown_line(text, picture=self._picture)
        return markdown_text.literal(" ".join(text.split()))

    def words(self, hidden: str) -> str:
        """Return a text that nobody formats, such as what a student has to write."""
        return self._split(hidden)[1]

    def _split(self, hidden: str) -> tuple[str, str]:
        hidden = hidden.strip(" \t\n")
        found = _FORMAT.match(hidden)
        if found is None:
            return self._format, shown(hidden).strip()
        return found[1], shown(hidden[found.end() :]).strip()

    def _block(self, format_: str, text: str) -> str:
        if format_ == "markdown":
            return text
        if not self._is_html(format_, text):
            return markdown_text.paragraphs(text)
        if format_ == AUTO:
            text = text.replace("\n", "<br>")
        return markdown(text, picture=self._picture)

    def _is_html(self, format_: str, text: str) -> bool:
        return format_ == "html" or (format_ == AUTO and looks_like_html(text))
