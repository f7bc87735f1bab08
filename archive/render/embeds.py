"""What stands in the mirror for a frame of another site: its kind and the page to open. Pure."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

# Address of the frame -> (what it is, the page that shows it to a person).
_KNOWN: tuple[tuple[re.Pattern[str], str, str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), name, target)
    for pattern, name, target in (
        (
            r"//(?:www\.)?youtube(?:-nocookie)?\.com/(?:embed|v)/([\w-]{6,20})",
            "YouTube video",
            r"https://www.youtube.com/watch?v=\1",
        ),
        (r"//player\.vimeo\.com/video/([0-9]+)", "Vimeo video", r"https://vimeo.com/\1"),
        (
            r"//(?:www\.)?dailymotion\.com/embed/video/(\w+)",
            "Dailymotion video",
            r"https://www.dailymotion.com/video/\1",
        ),
        (r"//(?:www\.)?blogger\.com/video\.g", "Video uploaded to the blog", ""),
        (r"//(?:www|maps)\.google\.[a-z.]+/maps", "Map", ""),
        (r"//docs\.google\.com/", "Google document", ""),
        (r"//(?:w|api)\.soundcloud\.com/", "SoundCloud sound", ""),
        (r"//www\.facebook\.com/plugins/", "Facebook post", ""),
        (r"//(?:www\.)?slideshare\.net/", "Slides", ""),
        (r"\.(?:mp4|webm|mov|m4v|ogv|3gp)(?:$|\?)", "Video", ""),
        (r"\.(?:mp3|ogg|m4a|wav)(?:$|\?)", "Sound", ""),
    )
)


def card(address: str) -> tuple[str, str]:
    """Return (name, address to open) for the address of a frame, plug-in, film or sound."""
    for pattern, name, target in _KNOWN:
        if found := pattern.search(address):
            return name, found.expand(target) if target else address
    return f"Page of {urlsplit(address).hostname or 'another site'}", address
