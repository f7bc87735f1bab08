"""Where else a picture may be: every size and host at which it could still answer. Pure.

The tables follow BLOGGER.md section 6: Google's picture hosts share one path for one picture, so a
picture that is gone at one host or size may answer at another.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from scraper.addresses import split
from scraper.picture_urls import candidates, is_picture, original, picture_key, sized

MOST_TRIES: Final = 12
"""Addresses asked for one picture at most."""

ORIGINAL: Final = 1_000_000
"""Rank of a picture as it was uploaded, above any number of pixels."""

UNSIZED: Final = 100_000
"""Rank of a picture as shown at an address that carries no size, where a click opens another."""

_SIZES: Final = ("s1600", "s640", "s320")
"""Sizes that Blogger itself wrote into posts, the largest first."""

_FORMS: Final[tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]] = tuple(
    (re.compile(pattern), hosts)
    for pattern, hosts in (
        (
            r"/_",  # uploads of 2007 to 2010
            ("bp3.blogger.com", "1.bp.blogspot.com", "lh3.ggpht.com", "lh3.googleusercontent.com"),
        ),
        (
            r"/-",  # uploads since 2011
            (
                *("1.bp.blogspot.com", "4.bp.blogspot.com"),
                *("lh3.googleusercontent.com", "lh3.ggpht.com"),
            ),
        ),
        (r"/img/", ("blogger.googleusercontent.com", "lh3.googleusercontent.com")),
        (r"/(?:blogger|x/blogger)/", ("photos1.blogger.com",)),
        (r"/[^/]+=", ("lh3.googleusercontent.com", "lh4.ggpht.com", "lh3.ggpht.com")),
    )
)
"""How the path of a picture begins, and hosts that share paths of that form."""

_NOWHERE = re.compile(
    r"//(?:i\.)?imgur\.com/removed\.png|//[^/]*\b(?:yimg|flickr|staticflickr)\.com/.*photo_unavailable"
    r"|//[^/]*\bblogblog\.com/img/(?:blank|b16-rounded)\.gif"
    r"|photobucket\.com/.*(?:bwe|bandwidth|no-image)|tinypic\.com/(?:images/)?404",
    re.IGNORECASE,
)
"""Pictures that services show in place of one that is gone."""


@dataclass(frozen=True, slots=True)
class Place:
    """One address of a picture and how large it would be there."""

    url: str
    rank: int
    """The longer side in pixels as the address says it; ORIGINAL for the picture as uploaded."""


def is_stand_in(final_url: str) -> bool:
    """Say whether an address is that of a service's own "gone" picture."""
    return _NOWHERE.search(final_url) is not None


def places(uses: Iterable[tuple[str, str | None]], others: Iterable[str] = ()) -> tuple[Place, ...]:
    """Every address of one picture, the largest first, each once, at most MOST_TRIES.

    :param uses: (address shown, address linked) of each mention.
    :param others: addresses that no body shows (the feed's thumbnail).
    """
    stated = [place for shown, linked in uses for place in _stated(shown, linked)]
    stated += [Place(url, rank_of(url)) for url in others if is_picture(url)]
    named = _each_once(stated)
    guessed = _each_once((*stated, *_guessed(stated)))[len(named) :]
    kept = (*named[:MOST_TRIES], *guessed[: max(0, MOST_TRIES - len(named))])
    return tuple(sorted(kept, key=lambda one: -one.rank))


def _stated(shown: str, linked: str | None) -> list[Place]:
    """The original of what a body shows and links, and both as written."""
    found = candidates(shown, linked)
    if not any(names_size(url) for url in found):
        return [Place(url, UNSIZED if url == found[-1] != found[0] else ORIGINAL) for url in found]
    return [Place(url, rank_of(url)) for url in found]


def names_size(url: str) -> bool:
    """Say whether an address is one of Google's that names the size wanted."""
    parts = sized(url)
    return parts is not None and parts[1].endswith(("/", "="))


def rank_of(url: str) -> int:
    """How large a picture is at an address, by the size that it names."""
    parts = sized(url)
    if parts is None or not names_size(url):
        return UNSIZED
    path = split(url).path
    token = path[len(parts[1]) : len(path) - len(parts[2])] if parts[2] else path[len(parts[1]) :]
    numbers = [int(number) for number in re.findall(r"\d+", token)]
    largest = max(numbers, default=0)
    is_old_original = parts[0].startswith("photos") and largest == 1600  # noqa: PLR2004  its largest
    return ORIGINAL if largest == 0 or is_old_original else largest


def _guessed(stated: Iterable[Place]) -> Iterator[Place]:
    """The same picture at other hosts, in other sizes and by the other scheme."""
    for place in stated:
        url = place.url
        if not names_size(url):
            yield from _by_other_scheme(place)
            continue
        key = picture_key(url)
        yield from (one for one in _resized(url) if picture_key(one.url) == key)


def _resized(url: str) -> Iterator[Place]:
    path = split(original(url)).path
    for host in _hosts_of(path):
        yield Place(f"https://{host}{path}", ORIGINAL)
    for size in _SIZES:
        at_size = _at_size(url, size)
        if at_size:
            yield Place(at_size, int(size[1:]))


def _hosts_of(path: str) -> tuple[str, ...]:
    return next((hosts for form, hosts in _FORMS if form.match(path)), ())


def _at_size(url: str, size: str) -> str | None:
    parts = sized(url)
    if parts is None or parts[0].startswith("photos"):
        return None
    return f"https://{parts[0]}{parts[1]}{size}{parts[2]}"


def _by_other_scheme(place: Place) -> Iterator[Place]:
    scheme, _, rest = place.url.partition("://")
    is_usual = scheme in ("http", "https") and split(place.url).port is None
    if is_usual and sized(place.url) is None:
        yield Place(f"{'http' if scheme == 'https' else 'https'}://{rest}", place.rank)


def _each_once(found: Iterable[Place]) -> tuple[Place, ...]:
    """Google's hosts serve one thing by either scheme; elsewhere the scheme may matter."""
    first: dict[str, Place] = {}
    for place in found:
        is_google = sized(place.url) is not None
        first.setdefault(place.url.partition("://")[2] if is_google else place.url, place)
    return tuple(first.values())
