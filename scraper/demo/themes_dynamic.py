"""Dynamic Views: an empty page that its scripts fill from the feeds (BLOGGER.md section 5.5)."""

from __future__ import annotations

from typing import Final

DYNAMIC: Final = {
    "dynamic": """\
<!DOCTYPE html>
<html class='v2' dir='{{ facts.direction }}'>
<head>
{% include "head" %}
<meta content='!' name='fragment'/>
<meta content='dynamic' name='blogger-template'/>
</head>
<body class='variant-magazine'>
<div class='content'><div class='main section' id='main'></div></div>
<script type='text/javascript'>
window.onload = function() { blogger.ui().configure().view(); };
</script>
{% include "tail" %}
</body>
</html>
""",
    "dynamic-sidebar": "",
}
