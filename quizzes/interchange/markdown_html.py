"""The Markdown of prompts and choices as HTML for other systems.

Formulas become the pictures that Canvas makes of LaTeX, pictures of the course files of
the package.
"""

from collections.abc import Sequence
from html import escape
from typing import Any
from urllib.parse import quote, unquote

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from quizzes import formula_rules

# What stands for the folder of the package's files.
FILE_BASE = "%24IMS-CC-FILEBASE%24/"
_FORMULAS = (
    formula_rules.INLINE,
    formula_rules.DISPLAY,
    formula_rules.BLOCK,
    formula_rules.ENVIRONMENT,
)


def html(markdown: str) -> str:
    """Return Markdown of several lines as HTML."""
    return str(_PARSER.render(markdown)).rstrip("\n")


def html_line(markdown: str) -> str:
    """Return Markdown within a line, such as a choice, as HTML."""
    return str(_PARSER.renderInline(markdown))


def pictures_in(markdown: str) -> list[str]:
    """Return the names of the pictures that *markdown* shows."""
    return [
        unquote(str(token.attrs["src"]))
        for parent in _PARSER.parse(markdown)
        for token in parent.children or ()
        if token.type == "image"
    ]


def name_of(address: str) -> str | None:
    """Return the name of the file that *address* in our own HTML stands for."""
    base, found, name = unquote(address).rpartition(unquote(FILE_BASE))
    return name if found and not base else None


class _Renderer(RendererHTML):
    def image(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        """Show a file of the package."""
        token = tokens[idx]
        name = unquote(str(token.attrs["src"]))
        alt = escape(self.renderInlineAsText(token.children, options, env))
        address = name if "://" in name else FILE_BASE + quote(name)
        return f'<img src="{escape(address)}" alt="{alt}">'


def _formula(_: Any, tokens: Sequence[Token], idx: int, *__: Any) -> str:
    token = tokens[idx]
    latex = " ".join(token.content.split())
    source = escape(latex)
    address = f"/equation_images/{quote(quote(latex, safe=''), safe='')}"
    shown = (
        f'<img class="equation_image" title="{source}" src="{address}"'
        f' alt="LaTeX: {source}" data-equation-content="{source}">'
    )
    return f"<p>{shown}</p>\n" if token.block else shown


def _made() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}, renderer_cls=_Renderer)
    parser.enable("table").disable("lheading").use(formula_rules.with_formulas)
    for name in _FORMULAS:
        parser.add_render_rule(name, _formula)
    return parser


_PARSER = _made()
