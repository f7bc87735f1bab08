"""What all themes share: Blogger's head, tail script and comment markup, and `?m=1`."""

# ruff: noqa: E501  # templates keep Blogger's own lines

from __future__ import annotations

from functools import cache
from typing import Any

from jinja2 import DictLoader, Environment, StrictUndefined
from markupsafe import Markup

from scraper.demo.themes_dynamic import DYNAMIC
from scraper.demo.themes_v1 import V1
from scraper.demo.themes_v2 import V2
from scraper.demo.words import with_references

HEAD = """\
<meta content='width=1100' name='viewport'/>
<meta content='text/html; charset=UTF-8' http-equiv='Content-Type'/>
<meta content='blogger' name='generator'/>
<link href='{{ home }}/favicon.ico' rel='icon' type='image/x-icon'/>
<link href='{{ blog.hosts.blank }}/static/v1/widgets/{{ facts.name }}-css_bundle_v2.css' rel='stylesheet' type='text/css'/>
<link href='{{ page.url }}' rel='canonical'/>
<link rel="alternate" type="application/atom+xml" title="{{ blog.title }} - Atom" href="{{ home }}/feeds/posts/default" />
<link rel="alternate" type="application/rss+xml" title="{{ blog.title }} - RSS" href="{{ home }}/feeds/posts/default?alt=rss" />
<link rel="service.post" type="application/atom+xml" title="{{ blog.title }} - Atom" href="https://www.blogger.com/feeds/{{ blog.blog_id }}/posts/default" />
{% if post %}
<link rel="alternate" type="application/atom+xml" title="{{ blog.title }} - Atom" href="{{ home }}/feeds/{{ post.post_id }}/comments/default" />
{% if post.pictures %}
<link href='{{ post.pictures[0].url_of("s320") }}' rel='image_src'/>
<meta content='{{ post.pictures[0].url_of("w1200-h630-p-k-no-nu") }}' property='og:image'/>
{% endif %}
{% endif %}
<meta content='{{ page.url }}' property='og:url'/>
<meta content='{{ page.title or blog.title }}' property='og:title'/>
<meta content='{{ page.description }}' property='og:description'/>
<title>{% if page.title %}{{ blog.title }}: {{ page.title }}{% else %}{{ blog.title }}{% endif %}</title>
"""

TAIL = """\
<script type="text/javascript" src="https://www.blogger.com/static/v1/widgets/2549344219-widgets.js"></script>
<script type='text/javascript'>
window['__wavt'] = 'AOuZoY';_WidgetManager._Init('//www.blogger.com/rearrange?blogID\\x3d{{ blog.blog_id }}','{{ page.url.partition(":")[2]|js }}','{{ blog.blog_id }}');
_WidgetManager._SetDataContext([{'name': 'blog', 'data': {'blogId': '{{ blog.blog_id }}', 'title': '{{ blog.title|js }}', 'url': '{{ page.url|js }}', 'canonicalUrl': '{{ page.url|js }}', 'homepageUrl': '{{ home|js }}/', 'searchUrl': '{{ home|js }}/search', 'canonicalHomepageUrl': '{{ home|js }}/', 'blogspotFaviconUrl': '{{ home|js }}/favicon.ico', 'bloggerUrl': 'https://www.blogger.com', 'hasCustomDomain': false, 'httpsEnabled': false, 'enabledCommentProfileImages': true, 'adultContent': false, 'analyticsAccountNumber': '', 'encoding': 'UTF-8', 'locale': '{{ blog.language }}', 'localeUnderscoreDelimited': '{{ blog.language }}', 'languageDirection': '{{ facts.direction }}', 'isPrivate': false, 'isMobile': {{ "true" if page.is_mobile else "false" }}, 'isMobileRequest': false, 'mobileClass': '', 'isPrivateBlog': false, 'pageType': '{{ page.type }}'{% if post %}, 'postId': '{{ post.post_id }}'{% endif %}, 'pageName': '{{ page.title|js }}', 'pageTitle': '{{ blog.title|js }}{% if page.title %}: {{ page.title|js }}{% endif %}'}}, {'name': 'features', 'data': {}}, {'name': 'messages', 'data': {'edit': 'Edit', 'linkCopiedToClipboard': 'Link copied to clipboard!', 'ok': 'Ok', 'postLink': 'Post Link'}}, {'name': 'template', 'data': {'name': '{{ facts.template }}', 'localizedName': '{{ facts.template }}', 'isResponsive': false, 'isAlternateRendering': false, 'isCustom': false}}, {'name': 'view', 'data': {'classic': {'name': 'classic', 'url': '?view\\x3dclassic'}, 'magazine': {'name': 'magazine', 'url': '?view\\x3dmagazine'}, 'isMobile': {{ "true" if page.is_mobile else "false" }}, 'title': '{{ page.title|js }}', 'description': '', 'url': '{{ page.url|js }}', 'type': '{{ "item" if post else "feed" }}', 'isSingleItem': {{ "true" if post else "false" }}, 'isMultipleItems': {{ "false" if post else "true" }}, 'isError': {{ "true" if page.type == "error_page" else "false" }}, 'isPage': {{ "true" if page.type == "static_page" else "false" }}, 'isPost': {{ "true" if page.type == "item" else "false" }}, 'isHomepage': {{ "true" if page.is_home else "false" }}, 'isArchive': {{ "true" if page.type == "archive" else "false" }}, 'isLabelSearch': {{ "true" if page.is_label else "false" }}}}]);
_WidgetManager._RegisterWidget('_BlogView', new _WidgetInfo('Blog1', 'main', document.getElementById('Blog1'), {'cmtInteractionsEnabled': false, 'lightboxEnabled': true, 'lightboxModuleUrl': 'https://www.blogger.com/static/v1/jsbin/4293458962-lbx__{{ blog.language }}.js', 'lightboxCssUrl': 'https://www.blogger.com/static/v1/v-css/123180807-lightbox_bundle.css'}, 'displayModeFull'));
</script>
"""

THREADED = """\
{% macro one(comment, replies) %}
<li class="comment" id="c{{ comment.comment_id }}"><div class="avatar-image-container"><img src="{{ comment.author.avatar_url.removeprefix("http:") }}" alt=""/></div><div class="comment-block"><div class="comment-header"><cite class="user">{% if comment.author.profile_url %}<a href="{{ comment.author.profile_url }}" rel="nofollow">{{ comment.author.name|refs }}</a>{% else %}{{ comment.author.name|refs }}{% endif %}</cite><span class="icon user {{ "blog-author" if comment.is_owner }}"></span><span class="datetime secondary-text"><a rel="nofollow" href="{{ comment.url }}">{{ shown_time(comment)|refs }}</a></span></div><p class="comment-content">{% if comment.is_deleted %}<span class="deleted-comment">{{ comment.body_html|refs }}</span>{% else %}{{ comment.body_html|safe }}{% endif %}</p><span class="comment-actions secondary-text"><a class="comment-reply" target="_self" data-comment-id="{{ comment.comment_id }}" href="https://www.blogger.com/comment.g?blogID={{ blog.blog_id }}&amp;postID={{ post.post_id }}&amp;parentID={{ comment.comment_id }}">{{ w.reply|refs }}</a><span class="item-control blog-admin blog-admin pid-{{ comment.comment_id|int % 2147483648 }}"><a target="_self" href="https://www.blogger.com/delete-comment.g?blogID={{ blog.blog_id }}&amp;postID={{ comment.comment_id }}">{{ w.delete|refs }}</a></span></span></div>{% if not comment.parent_id %}<div class="comment-replies"><div id="c{{ comment.comment_id }}-rt" class="comment-thread inline-thread{{ "" if replies else " hidden" }}"><span class="thread-toggle thread-expanded"><span class="thread-arrow"></span><span class="thread-count"><a target="_self">{{ w.replies|refs }}</a></span></span><ol id="c{{ comment.comment_id }}-ra" class="thread-chrome thread-expanded"><div>{% for reply in replies %}{{ one(reply, ()) }}{% endfor %}</div><div id="c{{ comment.comment_id }}-continue" class="continue"><a class="comment-reply" target="_self" data-comment-id="{{ comment.comment_id }}">{{ w.reply|refs }}</a></div></ol></div></div>{% endif %}<div class="comment-replybox-single" id="c{{ comment.comment_id }}-ce"></div></li>
{%- endmacro %}
<div class='comments-content'>
<script async='async' src='' type='text/javascript'></script>
<script type='text/javascript'>(function() { var items = null; var msgs = null; var config = {};
// <![CDATA[
var cursor = null; var params = {}; })(); // ]]></script>
<div id='comment-holder'>
<div class="comment-thread toplevel-thread"><ol id="top-ra">{% for comment, replies in talk.threads %}{{ one(comment, replies) }}{% endfor %}</ol><div id="top-continue" class="continue"><a class="comment-reply" target="_self">{{ w.add_comment|refs }}</a></div><div class="comment-replybox-thread" id="top-ce"></div><div class="loadmore{{ "" if talk.has_more else " hidden" }}" data-post-id="{{ post.post_id }}"><a target="_self">{{ w.load_more|refs }}</a></div></div>
</div>
</div>
"""

FLAT = """\
<div id='Blog1_comments-block-wrapper'>
<dl class='avatar-comment-indent' id='comments-block'>
{% for comment in talk.shown %}
<dt class='comment-author {{ "blog-author" if comment.is_owner }}' id='c{{ comment.comment_id }}'><a name='c{{ comment.comment_id }}'></a><div class="avatar-image-container avatar-stock"><span dir="ltr"><img src="{{ comment.author.avatar_url.removeprefix("http:") }}" width="35" height="35" alt="" title="{{ comment.author.name }}"></span></div>{% if comment.author.profile_url %}<a href='{{ comment.author.profile_url }}' rel='nofollow'>{{ comment.author.name|refs }}</a>{% else %}{{ comment.author.name|refs }}{% endif %} {{ w.said|refs }}</dt>
<dd class='comment-body' id='Blog1_cmt-{{ comment.comment_id }}'>{% if comment.is_deleted %}<span class='deleted-comment'>{{ comment.body_html|refs }}</span>{% else %}<p>{{ comment.body_html|safe }}</p>{% endif %}</dd>
<dd class='comment-footer'><span class='comment-timestamp'><a href='{{ comment.url }}' title='comment permalink'>{{ shown_time(comment)|refs }}</a><span class='item-control blog-admin pid-{{ comment.comment_id|int % 2147483648 }}'><a class='comment-delete' href='https://www.blogger.com/delete-comment.g?blogID={{ blog.blog_id }}&postID={{ comment.comment_id }}' title='{{ w.delete }}'><img src='{{ blog.hosts.blank }}/img/icon_delete13.gif'/></a></span></span></dd>
{% endfor %}
</dl>
</div>
{% if talk.has_more %}<span class='paging-control-container'><a class='paging-control' href='{{ post.url }}?commentPage=2'>{{ w.load_more|refs }}</a></span>{% endif %}
"""

COMMENT_FORM = """\
<p class='comment-footer'>
<div class='comment-form'><a name='comment-form'></a>
<h4 id='comment-post-message'>{{ w.post_a_comment|refs }}</h4>
<a href='https://www.blogger.com/comment-iframe.g?blogID={{ blog.blog_id }}&postID={{ post.post_id }}' id='comment-editor-src'></a>
<iframe allowtransparency='true' class='blogger-iframe-colorize blogger-comment-from-post' frameborder='0' height='60' id='comment-editor' name='comment-editor' src='' width='100%'></iframe>
</div>
</p>
"""

MOBILE = """\
<!DOCTYPE html>
<html class='v2' dir='{{ facts.direction }}'>
<head>
<meta content='width=device-width,initial-scale=1.0,minimum-scale=1.0,maximum-scale=1.0' name='viewport'/>
{% include "head" %}
</head>
<body class='loading mobile'>
<div class='content mobile'>
<header><h1 class='title'><a href='{{ home }}/?m=1'>{{ blog.title|refs }}</a></h1></header>
<div class='main section' id='main'><div class='widget Blog' data-version='1' id='Blog1'>
<div class='blog-posts hfeed'>
{% for each in posts %}
<div class='date-outer'>{% if each.kind == "post" %}<div class='date-header'><span>{{ header(each)|refs }}</span></div>{% endif %}
<div class='mobile-post-outer'>
{% if post %}
<h3 class='post-title entry-title'>{{ each.title|refs }}</h3>
<div class='post-body entry-content' id='post-body-{{ each.post_id }}'>
{{ each.body_html|safe }}
</div>
{% else %}
<a href='{{ each.url }}?m=1'><h3 class='mobile-index-title entry-title'>{{ each.title|refs }}</h3></a>
{% endif %}
</div></div>
{% endfor %}
</div>
<div class='mobile-desktop-link'><a class='home-link' href='{{ page.url }}?m=0'>{{ w.mobile_view|refs }}</a></div>
</div></div></div>
{% include "tail" %}
</body>
</html>
"""

_JS_ESCAPES = str.maketrans(
    {
        "\\": r"\\",
        "'": r"\x27",
        '"': r"\x22",
        "=": r"\x3d",
        "<": r"\x3c",
        ">": r"\x3e",
        "&": r"\x26",
    }
)


def js_text(text: str) -> Markup:
    r"""Write a text inside a script's quotes as Blogger does (`\x27`, `\x3d`)."""
    return Markup(text.translate(_JS_ESCAPES))  # noqa: S704  # nothing that could close is left


@cache
def environment() -> Environment:
    """Return the templates of all themes."""
    shared = {
        "head": HEAD,
        "tail": TAIL,
        "threaded": THREADED,
        "flat": FLAT,
        "comment-form": COMMENT_FORM,
        "mobile": MOBILE,
    }
    found = Environment(
        loader=DictLoader({**shared, **V1, **V2, **DYNAMIC}),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    found.filters |= {"refs": with_references, "js": js_text}
    return found


def render(name: str, **context: Any) -> str:
    """Fill a template."""
    return environment().get_template(name).render(**context)
