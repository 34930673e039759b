r"""Where Markdown has formulas: ``$…$``, ``$$…$$``, ``\(…\)`` and ``\[…\]``.

Amounts stay text, by pandoc's rule: no space after the first dollar nor before the
second, and no digit after that.
"""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from mdit_py_plugins.amsmath import amsmath_plugin

INLINE, DISPLAY, BLOCK = "math_inline", "math_inline_double", "math_block"
ENVIRONMENT = "amsmath"
# What it opens with, and the whole. Bounded, so that a text of openings ends in time.
_FORMS = (
    ("$$", DISPLAY, re.compile(r"\$\$(.{1,2000}?)\$\$", re.DOTALL)),
    ("$", INLINE, re.compile(r"\$(?!\s)((?:\\[\s\S]|[^\\$]){1,2000})(?<!\s)\$(?!\d)")),
    (r"\(", INLINE, re.compile(r"\\\((.{1,2000}?)\\\)", re.DOTALL)),
    (r"\[", DISPLAY, re.compile(r"\\\[(.{1,2000}?)\\\]", re.DOTALL)),
)
_CLOSINGS = {"$$": "$$", r"\[": r"\]"}
_ALT = ["paragraph", "reference", "blockquote", "list"]


def with_formulas(parser: MarkdownIt) -> None:
    """Make *parser* find formulas; their tokens are named by this module's constants."""
    parser.use(amsmath_plugin)
    parser.inline.ruler.before("escape", INLINE, _inline)
    parser.block.ruler.before("fence", BLOCK, _block, {"alt": _ALT})


def _inline(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] not in "$\\":
        return False
    for opening, name, form in _FORMS:
        if not state.src.startswith(opening, state.pos):
            continue
        found = form.match(state.src, state.pos, state.posMax)
        if found is not None and found[1].strip():
            if not silent:
                state.push(name, "math", 0).content = found[1]
            state.pos = found.end()
            return True
    return False


def _block(state: StateBlock, first: int, end: int, silent: bool) -> bool:
    """Take a formula that has its lines to itself, down to the next empty one."""
    opening = state.src[state.bMarks[first] + state.tShift[first] :][:2]
    closing = _CLOSINGS.get(opening)
    if closing is None or state.is_code_block(first):
        return False
    lines: list[str] = []
    for number in range(first, end):
        start = state.bMarks[number] + state.tShift[number]
        line = state.src[start : state.eMarks[number]].rstrip()
        line = line.removeprefix(opening) if number == first else line
        inner, closed, after = line.partition(closing)
        if closed and not after:
            return silent or _push(state, first, number, [*lines, inner])
        if closed or (not line and number > first) or state.isEmpty(number):
            return False
        lines.append(line)
    return False


def _push(state: StateBlock, first: int, last: int, lines: list[str]) -> bool:
    token = state.push(BLOCK, "math", 0)
    token.block, token.content, token.map = True, "\n".join(lines), [first, last + 1]
    state.line = last + 1
    return True
