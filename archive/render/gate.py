"""The last gate before an original page: only harmless markup and style on these lists pass.

As `sanitise.py` does for the reading face, it stands on its own: it trusts no rewriting before it.
Here a page keeps its own classes, ids and looks. The policy of the page is the second wall.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

import nh3
from markupsafe import Markup

from archive import styles

POLICY: Final = (
    "default-src 'none'; img-src 'self' data: file:; media-src 'self' file:;"
    " style-src 'self' 'unsafe-inline' file:; font-src 'self' data: file:;"
    " base-uri 'none'; form-action 'none'"
)
"""The policy of every original page: no script, no frame, no outside address."""

ELEMENTS: Final = frozenset(
    "a abbr acronym address article aside audio b bdi bdo"  # noqa: SIM905 - a long list of words
    " big blockquote br caption center cite code col colgroup data dd del details dfn dir div dl dt"
    " em fieldset figcaption figure font footer h1 h2 h3 h4 h5 h6 header hgroup hr i img ins kbd"
    " label legend li main mark menu nav nobr ol p pre q rp rt ruby s samp section small source"
    " span strike strong sub summary sup table tbody td tfoot th thead time tr tt u ul var video"
    " wbr".split()
)
_DROPPED_WHOLE = frozenset(
    "script style template iframe object embed applet"  # noqa: SIM905 - a long list of words
    " svg math select textarea button title noembed noframes xmp plaintext".split()
)
_EVERYWHERE = frozenset(
    "class id style title dir lang align valign width height"  # noqa: SIM905 - a long list of words
    " bgcolor background border hidden role color face size noshade clear nowrap".split()
)
_ATTRIBUTES = {
    "*": set(_EVERYWHERE),
    "a": {"href", "name", "rel"},
    "img": {"src", "alt", "hspace", "vspace", "loading"},
    "video": {"src", "controls", "preload"},
    "audio": {"src", "controls", "preload"},
    "ol": {"start", "type", "reversed"},
    "ul": {"type"},
    "li": {"value", "type"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "col": {"span"},
    "colgroup": {"span"},
    "table": {"cellpadding", "cellspacing", "frame", "rules"},
    "time": {"datetime"},
    "details": {"open"},
}
_SCHEMES = frozenset({"http", "https", "mailto", "tel", "ftp", "data"})

LOCAL_FILE: Final = re.compile(r"(?:\.\./)+media/[0-9a-f]{2}/[0-9a-f]{64}\.[a-z0-9]{1,5}")
INLINE_FILE: Final = re.compile(
    r"data:(?:image/(?:png|gif|jpe?g|webp|avif)|(?:font|application)/[a-z0-9+.-]*(?:woff2?|ttf|otf"
    r"|opentype|truetype|font-[a-z]+));(?:charset=[\w-]+;)?base64,[A-Za-z0-9+/=\s]*",
    re.IGNORECASE,
)
"""Raster pictures and fonts that a page carries in itself."""
_PART = r"[a-z0-9_][a-z0-9._-]*"
_LOCAL_PAGE = re.compile(rf"(?:(?:\.\./)*(?:{_PART}/)*{_PART}\.html)?(?:#[^\s\"'<>]*)?")
_WEB = re.compile(r"(?:https?|mailto|tel|ftp):", re.IGNORECASE)
_PLAIN = re.compile(r"[\w\s#%.,+*()/:;!?&@'-]*")
OF_PAGE: Final = frozenset(
    "class id dir lang style bgcolor background text link vlink alink"  # noqa: SIM905 - a long list of words
    " topmargin leftmargin marginwidth marginheight".split()
)
"""Attributes of `<html>` and `<body>` that stay."""


def harmless(element: str, name: str, value: str) -> str | None:
    """An attribute's value as it may stand in an original page; None where it may not."""
    match name:
        case "src" | "background":
            is_inline = element != "a" and INLINE_FILE.fullmatch(value)
            return value if is_inline or LOCAL_FILE.fullmatch(value) else None
        case "href":
            file = LOCAL_FILE.fullmatch(value) and not value.endswith(".svg")
            return value if _WEB.match(value) or file or _LOCAL_PAGE.fullmatch(value) else None
        case "style":
            return _style(value) or None
        case "class" | "id" | "name" | "title" | "alt":
            return value
        case "rel":
            return "nofollow noopener noreferrer"
        case _:
            return value if _PLAIN.fullmatch(value) else None


@lru_cache(maxsize=4096)
def _style(value: str) -> str:
    return styles.clean_declarations(value, _kept_as_it_is)


def _kept_as_it_is(written: str) -> str | None:
    is_known = LOCAL_FILE.fullmatch(written) or INLINE_FILE.fullmatch(written)
    return written if is_known else None


_CLEANER = nh3.Cleaner(
    tags=set(ELEMENTS),
    clean_content_tags=set(_DROPPED_WHOLE),
    attributes={element: set(names) for element, names in _ATTRIBUTES.items()},
    attribute_filter=harmless,
    strip_comments=True,
    link_rel=None,
    url_schemes=set(_SCHEMES),
)


def sanitise_original(html: str) -> Markup:
    """Reduce the body of a hostile page to what an original page may hold."""
    return Markup(_CLEANER.clean(html))  # noqa: S704 - cleaned on this very line
