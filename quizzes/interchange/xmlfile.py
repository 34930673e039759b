"""Reads XML that anybody may have made."""

from collections import deque
from typing import Final
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from courseops.datafile import DataFileError

MAX_BYTES: Final = 20_000_000
MAX_DEPTH: Final = 100
MAX_ELEMENTS: Final = 500_000


def parsed(data: bytes, *, name: str) -> Element:
    """Return the root of an XML file, its names without their namespaces.

    Raises DataFileError, with *name* and the line, for what is no XML, declares
    entities, or is larger or deeper than any quiz.
    """
    if len(data) > MAX_BYTES:
        raise DataFileError([f"{name}: larger than {MAX_BYTES // 1_000_000} MB."])
    try:
        root: Element = fromstring(data)
    except ParseError as error:
        line, column = error.position
        words = str(error).partition(":")[0]
        raise DataFileError(
            [f"{name}, line {line}, column {column + 1}: not readable as XML: {words}"]
        ) from error
    except DefusedXmlException as error:
        problem = "declares entities of its own, which are not read"
        raise DataFileError([f"{name}: {problem}."]) from error
    except (ValueError, LookupError) as error:
        raise DataFileError([f"{name}: in an encoding that cannot be read."]) from error
    _tame(root, name)
    return root


def _tame(root: Element, name: str) -> None:
    """Take the namespaces off; refuse what is nested or branched beyond measure."""
    waiting = deque([(root, 1)])
    count = 0
    while waiting:
        element, depth = waiting.pop()
        count += 1
        if depth > MAX_DEPTH or count > MAX_ELEMENTS:
            raise DataFileError([f"{name}: nested too deep, or too large."])
        if isinstance(element.tag, str):
            element.tag = element.tag.rpartition("}")[2]
        waiting.extend((inner, depth + 1) for inner in element)
