"""XML without its dangers: no document type, no entities, nothing fetched. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree.ElementTree import ParseError as XmlError

from defusedxml.common import DefusedXmlException  # type: ignore[import-untyped]  # no stubs
from defusedxml.ElementTree import fromstring  # type: ignore[import-untyped]  # no stubs

from archive.errors import ParseError

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_NOT_XML = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_LEAD = re.compile(r"\A\s*(?:<\?xml[^>]*\?>)?")
_MAX_DEPTH = 100
"""A feed nests five deep; without a limit, freeing 200,000 levels ends the interpreter."""

_PREFIX = re.compile(r"</?([A-Za-z_][\w.-]*):")
_DECLARED = re.compile(r"\bxmlns:([A-Za-z_][\w.-]*)\s*=")
_ROOT = re.compile(r"<[A-Za-z_][\w.:-]*")
# A `<` ends it: XML has none inside a tag, and 16 MiB of `<a` would be read from each anew.
_NESTING = re.compile(rb"<(/?)[A-Za-z_][^<>]*?(/?)>")


def parse_xml(body: bytes, url: str) -> Element:
    """Parse a document; if it fails, without forbidden characters and with its prefixes declared.

    Raises:
        ParseError: it is no XML, nests too deep, or declares a document type or entities.

    """
    if _too_deep(body):
        raise ParseError(f"{url} nests more than {_MAX_DEPTH} elements; it is not read")
    try:
        root: Element = _forgiving(body.lstrip())
    except (XmlError, DefusedXmlException, ValueError, LookupError) as problem:
        raise ParseError(f"{url} is no readable XML: {problem}") from problem
    return root


def _forgiving(body: bytes) -> Element:
    try:
        first: Element = fromstring(body, forbid_dtd=True)
    except XmlError:
        text = _LEAD.sub("", _NOT_XML.sub("", body.decode("utf-8", "replace")))
        second: Element = fromstring(_bound(text), forbid_dtd=True)
        return second
    return first


def _bound(text: str) -> str:
    """Declare the prefixes that a document uses without saying what they stand for."""
    declared = set(_DECLARED.findall(text))
    free = sorted(set(_PREFIX.findall(text)) - declared - {"xml", "xmlns"})
    names = "".join(f' xmlns:{prefix}="urn:undeclared:{prefix}"' for prefix in free)
    return _ROOT.sub(lambda root: root[0] + names, text, count=1)


def _too_deep(body: bytes) -> bool:
    depth = 0
    for found in _NESTING.finditer(body):
        if found[1]:
            depth -= 1
        elif not found[2]:
            depth += 1
            if depth > _MAX_DEPTH:
                return True
    return False


def local_name(element: Element) -> str:
    """An element's name without its namespace."""
    return element.tag.rpartition("}")[2]


def text_in(element: Element, name: str) -> str:
    """The words of the first child of that local name, folded at both ends."""
    for child in element:
        if local_name(child) == name:
            return (child.text or "").strip()
    return ""
