"""Formulas in LaTeX as MathML, which browsers show by themselves."""

import re
from functools import lru_cache
from html import escape, unescape
from xml.etree.ElementTree import Element

from latex2mathml.commands import MATRICES
from latex2mathml.converter import Converter

LONGEST = 2_000
_TAGS = frozenset(
    "math menclose merror mfrac mi mmultiscripts mn mo mover mpadded mphantom "  # noqa: SIM905 a list of thirty lines
    "mprescripts mroot mrow mspace msqrt mstyle msub msubsup msup mtable mtd mtext mtr "
    "munder munderover none".split()
)
# Neither links, styles nor colours: those of the page stay readable in the dark.
_ATTRIBUTES = frozenset(
    "accent accentunder columnlines columnspacing depth display displaystyle fence form "  # noqa: SIM905 likewise
    "height largeop linethickness lspace mathsize maxsize minsize "
    "movablelimits notation rowlines rowspacing rspace scriptlevel separator stretchy "
    "symmetric voffset width".split()
)
# Browsers take these from style sheets only.
_CLASSES = {
    ("columnalign", "left"): "formula-left",
    ("columnalign", "right"): "formula-right",
    ("mathvariant", "bold"): "formula-bold",
    ("mathvariant", "bold-italic"): "formula-bold",
    ("mathvariant", "monospace"): "formula-mono",
    ("mathvariant", "sans-serif"): "formula-sans",
}
# Definitions could grow a short formula without end.
_DEFINES = re.compile(r"\\(?:re|provide)?new(?:command|environment)|\\[egx]?def\b")
_ESCAPED = re.compile(r"\\([#$%&_])")
_ENVIRONMENT = re.compile(r"\\(begin|end)\s*\{([A-Za-z]+)\*?\}")
_KNOWN_AS = {
    "align": "align*",
    "aligned": "align*",
    "dcases": "cases",
    "eqnarray": "align*",
    "flalign": "align*",
    "gather": "matrix",
    "gathered": "matrix",
    "multline": "matrix",
}
_AS_IT_IS = ("displaymath", "equation", "math")


class _UnknownError(ValueError):
    """The formula has something that MathML cannot show."""


@lru_cache(maxsize=4096)
def formula(latex: str, *, display: bool = False) -> str:
    """Return a formula as safe HTML; ``display`` sets it on a line of its own.

    One that cannot be converted is shown as it was written, and says so.
    """
    try:
        shown = _mathml(latex.strip(), display=display)
    except Exception:  # noqa: BLE001 whatever the converter stumbles over, the page stands
        source = escape(latex.strip())
        return (
            f'<span class="formula-source"><code>{source}</code> '
            "<span>(this formula cannot be shown)</span></span>"
        )
    return f'<span class="formula-block">{shown}</span>' if display else shown


def _mathml(latex: str, *, display: bool) -> str:
    if not latex or len(latex) > LONGEST or _DEFINES.search(latex):
        raise _UnknownError
    known = _ENVIRONMENT.sub(_renamed, latex)
    converter = Converter(display="block" if display else "inline")
    return _written(converter.convert_to_element(known))


def _renamed(found: re.Match[str]) -> str:
    side, name = found.groups()
    if name in _AS_IT_IS:
        return "{" if side == "begin" else "}"
    if name in _KNOWN_AS:
        return rf"\{side}{{{_KNOWN_AS[name]}}}"
    if rf"\{name}" not in MATRICES:
        raise _UnknownError
    return found[0]


def _written(element: Element) -> str:
    """Write out *element*, of which nothing is trusted."""
    if element.tag not in _TAGS:
        raise _UnknownError
    attributes = {
        name: value for name, value in element.attrib.items() if name in _ATTRIBUTES
    }
    classes = map(_CLASSES.get, element.attrib.items())
    if of_style := " ".join(one for one in classes if one):
        attributes["class"] = of_style
    if _is_upright(element):
        attributes["mathvariant"] = "normal"
    told = "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())
    inner = escape(_text(element)) + "".join(_written(child) for child in element)
    return f"<{element.tag}{told}>{inner}</{element.tag}>"


def _text(element: Element) -> str:
    """Return what *element* says; raises where the converter left it as it found it."""
    raw = element.text or ""
    text = unescape(raw)
    if element.tag == "mtext":
        return _ESCAPED.sub(r"\1", text)
    if raw == "&" or (len(text) > 1 and text.startswith("\\")):
        raise _UnknownError
    return text


def _is_upright(element: Element) -> bool:
    r"""Tell a letter of ``\mathrm``, which the converter writes by its number."""
    raw = element.text or ""
    of_number = raw.startswith("&#") and unescape(raw).isascii()
    return element.tag == "mi" and (of_number or element.get("mathvariant") == "normal")
