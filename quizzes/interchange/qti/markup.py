"""Writes XML."""

import re
from xml.etree.ElementTree import Element, indent, tostring

# What XML cannot hold; a carriage return would come back as a new line.
_ILLEGAL = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def node(tag: str, *inside: Element | str, **attrs: str) -> Element:
    """Return an element with texts or elements in it; ``type_`` is written ``type``."""
    clean = {name.rstrip("_"): _ILLEGAL.sub("", one) for name, one in attrs.items()}
    element = Element(tag, clean)
    for one in inside:
        if isinstance(one, str):
            element.text = (element.text or "") + _ILLEGAL.sub("", one)
        else:
            element.append(one)
    return element


def metadata(**values: str) -> Element:
    """Return ``qtimetadata`` with a field for each value."""
    return node(
        "qtimetadata",
        *(
            node("qtimetadatafield", node("fieldlabel", name), node("fieldentry", text))
            for name, text in values.items()
        ),
    )


def document(root: Element) -> bytes:
    """Return a whole XML file."""
    indent(root)
    written: bytes = tostring(root, encoding="UTF-8", xml_declaration=True)
    return written + b"\n"
