"""The last gate before a page: only markup on this list reaches the mirror.

It stands on its own: it does not trust the rewriting before it. What comes out can name no address
that a browser would load but files under `media/`. The pages' policy is the second wall behind it.
"""

from __future__ import annotations

import re
from functools import lru_cache

import nh3
from markupsafe import Markup

from archive.render.looks import OURS
from archive.render.places import IN_BODY

POLICY = (
    "default-src 'none'; img-src 'self' data: file:; media-src 'self' file:;"
    " style-src 'self' file:; base-uri 'none'; form-action 'none'"
)
"""The Content-Security-Policy of every page: no script, no frame, no font, no outside address."""

SEARCH_POLICY = f"{POLICY}; script-src 'self' file:; connect-src 'self'"
"""Of the search pages alone: scripts that lie beside the pages, and questions to `serve`."""

_ELEMENTS = frozenset(
    "a abbr acronym address article aside audio"  # noqa: SIM905 - a long list of words
    " b bdi bdo big blockquote br caption center cite code col colgroup dd del details dfn div"
    " dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li mark"
    " ol p pre q rp rt ruby s samp section small source span strike strong sub summary sup"
    " table tbody td tfoot th thead time tr tt u ul var video wbr".split()
)
_DROPPED_WHOLE = frozenset(
    "script style template iframe object embed"  # noqa: SIM905 - a long list of words
    " applet svg select textarea button title noembed noframes xmp plaintext".split()
)
_ATTRIBUTES = {
    "*": {"class", "dir", "lang", "id", "title"},
    "a": {"href", "rel"},
    "img": {"src", "alt", "width", "height", "loading"},
    "video": {"src", "controls", "width", "height", "preload"},
    "audio": {"src", "controls", "preload"},
    "source": {"src"},
    "ol": {"start", "type", "reversed"},
    "ul": {"type"},
    "li": {"value"},
    "td": {"colspan", "rowspan", "headers"},
    "th": {"colspan", "rowspan", "scope", "headers"},
    "col": {"span"},
    "colgroup": {"span"},
    "table": {"border", "tabindex"},
    "pre": {"tabindex"},
    "blockquote": {"cite"},
    "q": {"cite"},
    "del": {"datetime"},
    "ins": {"datetime"},
    "time": {"datetime"},
    "details": {"open"},
} | {f"h{level}": {"aria-level"} for level in range(1, 7)}
_SCHEMES = frozenset({"http", "https", "mailto", "tel", "ftp", "magnet", "geo", "xmpp", "data"})

_LOCAL_FILE = re.compile(r"(?:\.\./)+media/[0-9a-f]{2}/[0-9a-f]{64}\.[a-z0-9]{1,5}")
_INLINE_PICTURE = re.compile(r"data:image/(?:png|gif|jpe?g|webp|avif);base64,[A-Za-z0-9+/=\s]*")
_PART = r"[a-z0-9_][a-z0-9._-]*"
_LOCAL_PAGE = re.compile(rf"(?:(?:\.\./)*(?:{_PART}/)*{_PART}\.html)?(?:#[A-Za-z0-9_-]*)?")
_WEB = re.compile(r"(?!data:)[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_NUMBER = re.compile(r"[0-9]{1,5}")
_RELATIONS = frozenset({"nofollow", "noopener", "noreferrer"})


def _filtered(element: str, name: str, value: str) -> str | None:  # noqa: PLR0911 - a table of cases
    match name:
        case "src":
            inline = element == "img" and _INLINE_PICTURE.fullmatch(value)
            return value if inline or _LOCAL_FILE.fullmatch(value) else None
        case "href":
            # An SVG opened as a page would run its scripts.
            file = _LOCAL_FILE.fullmatch(value) and not value.endswith(".svg")
            return value if _WEB.match(value) or file or _LOCAL_PAGE.fullmatch(value) else None
        case "cite":
            return value if _WEB.match(value) else None
        case "class":
            return _ours(value) if len(value) < _SHORT else _of_ours(value)
        case "rel":
            return " ".join(word for word in value.split() if word in _RELATIONS) or None
        case "id":
            return value if value.startswith(IN_BODY) else None
        case "aria-level":
            return value if value in ("2", "3", "4", "5", "6", "7") else None
        case "tabindex":
            return value if value == "0" else None
        case "width" | "height":
            return value if _NUMBER.fullmatch(value) else None
        case _:
            return value


def _of_ours(value: str) -> str | None:
    return " ".join(word for word in value.split() if word in OURS) or None


_SHORT = 100
_ours = lru_cache(maxsize=512)(_of_ours)


_CLEANER = nh3.Cleaner(
    tags=set(_ELEMENTS),
    clean_content_tags=set(_DROPPED_WHOLE),
    attributes={element: set(names) for element, names in _ATTRIBUTES.items()},
    attribute_filter=_filtered,
    strip_comments=True,
    link_rel=None,
    url_schemes=set(_SCHEMES),
)


def sanitise(html: str) -> Markup:
    """Reduce hostile HTML to what the mirror may show. The only place that makes safe markup."""
    return Markup(_CLEANER.clean(html))  # noqa: S704 - cleaned on this very line


_BREAK = re.compile(r"<br ?/?>")
_TAME = re.compile(r"(?:[^<>&\x00]++|<br ?/?>|&(?:amp|lt|gt|quot|nbsp|#39);)*+")


def tame(html: str) -> Markup | None:
    """Text with line breaks alone, as most comments are, fit as it is; None where there is more.

    It opens no element and names nothing, so neither rewriting nor cleaning would change what a
    reader sees; both together cost a third of a millisecond a comment.
    """
    if _TAME.fullmatch(html) is None:
        return None
    return Markup(_BREAK.sub("<br>", html) if "<" in html else html)  # noqa: S704 - matched on the lines above


def plain_words(text: str) -> Markup:
    """Text as paragraphs, one per line: for a body whose markup cannot be read."""
    lines = (line for line in text.splitlines() if line.strip())
    return Markup("").join(Markup("<p>{}</p>\n").format(line) for line in lines)
