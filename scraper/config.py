"""The whole configuration: what the archive reads, and what the scraper reads beside it."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

from archive.config import ArchiveSection, RenderSection

MEBIBYTE = 1024 * 1024
INTERVAL = "[1-9][0-9]{0,3}[hdw]"

HttpUrl = Annotated[
    str,
    Meta(
        title="an http(s) address",
        pattern=r"(?i)^https?://([^\s/?#@:\[\]]+|\[[0-9a-f:.]+\])(:\d{1,5})?([/?#]\S*)?$",
        description="The blog's address.",
        examples=["https://example.blogspot.com"],
    ),
]


class CrawlSection(Struct, frozen=True, forbid_unknown_fields=True):
    """How politely, how patiently and how much is fetched."""

    delay: Annotated[
        float, Meta(ge=0.0, le=3600.0, description="Seconds between two requests to one host.")
    ] = 1.0
    connections: Annotated[
        int, Meta(ge=1, le=16, description="Pages fetched at the same time.")
    ] = 1
    media_connections: Annotated[
        int, Meta(ge=1, le=16, description="Pictures fetched at the same time.")
    ] = 4
    timeout: Annotated[
        float,
        Meta(ge=1.0, le=3600.0, description="Seconds that one request may take in all."),
    ] = 60.0
    tries: Annotated[
        int, Meta(ge=1, le=20, description="How often a request that fails is made, in all.")
    ] = 5
    full_every: Annotated[
        int,
        Meta(
            ge=0,
            le=3650,
            description="Days after which a crawl reads every listing of a blog again, to find "
            "what was deleted; until then it asks only for what changed. 0 reads them each time.",
        ),
    ] = 30
    allow_private: Annotated[
        bool,
        Meta(
            description="Whether a blog's names may lead to addresses of a private network or of "
            "this machine. For a blog on your intranet; a public one could then make you ask there."
        ),
    ] = False
    media: Annotated[bool, Meta(description="Whether pictures are fetched and kept.")] = True
    page_parts: Annotated[
        bool,
        Meta(
            description="Whether style sheets, fonts, backgrounds and icons of pages, and the "
            "videos in them, are fetched and kept, for the original look."
        ),
    ] = True
    max_page_bytes: Annotated[
        int,
        Meta(
            ge=1024,
            le=1024 * MEBIBYTE,
            description="Bytes beyond which a page is refused.",
        ),
    ] = 16 * MEBIBYTE
    max_media_bytes: Annotated[
        int,
        Meta(
            ge=1024,
            le=1024 * MEBIBYTE,
            description="Bytes beyond which a picture is refused.",
        ),
    ] = 200 * MEBIBYTE


class ScheduleSection(Struct, frozen=True, forbid_unknown_fields=True):
    """When `crawl --due` crawls a blog again, and what it runs then."""

    interval: Annotated[
        str,
        Meta(
            title="a length of time like 12h, 1d or 1w",
            pattern=rf"^{INTERVAL}\Z",
            description="How often a blog is crawled that has no interval of its own.",
        ),
    ] = "1d"
    on_finish: Annotated[
        tuple[Annotated[str, Meta(pattern=r"^[^\x00]*$")], ...],
        Meta(
            title='a list of texts, a program and its arguments, like ["notify-send", "crawled"]',
            description="Run after each command that crawled, with its report as JSON on stdin "
            "and BLOGARCHIVE_OUTCOME and BLOGARCHIVE_EXIT_CODE set; no shell reads it.",
        ),
    ] = ()


class BlogSection(Struct, frozen=True, forbid_unknown_fields=True):
    """A blog to crawl when `crawl` names none. Write one section per blog."""

    url: HttpUrl
    name: Annotated[
        str, Meta(description="What you call it on the command line; empty for its address alone.")
    ] = ""
    interval: Annotated[
        str,
        Meta(
            title="a length of time like 12h, 1d or 1w",
            pattern=rf"^({INTERVAL})?\Z",
            description="How often `crawl --due` crawls it; empty for that of [schedule].",
        ),
    ] = ""


class Settings(Struct, frozen=True, forbid_unknown_fields=True):
    """Everything that config.toml may hold."""

    archive: ArchiveSection = ArchiveSection()
    crawl: CrawlSection = CrawlSection()
    render: RenderSection = RenderSection()
    schedule: ScheduleSection = ScheduleSection()
    blog: tuple[BlogSection, ...] = ()
