"""Answers with status 200 that are not the page asked for. Pure."""

from __future__ import annotations

import re

_SIGNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern, re.IGNORECASE))
    for name, pattern in (
        ("login page", r"accounts\.google\.com/(?:v3/)?(?:signin|ServiceLogin)"),
        ("captcha", r"<form[^>]+id=[\"']?captcha-form|google\.com/sorry/"),
        (
            "content warning",
            (
                r"blogin\.g\?blogspotURL=|guestAuth=|id=[\"']?continueButton"
                r"|blogger\.com/interstitial/blog"
            ),
        ),
        ("private blog", r"blogger\.com/(?:blogin|private-blog|invite)|private_blog"),
        (
            "FeedBurner page",
            r"<body[^>]+id=[\"']?(?:feedburner|bodyblock)|feedburner\.google\.com/fb/a/",
        ),
    )
)
"""What such a page holds and a post page does not. A content warning laid over a whole post is
read as the post (BLOGGER.md section 4): these signs count only where there is no post."""


def interstitial_in(text: str) -> str | None:
    """Name the kind of page that stands where the post should be, or None where it is none."""
    return next((name for name, sign in _SIGNS if sign.search(text)), None)
