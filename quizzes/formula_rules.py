r"""Where Markdown has formulas: ``$…$``, ``$$…$$``, ``\(…\)`` and ``\[…\]``.

Amounts stay text, by pandoc's rule: no space after the first dollar nor before the
second, and no digit after that.
"""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from mdit_py_plugins.amsmath import amsmath_plugin

from quizzes.formulas import LONGEST

INLINE, DISPLAY, BLOCK = "math_inline", "math_inline_double", "math_block"
ENVIRONMENT = "amsmath"
# A dollar ends at the next one that is not escaped, the others at their closing sign.
_IN_DOLLARS = re.compile(r"\$(?!\s)((?:\\[\s\S]|[^\\$])+)(?<!\s)\$(?!\d)")
_FORMS = (("$$", "$$", DISPLAY), (r"\(", r"\)", INLINE), (r"\[", r"\]", DISPLAY))
_CLOSINGS = {"$$": "$$", r"\[": r"\]"}
_ALT = ["paragraph", "reference", "blockquote", "list"]


def with_formulas(parser: MarkdownIt) -> None:
    """Make *parser* find formulas; their tokens are named by this module's constants."""
    parser.use(amsmath_plugin)
    parser.inline.ruler.before("escape", INLINE, _inline)
    parser.block.ruler.before("fence", BLOCK, _block, {"alt": _ALT})


def _inline(state: StateInline, silent: bool) -> bool:
    found = _found(state.src, state.pos, state.posMax)
    if found is None or not found[1].strip():
        return False
    name, latex, end = found
    if not silent:
        state.push(name, "math", 0).content = latex
    state.pos = end
    return True


def _found(text: str, start: int, end: int) -> tuple[str, str, int] | None:
    """Return the token's name, the formula and its end, where one begins at *start*."""
    for opening, closing, name in _FORMS:
        if text.startswith(opening, start):
            inner = start + len(opening)
            # Bounded, so that a text of nothing but openings ends in time.
            last = text.find(closing, inner, min(end, inner + LONGEST))
            if last >= 0:
                return name, text[inner:last], last + len(closing)
    in_dollars = _IN_DOLLARS.match(text, start, min(end, start + LONGEST))
    return in_dollars and (INLINE, in_dollars[1], in_dollars.end())


def _block(state: StateBlock, first: int, end: int, silent: bool) -> bool:
    """Take a formula that has its lines to itself, down to the next empty one."""
    at = state.bMarks[first] + state.tShift[first]
    opening = state.src[at : at + 2]
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
        if closed or state.isEmpty(number):
            return False
        lines.append(line)
    return False


def _push(state: StateBlock, first: int, last: int, lines: list[str]) -> bool:
    token = state.push(BLOCK, "math", 0)
    token.block, token.content, token.map = True, "\n".join(lines), [first, last + 1]
    state.line = last + 1
    return True
