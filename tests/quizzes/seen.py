"""What a browser would find in a piece of HTML."""

import re
from html.parser import HTMLParser

from quizzes.rendering import block

MATH = re.compile(
    "math|menclose|merror|mfrac|mi|mmultiscripts|mn|mo|mover|mpadded|mphantom|mprescripts"
    "|mroot|mrow|mspace|msqrt|mstyle|msub|msubsup|msup|mtable|mtd|mtext|mtr|munder"
    "|munderover|none"
)
TEXT = re.compile(
    "a|blockquote|br|code|div|em|hr|img|li|ol|p|pre|span|strong|table|tbody|td|th|thead"
    "|tr|ul"
)
ATTRIBUTES = {
    "a": {"href", "target", "rel"},
    "img": {"src", "alt"},
    "ol": {"start"},
    "pre": {"tabindex"},
    "div": {"class", "tabindex", "role", "aria-label"},
}
PICTURES = {"net.png": "/courses/c/pictures/5ha/"}


class Seen(HTMLParser):
    """Collects what a browser would find: tags, attributes, text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.words.append(data)

    def handle_comment(self, data):
        raise AssertionError(f"a comment: {data}")

    def handle_decl(self, decl):
        raise AssertionError(f"a declaration: {decl}")

    @property
    def tags(self) -> list[str]:
        return [tag for tag, _ in self.found]

    @property
    def text(self) -> str:
        return "".join(self.words)


def seen(text: str) -> Seen:
    return Seen(block(text, pictures=PICTURES))


def check_safe(html: str) -> None:
    for tag, attributes in Seen(html).found:
        is_math = bool(MATH.fullmatch(tag))
        assert is_math or TEXT.fullmatch(tag), tag
        allowed = ATTRIBUTES.get(tag, {"class"})
        for name, value in attributes.items():
            assert not name.startswith("on")
            assert name != "style"
            assert is_math or name in allowed, (tag, name)
            if name == "href":
                assert value.startswith(("http://", "https://"))
            if name == "src":
                assert value in PICTURES.values()
