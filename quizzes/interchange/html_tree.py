"""HTML as people and editors write it, as a tree; nothing in it is refused."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

DEEPEST = 60
_VOID = frozenset(
    (
        "area",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "source",
        "wbr",
    )
)
_LISTS = ("ul", "ol", "table", "dl")
# What an opening tag closes, up to the nearest of the second.
_CLOSES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "li": (("li",), ("ul", "ol")),
    "tr": (("tr", "td", "th"), ("table",)),
    "td": (("td", "th"), ("tr", "table")),
    "th": (("td", "th"), ("tr", "table")),
    "dt": (("dt", "dd"), ("dl",)),
    "dd": (("dt", "dd"), ("dl",)),
}
BLOCKS = frozenset(
    (
        *("address", "article", "aside", "blockquote", "body", "center", "dd", "div"),
        *("dl", "dt", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6"),
        *("header", "hr", "li", "main", "ol", "p", "pre", "section", "table", "tbody"),
        *("td", "tfoot", "th", "thead", "tr", "ul"),
    )
)


@dataclass(kw_only=True)
class Element:
    """An element with its attributes, and what is in it: elements and texts."""

    tag: str
    attrs: dict[str, str] = field(default_factory=dict)
    inside: "list[Element | str]" = field(default_factory=list)

    @property
    def text(self) -> str:
        """All texts in it, one after the other."""
        return "".join(
            one if isinstance(one, str) else "\n" if one.tag == "br" else one.text
            for one in self.inside
        )

    def find(self, *tags: str) -> "Iterator[Element]":
        """Go through the elements in it, at any depth, that have one of *tags*."""
        for one in self.inside:
            if isinstance(one, Element):
                if one.tag in tags:
                    yield one
                yield from one.find(*tags)


def tree(html: str) -> Element:
    """Return *html* as a tree under an element without a name.

    What is nested deeper than DEEPEST lies flat at that depth.
    """
    parser = _Parser()
    parser.feed(html)
    parser.close()
    return parser.top


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.top = Element(tag="")
        self._open = [self.top]
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._hidden += tag in ("script", "style")
        self._close_implied(tag)
        element = Element(tag=tag, attrs={name: text or "" for name, text in attrs})
        self._open[-1].inside.append(element)
        if tag not in _VOID and len(self._open) < DEEPEST:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        self._hidden = max(0, self._hidden - (tag in ("script", "style")))
        for depth in range(len(self._open) - 1, 0, -1):
            if self._open[depth].tag == tag:
                del self._open[depth:]
                return

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self._open[-1].inside.append(data)

    def _close_implied(self, tag: str) -> None:
        closed, until = _CLOSES.get(tag, ((), ()))
        if tag in BLOCKS and not closed:
            closed, until = ("p",), _LISTS
        for depth in range(len(self._open) - 1, 0, -1):
            if self._open[depth].tag in closed:
                del self._open[depth:]
            elif self._open[depth].tag in until:
                return
