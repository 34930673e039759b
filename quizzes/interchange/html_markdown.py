"""HTML as Markdown that shows the same, as far as Markdown goes.

Headings, paragraphs, lists, quotations, code, tables, emphasis, links, pictures and
formulas; of everything else the words.
"""

import re
from collections.abc import Callable
from urllib.parse import unquote

from quizzes.interchange import markdown_text
from quizzes.interchange.conversion import NotExpressedError
from quizzes.interchange.html_tree import BLOCKS, Element, tree

# The name under which a prompt shows the picture with this address, None for none.
PictureName = Callable[[str], str | None]
_TAG = re.compile(r"</?[A-Za-z][A-Za-z0-9]*(?:\s[^<>]*)?/?>|&(?:#\w+|[A-Za-z]+);")
# Broken HTML takes a time that grows with the square of its length.
MAX_CHARACTERS = 250_000
# How MathJax is told of formulas in a text. Bounded, so that openings alone end in time.
_FORMULA = re.compile(
    r"\\\((?P<inline>.{1,2000}?)\\\)|\\\[(?P<display>.{1,2000}?)\\\]"
    r"|\$\$(?P<dollars>[^$]{1,2000})\$\$",
    re.DOTALL,
)
_NO_BRACKETS = str.maketrans("[]", "()")
_BOLD, _ITALIC = ("b", "strong"), ("i", "em", "cite", "var", "dfn")
_CODE = ("code", "tt", "kbd", "samp")
_SCRIPTS = {
    "sub": ("_", str.maketrans("0123456789+-=()aeioruvx", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑᵢₒᵣᵤᵥₓ")),
    "sup": ("^", str.maketrans("0123456789+-=()in", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁱⁿ")),
}


def looks_like_html(text: str) -> bool:
    """Tell whether *text* has tags or entities of HTML in it."""
    return bool(_TAG.search(text))


def markdown(html: str, *, picture: PictureName) -> str:
    """Return *html* as Markdown of several lines.

    Raises NotExpressedError for more than MAX_CHARACTERS.
    """
    return _Writer(picture).blocks(_tree(html))


def markdown_line(html: str, *, picture: PictureName) -> str:
    """Return *html* as Markdown within a line, such as a choice.

    Raises NotExpressedError for more than MAX_CHARACTERS.
    """
    words = _Writer(picture).inline(_tree(html)).replace("\\\n", " ")
    return " ".join(words.split())


def _tree(html: str) -> Element:
    if len(html) > MAX_CHARACTERS:
        problem = f"left out: it has a text of more than {MAX_CHARACTERS:,} characters"
        raise NotExpressedError(problem)
    return tree(html)


class _Writer:
    def __init__(self, picture: PictureName) -> None:
        self._picture = picture
        self._tags: dict[str, Callable[[Element], str]] = {
            "br": lambda _: "\\\n",
            "img": self._image,
            "a": self._link,
            "script": lambda _: "",
            "style": lambda _: "",
            **dict.fromkeys(_BOLD, lambda one: self._marked(one, "**")),
            **dict.fromkeys(_ITALIC, lambda one: self._marked(one, "*")),
            **dict.fromkeys(_CODE, lambda one: markdown_text.code(one.text)),
            **dict.fromkeys(_SCRIPTS, self._script),
        }
        self._block_tags: dict[str, Callable[[Element], str]] = {
            "hr": lambda _: "---",
            "pre": _pre,
            "ul": self._list,
            "ol": self._list,
            "blockquote": lambda one: _prefixed(self.blocks(one), "> ", "> "),
            "table": self._table,
            **{f"h{level}": self._heading for level in range(1, 7)},
        }

    def blocks(self, element: Element) -> str:
        """Return what is in *element* as blocks with an empty line between them."""
        found: list[str] = []
        line: list[Element | str] = []
        for one in element.inside:
            if isinstance(one, str) or not _is_block(one):
                line.append(one)
                continue
            found.append(self._paragraph(line))
            line = []
            write = self._block_tags.get(one.tag, self.blocks)
            found.append(write(one))
        found.append(self._paragraph(line))
        return "\n\n".join(block for block in found if block)

    def inline(self, element: Element) -> str:
        """Return what is in *element* as part of a line."""
        return "".join(self._run(element.inside))

    def _paragraph(self, line: "list[Element | str]") -> str:
        text = "".join(self._run(line))
        lines = [one.strip() for one in text.split("\n")]
        while lines and lines[0] in ("\\", ""):
            del lines[0]
        while lines and lines[-1] in ("\\", ""):
            del lines[-1]
        if lines:
            lines[-1] = re.sub(r"(?<!\\)\\$", "", lines[-1])
        return "\n".join(map(markdown_text.line_start, lines))

    def _run(self, parts: "list[Element | str]") -> list[str]:
        written: list[str] = []
        for one in parts:
            if isinstance(one, str):
                starts = not written or written[-1].endswith(("\n", " "))
                written.append(_text(one, starts=starts))
            else:
                inner = self._tags.get(one.tag, self.inline)(one)
                written.append(f" {inner} " if one.tag in BLOCKS else inner)
        return written

    def _marked(self, element: Element, mark: str) -> str:
        inner = self.inline(element)
        bare = inner.strip()
        if mark == "*" and "*" in bare:
            mark = "_"
        if not bare or "\n" in bare or mark in bare:
            return inner
        before = " " if inner[:1].isspace() else ""
        after = " " if inner[-1:].isspace() else ""
        return f"{before}{mark}{bare}{mark}{after}"

    def _script(self, element: Element) -> str:
        sign, small = _SCRIPTS[element.tag]
        text = element.text.strip()
        raised = text.translate(small)
        if all(ord(character) in small for character in text):
            return raised
        return f"{sign}({markdown_text.literal(text)})" if text else ""

    def _link(self, element: Element) -> str:
        words, target = self.inline(element), element.attrs.get("href", "")
        is_web = target.startswith(("http://", "https://"))
        is_odd = re.search(r"[\s<>()\\]", target) or re.search(r"[\[\]]", words)
        if not is_web or is_odd or not words.strip():
            return words
        return f"[{words.strip()}]({target})"

    def _image(self, element: Element) -> str:
        attrs = element.attrs
        if latex := _equation(attrs):
            return markdown_text.formula(latex)
        alt = " ".join(attrs.get("alt", "").translate(_NO_BRACKETS).split())
        name = self._picture(attrs.get("src", ""))
        words = markdown_text.literal(alt)
        return words if name is None else f"![{words}]({name})"

    def _heading(self, element: Element) -> str:
        words = " ".join(self.inline(element).replace("\\\n", " ").split())
        return f"{'#' * int(element.tag[1])} {words}" if words else ""

    def _list(self, element: Element) -> str:
        found = []
        number = 1
        for one in element.inside:
            if isinstance(one, str):
                continue
            mark = "- " if element.tag == "ul" else f"{number}. "
            number += 1
            inner = self.blocks(one)
            found.append(_prefixed(inner, mark, " " * len(mark)) if inner else mark)
        is_loose = any("\n\n" in one for one in found)
        return ("\n\n" if is_loose else "\n").join(found)

    def _table(self, element: Element) -> str:
        rows = [
            [self._cell(cell) for cell in row.inside if isinstance(cell, Element)]
            for row in element.find("tr")
        ]
        width = max((len(row) for row in rows), default=0)
        if not width:
            return self.blocks(Element(tag="", inside=element.inside))
        rows = [row + [""] * (width - len(row)) for row in rows]
        rows.insert(1, ["---"] * width)
        return "\n".join(f"| {' | '.join(row)} |" for row in rows)

    def _cell(self, cell: Element) -> str:
        words = self.inline(cell).replace("\\\n", " ")
        return re.sub(r"(?<!\\)\|", r"\|", " ".join(words.split()))


def _text(text: str, *, starts: bool) -> str:
    """Return a text of HTML with its formulas; *starts* is where no space is needed."""
    parts = []
    end = 0
    for found in _FORMULA.finditer(text):
        parts.append(_words(text[end : found.start()]))
        latex = found["inline"] or found["display"] or found["dollars"]
        parts.append(markdown_text.formula(latex, display=not found["inline"]))
        end = found.end()
    parts.append(_words(text[end:]))
    written = "".join(parts)
    return written.lstrip(" ") if starts else written


def _words(text: str) -> str:
    return markdown_text.literal(re.sub(r"\s+", " ", text))


def _equation(attrs: dict[str, str]) -> str:
    """Return the LaTeX of a picture that stands for a formula; empty for others."""
    if content := attrs.get("data-equation-content"):
        return content
    for name in ("alt", "title"):
        text = attrs.get(name, "")
        if text.startswith("LaTeX:"):
            return text.removeprefix("LaTeX:").strip()
    if "equation_image" not in attrs.get("class", ""):
        return ""
    _, found, rest = attrs.get("src", "").partition("/equation_images/")
    # It is quoted twice: once for Canvas, once for the address.
    return unquote(unquote(rest.partition("?")[0])) if found else attrs.get("alt", "")


def _is_block(element: Element) -> bool:
    return element.tag in BLOCKS or any(True for _ in element.find(*BLOCKS))


def _pre(element: Element) -> str:
    inner = next(element.find("code"), element)
    classes = f"{element.attrs.get('class', '')} {inner.attrs.get('class', '')}"
    found = re.search(r"\blang(?:uage)?-([\w+#.-]+)", classes)
    text = element.text.strip("\n")
    return markdown_text.fenced(text, language=found[1] if found else "")


def _prefixed(text: str, first: str, others: str) -> str:
    lines = text.split("\n")
    rest = [f"{others}{line}".rstrip() for line in lines[1:]]
    return "\n".join([f"{first}{lines[0]}", *rest])
