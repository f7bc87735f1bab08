"""What changes by itself, and what a reader would call the same: words, links and pictures. Pure.

Tables, not branches: a new kind of churn is a new entry, and a case in `tests/cases/churn/`.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final
from urllib.parse import SplitResult, quote, unquote, unquote_to_bytes, urlsplit

from archive.addresses import LEADS_HERE, host_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from archive.model import Image

_INVISIBLE: Final = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]"
)
"""Joiners, direction marks, soft hyphens: an editor adds and drops them unseen."""

_SESSION: Final = re.compile(
    r"utm_.*|(?:php|j|asp|zen|osc)?s(?:ess(?:ion)?)?_?id|aspsessionid.*|cfid|cftoken"
    r"|fbclid|gclid|dclid|yclid|msclkid|gbraid|wbraid|mc_[ce]id|mkt_tok|igsh(?:id)?|_g[al]|si"
    r"|ust|usg|ved|zx|spm|ref_src|_hs(?:enc|mi)",
    re.IGNORECASE,
)
"""Parameters of a link that name a visit or an advertisement, and never another page."""

_SIGNED: Final = re.compile(
    r"x-(?:amz|goog)-.*|signature|expires|policy|key-pair-id|awsaccesskeyid|googleaccessid"
    r"|oh|oe|_nc_.*|ccb|stp|efg|sig|s[epvr]|token|hash|hmac|ssl|strip"
    r"|w|h|width|height|resize|fit|crop|quality|dpr|auto|format|fm|zoom|size|sz|imgmax"
    r"|v|ver|t|ts|_|cb|rnd|rand|cache|nocache|timestamp",
    re.IGNORECASE,
)
"""Parameters of a picture that sign, resize or refresh it."""

_SHARDS: Final = (
    (re.compile(r"i[0-9]\.wp\.com"), "wp.com"),
    (re.compile(r"(?:scontent|external)[a-z0-9.-]*\.fbcdn\.net"), "fbcdn.net"),
    (re.compile(r"(?:scontent|instagram)[a-z0-9.-]*\.cdninstagram\.com"), "cdninstagram.com"),
)
"""Hosts of one service that serve the same files."""

_GOOGLE: Final = re.compile(
    r"(?:[0-9]\.)?bp\.blogspot\.com|bp[0-9]\.blogger\.com|blogger\.googleusercontent\.com"
    r"|lh[0-9]+(?:-[a-z]+)?\.(?:googleusercontent|ggpht)\.com|photos[0-9]+\.blogger\.com"
)
"""Hosts of Google's pictures: host, size and token change, the file name does not."""

_FILE_NAME: Final = re.compile(r"[^/=]+\.[a-z]{3,4}", re.IGNORECASE)
_SIGNED_KEY: Final = re.compile(r"google/(?:img|proxy)/|google/[^/]+$")
"""Picture keys that hold a token which may be signed anew (see `scraper.picture_urls`)."""

_UNWRITTEN: Final = re.compile(
    r"blogger\.com/(?:share-post|email-post|post-edit|delete-comment|comment)\.g"
    r"|(?:[^/]+\.)?(?:doubleclick\.net|googlesyndication\.com|amazon-adsystem\.com)/"
    r"|(?:[^/]+\.)?googleadservices\.com/pagead|(?:[^/]+\.)?addthis\.com/|sharethis\.com/"
    r"|(?:m\.)?facebook\.com/(?:sharer|share\.php|dialog/)|(?:twitter|x)\.com/(?:intent/|share)"
    r"|pinterest\.com/pin/create|plus\.google\.com/share|linkedin\.com/sharearticle"
    r"|(?:api\.)?whatsapp\.com/send|t\.me/share|reddit\.com/submit|digg\.com/submit"
    r"|stumbleupon\.com/submit|del\.?icio\.?us(?:\.com)?/(?:post|save)",
    re.IGNORECASE,
)
"""Links that a theme or an advertiser puts into a body."""

_BLOGGER_PAGE: Final = re.compile(r"/(?:(?:19|20)\d\d/\d\d/[^/]+\.html|p/[^/]+\.html|search.*)?")
_ANCHORS: Final = frozenset({"more", "links", "comments", "comment-form", "disqus_thread"})
"""Fragments that a service adds to a link."""
_SAFE: Final = "/!$'()*,;:@-._~&=+"


def folded(text: str) -> str:
    """A text in its one spelling: composed, visible characters alone, single spaces."""
    return " ".join(_INVISIBLE.sub("", unicodedata.normalize("NFC", text)).split())


_DAMAGE: Final = "\ufffd"


def n_damaged(text: str) -> int:
    """How many characters of a text were lost on its way."""
    return text.count(_DAMAGE)


def are_same_but_damage(one: str, two: str) -> bool:
    """Whether two texts differ in damaged words alone.

    Blogger's feeds now and then cut a character of several bytes in two and send two U+FFFD in its
    place (4 of 25 posts of one real Greek feed), each time in other words.
    """
    if _DAMAGE not in one and _DAMAGE not in two:
        return False
    words, others = folded(one).split(), folded(two).split()
    pairs = zip(words, others, strict=False)
    return len(words) == len(others) and all(
        word == other or _DAMAGE in word or _DAMAGE in other for word, other in pairs
    )


def link_identity(url: str) -> str | None:
    """What a link's address keeps through churn; None for a link that no writer wrote."""
    parts = _split(url)
    if parts is None:
        return url
    host = _host(parts)
    if _GOOGLE.fullmatch(host):
        return picture_identity(url)
    path = re.sub(r";jsessionid=[^/]*", "", _path(parts), flags=re.IGNORECASE)
    if _UNWRITTEN.match(host + path):
        return None
    is_blogger = host.endswith(".blogspot.com") or _BLOGGER_PAGE.fullmatch(path)
    query = _query(parts, _SESSION, LEADS_HERE if is_blogger else frozenset())
    anchor = "" if parts.fragment in _ANCHORS else parts.fragment
    return host + path + (f"?{query}" if query else "") + (f"#{anchor}" if anchor else "")


def picture_identity(url: str) -> str:
    """What a picture's address keeps when it is resized, signed anew or served by another host.

    Of Google's pictures that is the file name; empty where the address is a token alone.
    """
    parts = _split(url)
    if parts is None:
        return url
    host = _host(parts)
    if _GOOGLE.fullmatch(host):
        name = unquote(parts.path.rpartition("/")[2].replace("+", " "))
        return f"google/{name}" if _FILE_NAME.fullmatch(name) else "google/"
    host = next((name for shard, name in _SHARDS if shard.fullmatch(host)), host)
    query = _query(parts, _SIGNED, frozenset())
    return host + _path(parts) + (f"?{query}" if query else "")


def are_exchanged(former: Sequence[Image], images: Sequence[Image]) -> bool:
    """Whether a picture stands where another of the same name stood, by addresses never signed."""
    if len(former) != len(images):
        return False
    pairs = zip(former, images, strict=True)
    return any(_is_exchanged(one, two) for one, two in pairs)


def _is_exchanged(one: Image, two: Image) -> bool:
    is_told = one.key != two.key and _is_lasting(one) and _is_lasting(two)
    return is_told and picture_identity(one.shown_url) == picture_identity(two.shown_url)


def _is_lasting(image: Image) -> bool:
    return image.key.startswith("google/") and not _SIGNED_KEY.match(image.key)


def _split(url: str) -> SplitResult | None:
    """The parts of a web address, one without scheme too; None where it is none."""
    try:
        parts = urlsplit(url if "//" in url[:8] else f"//{url}")
        _ = parts.port
    except ValueError:
        return None
    return parts if parts.hostname and parts.scheme in ("", "http", "https") else None


def _host(parts: SplitResult) -> str:
    port = "" if parts.port in (None, 80, 443) else f":{parts.port}"
    return host_key(parts.hostname or "") + port


def _path(parts: SplitResult) -> str:
    path = quote(unquote_to_bytes(parts.path), safe=_SAFE) or "/"
    return re.sub(r"/index\.html?$", "/", path)


def _query(parts: SplitResult, dropped: re.Pattern[str], free: frozenset[str]) -> str:
    pairs = (pair for pair in parts.query.replace("&amp;", "&").split("&") if pair)
    kept = (pair for pair in pairs if not _is_free(pair.partition("=")[0].lower(), dropped, free))
    return "&".join(sorted(quote(unquote_to_bytes(pair), safe=_SAFE) for pair in kept))


def _is_free(name: str, dropped: re.Pattern[str], free: frozenset[str]) -> bool:
    return name in free or dropped.fullmatch(name) is not None
