"""Plain text as Markdown that shows it unchanged, and Markdown put together."""

import re

# Emphasis, code, links, entities and formulas begin or end with one of these. A bracket
# that opens is left: with a backslash it would open a formula.
_SPECIAL = re.compile(r"[\\`*<&$]|\](?=[(\[:])|(?<![^\W_])_|_(?![^\W_])")
_BLANK = re.compile(r"(?<!\S)_{2,}(?=[\s.,;:!?)]|$)")
_BEGINS_BLOCK = re.compile(
    r"^( {0,3})(#{1,6}(?=\s|$)|[-+](?=\s|$)|~{3,}|>|[|:=-][\s|:=-]*$)"
)
_NUMBERED = re.compile(r"^( {0,3}\d{1,9})([.)])(?=\s|$)")
_RULE = re.compile(r"^ {0,3}(?:_ *){3,}$")


def literal(text: str) -> str:
    """Return Markdown for one line of *text* in which nothing has a meaning of its own.

    Blanks to fill in, such as ``_____``, stay readable.
    """
    parts = []
    end = 0
    for blank in _BLANK.finditer(text):
        parts += [_SPECIAL.sub(r"\\\g<0>", text[end : blank.start()]), blank.group()]
        end = blank.end()
    parts.append(_SPECIAL.sub(r"\\\g<0>", text[end:]))
    return "".join(parts)


def line_start(line: str) -> str:
    """Return *line* so that it begins no list, heading, quotation or rule."""
    if _RULE.match(line):
        return line.replace("_", r"\_")
    line = _NUMBERED.sub(r"\1\\\2", line)
    return _BEGINS_BLOCK.sub(r"\1\\\2", line)


def paragraphs(text: str) -> str:
    """Return plain *text* of several lines as Markdown; the lines stay lines."""
    blocks = []
    for block in re.split(r"\n[ \t]*\n+", text.strip("\n")):
        lines = [line_start(literal(line.strip())) for line in block.split("\n")]
        blocks.append("\\\n".join(line for line in lines if line))
    return "\n\n".join(block for block in blocks if block)


def code(text: str) -> str:
    """Return *text* as code within a line; empty for none."""
    text = " ".join(text.split("\n"))
    if not text.strip():
        return text
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * (longest + 1)
    edge = " " if text[0] in "` " or text[-1] in "` " else ""
    return f"{fence}{edge}{text}{edge}{fence}"


def fenced(text: str, *, language: str = "") -> str:
    """Return *text* as a block of code."""
    longest = max((len(run) for run in re.findall("`{3,}", text)), default=2)
    fence = "`" * (longest + 1)
    return f"{fence}{language}\n{text}\n{fence}"


def formula(latex: str, *, display: bool = False) -> str:
    """Return LaTeX as a formula of Markdown."""
    latex = " ".join(latex.split())
    return f"$${latex}$$" if display else f"${latex}$"
