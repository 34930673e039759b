"""Prompts, choices and explanations: Markdown with formulas as safe HTML.

What is written is never trusted: no HTML of its own, links only to the web, pictures
only those of the course.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from html import escape
from typing import Any
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from quizzes import formula_rules
from quizzes.formulas import formula

Pictures = Mapping[str, str]
_WEB = ("http://", "https://")
_SIDES = {"text-align:left": "left", "text-align:right": "right"}
_FORMULAS = (
    formula_rules.INLINE,
    formula_rules.DISPLAY,
    formula_rules.BLOCK,
    formula_rules.ENVIRONMENT,
)


def block(text: str, *, pictures: Pictures) -> str:
    """Return *text* with its paragraphs; *pictures* are addresses by name."""
    return _shown(_blocks(text), pictures)


def inline(text: str, *, pictures: Pictures) -> str:
    """Return *text* as part of a line: a choice, an item, one of a pair."""
    return _shown(_line(text), pictures)


def told(text: str) -> str:
    """Return a prompt in plain words on one line, formulas as they are written."""
    return _words(_blocks(text))


def told_inline(text: str) -> str:
    """Return a choice, an item or one of a pair in plain words, formulas as written."""
    return _words(_line(text))


def is_plain(text: str) -> bool:
    """Tell whether *text* as part of a line is nothing but words."""
    inner = list(_flat(_line(text)))
    return all(token.type in ("inline", "text") for token in inner)


def pictures_in(text: str) -> list[str]:
    """Return the names of the pictures that *text* shows, each once."""
    images = (token for token in _flat(_blocks(text)) if token.type == "image")
    return list(dict.fromkeys(map(_picture_name, images)))


class _Renderer(RendererHTML):
    """Draws what is drawn otherwise than Markdown's own way, by the kind of token."""

    def fence(self, tokens: Sequence[Token], idx: int, *_: Any) -> str:
        """Draw code; the keyboard reaches it, where it is wider than the page."""
        code = escape(tokens[idx].content)
        return f'<pre tabindex="0"><code>{code}</code></pre>\n'

    code_block = fence  # type: ignore[assignment] # fewer names, same arguments

    def table_open(self, *_: Any) -> str:
        return (
            '<div class="table-wrap" tabindex="0" role="group" aria-label="Table">'
            '<table class="table">\n'
        )

    def table_close(self, *_: Any) -> str:
        return "</table></div>\n"

    def image(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        """Draw a picture of the course, or tell that there is none of that name."""
        token = tokens[idx]
        name = _picture_name(token)
        address = env["pictures"].get(name)
        if address is None:
            missing = (
                f"Only pictures of the course are shown, not {name}"
                if ":" in name or name.startswith("/")
                else f"The picture {name} is missing"
            )
            return f'<span class="picture-missing">{escape(missing)}</span>'
        alt = escape(self.renderInlineAsText(token.children, options, env))
        return f'<img src="{escape(address)}" alt="{alt}">'


def _formula(renderer: Any, tokens: Sequence[Token], idx: int, *_: Any) -> str:
    token = tokens[idx]
    shown = formula(token.content, display=token.type != formula_rules.INLINE)
    return f"<p>{shown}</p>\n" if token.block else shown


def _is_anything(url: str) -> bool:
    return True


def _made() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}, renderer_cls=_Renderer)
    parser.enable("table").disable("lheading").use(formula_rules.with_formulas)
    # What leads elsewhere is dealt with below, so that its words stay.
    parser.validateLink = _is_anything  # type: ignore[method-assign]
    for name in _FORMULAS:
        parser.add_render_rule(name, _formula)
    return parser


_PARSER = _made()


@lru_cache(maxsize=1024)
def _blocks(text: str) -> Sequence[Token]:
    return _tamed(_PARSER.parse(text))


@lru_cache(maxsize=2048)
def _line(text: str) -> Sequence[Token]:
    return _tamed(_PARSER.parseInline(text))


def _shown(tokens: Sequence[Token], pictures: Pictures) -> str:
    return str(_PARSER.renderer.render(tokens, _PARSER.options, {"pictures": pictures}))


def _tamed(tokens: Sequence[Token]) -> Sequence[Token]:
    """Change, in place, what a prompt must not have: headings, styles, wild links."""
    for token in _flat(tokens):
        change = _TAMERS.get(token.type)
        if change is not None:
            change(token)
    for token in tokens:
        _tame_links(token.children or ())
    return tokens


def _tame_heading(token: Token) -> None:
    """Make it a bold line: the page's headings are the page's own."""
    token.tag = "p"
    if token.nesting == 1:
        token.attrs = {"class": "strong"}


def _tame_cell(token: Token) -> None:
    """Write the column's side as a class: no style attribute passes the policy."""
    side = _SIDES.get(str(token.attrs.pop("style", "")))
    if side is not None:
        token.attrs["class"] = f"cell-{side}"


def _tame_links(tokens: Sequence[Token]) -> None:
    """Leave the links that lead to the web; of others only the words stay."""
    tag = "a"
    for token in tokens:
        if token.type == "link_open":
            target = str(token.attrs["href"])
            tag = "a" if target.lower().startswith(_WEB) else "span"
            token.attrs = {}
            if tag == "a":
                token.attrs |= {"href": target, "target": "_blank"}
                token.attrs["rel"] = "noopener noreferrer"
        if token.type in ("link_open", "link_close"):
            token.tag = tag


_TAMERS: dict[str, Callable[[Token], None]] = {
    "heading_open": _tame_heading,
    "heading_close": _tame_heading,
    "th_open": _tame_cell,
    "td_open": _tame_cell,
}


def _flat(tokens: Sequence[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        if token.type == "inline":
            yield from token.children or ()


def _picture_name(token: Token) -> str:
    return unquote(str(token.attrs["src"]))


def _words(tokens: Sequence[Token]) -> str:
    return " ".join("".join(map(_word, _flat(tokens))).split())


def _word(token: Token) -> str:
    if token.type == "image":
        return f"[{token.content or _picture_name(token)}]"
    if token.type == "inline":
        return ""
    if token.content:
        return f" {token.content} " if token.block else token.content
    return "" if token.tag in ("em", "strong", "a", "span") else " "
