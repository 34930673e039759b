"""Reads the bytes of a course file into a tree of nodes.

Only texts, lists and mappings come out of it: no tag ever makes an object. What is
no YAML at all ends the reading; everything else that is wrong is collected.
"""

import codecs
import re

import yaml

from courseops.coursefile.composing import Composer, NotYamlError
from courseops.coursefile.findings import Findings
from courseops.coursefile.nodes import Mapping, Node, Scalar, Sequence, is_null

MAX_BYTES = 5_000_000
# What YAML does not allow in a file, beside what PostgreSQL cannot store.
FORBIDDEN = re.compile(
    "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
)
OTHER_ENCODINGS = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
# PyYAML's words for a mistake, in words for a lecturer.
SYNTAX = (
    ("'\\t'", "a tab stands here; YAML is indented with spaces"),
    (
        "mapping values are not allowed",
        "a colon cannot stand here: put the text in quotes, or check the indentation",
    ),
    (
        "expected <block end>",
        "the indentation does not fit the lines above, or a quote ends too early",
    ),
    ("but got '?'", "between brackets, a text with a question mark stands in quotes"),
    ("expected ',' or", "a comma or a closing bracket is missing before this"),
    ("found unexpected end of stream", "a quote is opened and never closed"),
    (
        "cannot start any token",
        "a text cannot start with this character; put it in quotes",
    ),
    ("could not find expected ':'", "a colon is missing after the key"),
    ("expected '<document start>'", "this does not belong to anything above it"),
)


def parse(data: bytes | str, *, findings: Findings) -> Mapping | None:
    """Return the file's top mapping, or None when there is none to speak of.

    Errors go to *findings*, as :func:`tree` has them.
    """
    top = tree(data, findings=findings)
    if top is None or isinstance(top, Mapping):
        return top
    if is_null(top):
        findings.error((), "the file is empty; a course file starts with “course:”")
    else:
        kind = "a list" if isinstance(top, Sequence) else "a text"
        findings.error(
            (),
            f"expected sections such as “course:” and “assignments:”, got {kind}",
            line=top.line,
        )
    return None


def tree(data: bytes | str, *, findings: Findings) -> Node | None:
    """Return the file's root, a null for an empty file, None when it is unreadable.

    Errors go to *findings*: encoding, syntax, duplicate keys, unknown tags, aliases
    that contain themselves or grow beyond measure.
    """
    text = data if isinstance(data, str) else _decoded(data, findings)
    if text is None or not _is_clean(text, findings):
        return None
    try:
        top = Composer(findings).compose(text.removeprefix("\ufeff"))
    except NotYamlError as error:
        findings.error((), str(error), line=error.line)
        return None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        if "unexpected end" in (error.problem or "") and error.context_mark:
            mark = error.context_mark
        line = mark.line + 1 if mark else None
        findings.error((), _explained(error), line=line)
        return None
    return Scalar(text="", plain=True, line=1) if top is None else top


def _decoded(data: bytes, findings: Findings) -> str | None:
    if len(data) > MAX_BYTES:
        findings.error((), f"the file is larger than {MAX_BYTES // 1_000_000} MB")
        return None
    for mark, name in OTHER_ENCODINGS:
        if data.startswith(mark):
            findings.error((), f"the file is {name}; save it as UTF-8")
            return None
    if b"\0" in data:
        findings.error((), "this is no text file; a course file is YAML in UTF-8")
        return None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        findings.error(
            (),
            f"byte 0x{data[error.start]:02x} is not UTF-8; save the file as UTF-8",
            line=line,
        )
        return None


def _is_clean(text: str, findings: Findings) -> bool:
    start = 1 if text.startswith("\ufeff") else 0
    bad = FORBIDDEN.search(text, start)
    if bad:
        findings.error(
            (),
            f"the character U+{ord(bad.group()):04X} is not allowed in a course file",
            line=text.count("\n", 0, bad.start()) + 1,
        )
    return bad is None


def _explained(error: yaml.MarkedYAMLError) -> str:
    problem = error.problem or str(error)
    for sign, words in SYNTAX:
        if sign in problem:
            return f"not readable as YAML: {words}"
    return f"not readable as YAML: {problem}"
