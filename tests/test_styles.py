"""Style sheets: what they name, and what is left of them."""

from __future__ import annotations

import pytest

from archive import styles

BASE = "https://pics.example/css/a.css"


def named(css: str) -> list[tuple[str, str]]:
    return [(part.kind, part.url) for part in styles.parts_in(css, BASE)]


def clean(css: str) -> str:
    return styles.clean_sheet(css, lambda one: "kept.png" if one == "kept" else None)


def test_a_sheet_names_sheets_pictures_and_the_best_form_of_each_font() -> None:
    css = """@import url("b.css") screen; p{background:url(/bg.png)} @media print{a{x:url('c.png')}}
    @font-face{src:url(f.eot);src:url(f.woff) format("woff"),url(f.woff2) format("woff2")}
    /* url(no.png) */ q{content:"url(no.png)"}"""
    assert named(css) == [
        ("style", "https://pics.example/css/b.css"),
        ("image", "https://pics.example/bg.png"),
        ("image", "https://pics.example/css/c.png"),
        ("font", "https://pics.example/css/f.woff2"),
    ]


@pytest.mark.parametrize(
    ("css", "left"),
    [
        ("p{background:#fff url(kept) no-repeat}", 'p{background:#fff url("kept.png") no-repeat}'),
        ("p{background:#fff url(lost) no-repeat}", "p{background:#fff none no-repeat}"),
        ("p{background:u\\72l(//evil.example/x)}", "p{background:none}"),
        ("p{background:image-set('//evil.example/x' 1x);color:red}", "p{color:red}"),
        ("@import 'x.css'; p{color:red}", "p{color:red}"),
        ("p{width:expression(alert(1));behavior:url(x);-moz-binding:url(x)}", ""),
        ("p{position:fixed;top:0}", "p{position:absolute;top:0}"),
        ("body{opacity:0;margin:0} html, body{visibility:hidden}", "body{margin:0}"),
        ("body *{visibility:hidden}", ""),
        (".menu{display:none}", ".menu{display:none}"),
        ("p{x:'</style><script>'}", ""),
        ("@font-face{font-family:f;src:url(lost) format('woff2')}", ""),
        ("<!-- p{color:red} -->", "p{color:red}"),
        ("p{color:red", "p{color:red}"),
        ("{" * 5_000, ""),
        ("@media a{" * 5_000, ""),
    ],
)
def test_only_what_is_harmless_is_left(css: str, left: str) -> None:
    assert clean(css) == left
