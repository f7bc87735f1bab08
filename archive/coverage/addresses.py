"""Posts and pages that some source names by address and that are not kept. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from archive.addresses import read_address
from archive.coverage.model import Gap, GapKind
from archive.coverage.steps import is_gone, step_for
from archive.store.evidence import AskedFor, Evidence, KeptEntry

PLACES = ("post", "page")
"""Kinds of target that stand for one post or static page."""

_POST = re.compile(r"/(?:[^/]+/)*((?:19|20)\d\d)/(0[1-9]|1[0-2])/(?!index\.html?)[^/]+\.html?")
_PAGE = re.compile(r"/p/[^/]+\.html?")
NOT_YET = "not fetched yet"


# A feed, a sitemap and a link give the same address; of 2,000 posts each is read three times.
@lru_cache(maxsize=4_096)
def page_of(url: str) -> str:
    """What every spelling of an address on the blog shares: `/path?query`."""
    address = read_address(url if "//" in url[:8] else f"http://{url}")
    return address.page if address else url


def month_in(page: str) -> str:
    """`2019-05` as a post's address says it; empty where it says none."""
    found = _POST.fullmatch(page)
    return f"{found[1]}-{found[2]}" if found else ""


@dataclass
class Lack:
    """One post or page that is named somewhere and not kept."""

    page: str
    url: str
    reason: str
    evidence: list[str] = field(default_factory=list)
    is_listed: bool = False
    """A listing of the blog names it, not only a link."""

    @property
    def is_static(self) -> bool:
        """Whether it is a static page."""
        return _PAGE.fullmatch(self.page) is not None

    @property
    def is_declared(self) -> bool:
        """Whether the blog still says that it has it."""
        return self.is_listed or not is_gone(self.reason)

    @property
    def month(self) -> str:
        """`2019-05` as its address says; empty where it says none."""
        return month_in(self.page)

    def gap(self) -> Gap:
        """The gap that it is."""
        kind: GapKind = "page" if self.is_static else "post" if self.is_declared else "linked-post"
        step = step_for(kind, self.reason)
        return Gap(kind, self.url, self.reason, step, tuple(self.evidence))


@dataclass(frozen=True)
class Addresses:
    """Every address of the blog that stands for a post, and which of them are kept."""

    evidence: Evidence

    @cached_property
    def kept(self) -> dict[str, KeptEntry]:
        """Kept entries by page, those where they stand now before those that stood there."""
        entries = self.evidence.entries
        former = {page_of(url): entry for entry in entries for url in entry.former_urls}
        return former | {page_of(entry.url): entry for entry in entries}

    @cached_property
    def asked(self) -> dict[str, AskedFor]:
        """Targets for posts and pages, by page."""
        return {page_of(one.url): one for one in self.evidence.asked if one.kind in PLACES}

    def is_covered(self, page: str) -> bool:
        """Whether what is at a page is kept: there, or where it led to when it was read."""
        asked = self.asked.get(page)
        return page in self.kept or (asked is not None and asked.state == "done")

    @cached_property
    def sitemap(self) -> tuple[str, ...]:
        """Pages that the sitemap lists."""
        listed = (one.name for one in self.evidence.declared if one.source == "sitemap")
        return tuple(map(page_of, listed))

    @cached_property
    def linked(self) -> dict[str, str]:
        """Page of each post that a kept post links: the address of the first that does."""
        found: dict[str, str] = {}
        for link in self.evidence.links:
            page = page_of(link.url)
            if _POST.fullmatch(page) or _PAGE.fullmatch(page):
                found.setdefault(page, link.linked_from)
        return found

    @cached_property
    def lacks(self) -> dict[str, Lack]:
        """What is named and not kept, by page, each once with all its evidence."""
        found: dict[str, Lack] = {}
        for page, target in self.asked.items():
            if not self.is_covered(page):
                found[page] = Lack(page, target.url, self.reason_of(target))
        for page in self.sitemap:
            if not self.is_covered(page):
                lack = found.setdefault(page, self._unasked(page))
                lack.evidence.append("the sitemap lists it")
                lack.is_listed = True
        for page, by in self.linked.items():
            if not self.is_covered(page):
                lack = found.setdefault(page, self._unasked(page))
                lack.evidence.append(f"{by} links it")
        for page, lack in found.items():
            if not lack.evidence and page in self.asked:
                lack.evidence.extend(self._messages.get(self.asked[page].key, ()))
        return {page: found[page] for page in sorted(found)}

    @cached_property
    def _messages(self) -> dict[str, tuple[str, ...]]:
        """What findings say of addresses: why they were planned."""
        found = (one for one in self.evidence.findings if one.kind == "missing-post")
        return {one.subject: (one.message,) for one in found}

    def _unasked(self, page: str) -> Lack:
        return Lack(page, self.evidence.url.rstrip("/") + page, NOT_YET)

    def own_pages(self) -> Iterator[Gap]:
        """Posts that a feed gave and whose own page was not read."""
        for page, target in self.asked.items():
            entry = self.kept.get(page)
            if entry is None or target.state == "done" or entry.is_gone:
                continue
            if not entry.has_page or target.state == "failed":
                reason = self.reason_of(target)
                yield Gap("own-page", entry.url, reason, step_for("own-page", reason))

    @cached_property
    def _unreadable(self) -> frozenset[str]:
        found = self.evidence.findings
        return frozenset(one.subject for one in found if one.kind == "unreadable")

    def reason_of(self, target: AskedFor) -> str:
        """Why a target that is not done is not."""
        if target.state == "pending":
            return NOT_YET
        is_unreadable = target.key in self._unreadable
        return f"could not be read: {target.reason}" if is_unreadable else target.reason
