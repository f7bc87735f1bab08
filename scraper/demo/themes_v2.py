"""The 2017 theme generation: no date headers, `time.published`, snippets on listings, JSON-LD."""

# ruff: noqa: E501  # templates keep Blogger's own lines

from __future__ import annotations

_PAGE = """\
<!DOCTYPE html>
<html dir='{{ facts.direction }}' lang='{{ blog.language }}'>
<head>
{% include "head" %}
<style id='page-skin-1' type='text/css'><!--
{% include "v2-style" %}
--></style>
</head>
<body class='{{ "item-view" if post else "feed-view" }} version-1-3-3 variant-contempo_light'>
<a class='skip-navigation' href='#main' tabindex='0'>Skip to main content</a>
<div class='page'>
<div class='page_body'>
<div class='centered'>
<header class='centered-top-container' role='banner'><div class='header section' id='header' name='Header'><div class='widget Header' data-version='2' id='Header1'>
<div class='header-widget'>
<div><h1>{% if page.is_home %}{{ blog.title|refs }}{% else %}<a href='{{ home }}/'>{{ blog.title|refs }}</a>{% endif %}</h1></div>
<p>{{ blog.texts.description|refs }}</p>
</div>
</div></div></header>
<div class='columns'>
<main class='main-container' id='main' role='main' tabindex='-1'>
<div class='main section' id='page_body' name='Page Body'>
<div class='widget Blog' data-version='2' id='Blog1'>
<div class='blog-posts hfeed container'>
{% if page.message %}
<div class='status-msg-wrap'><div class='status-msg-body'>{{ page.message|refs }}{% if page.is_label %} <a href="{{ home }}/">{{ w.show_all|refs }}</a>{% endif %}</div></div>
{% endif %}
{% for each in posts %}
{% include "v2-post" %}
{% endfor %}
</div>
<div class='blog-pager container' id='blog-pager'>
{% if page.newer_url %}
<a class='blog-pager-newer-link flat-button ripple' href='{{ page.newer_url }}' id='Blog1_blog-pager-newer-link' title='{{ w.newer_post if post else w.newer_posts }}'>{{ (w.newer_post if post else w.newer_posts)|refs }}</a>
{% endif %}
{% if page.older_url %}
<a class='blog-pager-older-link flat-button ripple' href='{{ page.older_url }}' id='Blog1_blog-pager-older-link' title='{{ w.older_post if post else w.older_posts }}'>{{ (w.older_post if post else w.older_posts)|refs }}</a>
{% endif %}
</div>
</div>
{% if post %}
<div class='widget FeaturedPost' data-version='2' id='FeaturedPost1'>
<div class='widget-content'><div class='post'>
<h3 class='post-title'><a href='{{ featured.url }}'>{{ featured.title|refs }}</a></h3>
<div class='post-header'><span class='byline post-timestamp'><time class='published' datetime='{{ featured.published.isoformat(timespec="seconds") }}'>{{ shown_date(featured)|refs }}</time></span></div>
<div class='r-snippetized'>{{ snippet(featured)|refs }}</div>
</div></div>
</div>
{% endif %}
</div>
</main>
<aside class='sidebar-container container' role='complementary'>
{{ sidebar }}
</aside>
</div>
<footer class='footer section' id='footer' name='Footer'><div class='widget Attribution' data-version='2' id='Attribution1'><div class='widget-content'><div class='blogger'><a href='https://www.blogger.com' rel='nofollow'>{{ w.powered_by|refs }} Blogger</a></div></div></div></footer>
</div>
</div>
</div>
{% include "tail" %}
</body>
</html>
"""

_POST = """\
<div class='post-outer-container'>
<div class='post-outer'>
<div class='post'>
{% if post and each.kind == "post" %}
<script type='application/ld+json'>{{ json_ld(each) }}</script>
{% endif %}
<a name='{{ each.post_id }}'></a>
{% if each.title %}
<h3 class='post-title entry-title'>
{% if post %}{{ each.title|refs }}{% else %}<a href='{{ each.url }}'>{{ each.title|refs }}</a>{% endif +%}
</h3>
{% endif %}
<div class='post-header'>
<div class='post-header-line-1'>
<span class='byline post-author vcard'>
<span class='post-author-label'>{{ w.posted_by|refs }}</span>
<span class='fn'>
<meta content='{{ each.author.profile_url }}'/>
<a class='g-profile' href='{{ each.author.profile_url }}' rel='author' title='author profile'><span>{{ each.author.name|refs }}</span></a>
</span>
</span>
{% if each.kind == "post" %}
<span class='byline post-timestamp'>
<meta content='{{ each.url }}'/>
<a class='timestamp-link' href='{{ each.url }}' rel='bookmark' title='permanent link'>
<time class='published' datetime='{{ each.published.isoformat(timespec="seconds") }}' title='{{ each.published.isoformat(timespec="seconds") }}'>{{ shown_date(each)|refs }}</time>
</a>
</span>
{% endif %}
</div>
</div>
{% if post %}
<div class='post-body entry-content float-container' id='post-body-{{ each.post_id }}'>
{{ each.body_html|safe }}
</div>
{% else %}
<div class='container post-body entry-content' id='post-snippet-{{ each.post_id }}'>
{% if each.pictures %}
<div class='snippet-thumbnail'><a href='{{ each.url }}'><img alt='' src='{{ each.pictures[0].url_of("w640-h480") }}'/></a></div>
{% endif %}
<div class='post-snippet snippet-container r-snippet-container'>
<div class='snippet-item r-snippetized'>{{ snippet(each)|refs }}</div>
</div>
</div>
{% endif %}
<div class='post-bottom'>
<div class='post-footer float-container'>
<div class='post-footer-line post-footer-line-1'>
{% if not post %}
<span class='byline post-comment-link container'><a class='comment-link' href='{{ each.url }}#comments' onclick=''>{{ count_label(each).rstrip(":")|refs }}</a></span>
<div class='byline jump-link'><a class='flat-button ripple' href='{{ each.url }}' title='{{ each.title }}'>{{ w.read_more|refs }}</a></div>
{% endif %}
</div>
<div class='post-footer-line post-footer-line-2'>
{% if each.labels %}
<span class='byline post-labels'>
<span class='byline-label'>{{ w.labels|refs }}</span>
{% for label in each.labels %}
<a href='{{ label_url(label) }}' rel='tag'>{{ label|refs }}</a>
{% endfor %}
</span>
{% endif %}
</div>
<div class='post-footer-line post-footer-line-3'>
<div class='byline post-share-buttons goog-inline-block'><a class='sharing-platform-button sharing-element-facebook' href='https://www.blogger.com/share-post.g?blogID={{ blog.blog_id }}&postID={{ each.post_id }}&target=facebook' role='menuitem'>{{ w.share|refs }}</a></div>
</div>
</div>
</div>
</div>
</div>
{% if post and each.kind == "post" %}
<section class='comments threaded{{ "" if each.n_comments else " no-comments" }}' data-num-comments='{{ each.n_comments }}' id='comments'>
<a name='comments'></a>
<h3 class='title'>{{ count_label(each).rstrip(":")|refs }}</h3>
<div class='comments-embed'>
{% include "threaded" %}
{% include "comment-form" %}
</div>
</section>
{% endif %}
</div>
"""

_SIDEBAR = """\
<div class='sidebar section' id='sidebar' name='Sidebar'>
<div class='widget PageList' data-version='2' id='PageList1'>
<h3 class='title'>{{ w.pages_heading|refs }}</h3>
<div class='widget-content'><ul>
<li><a href='{{ home }}/'>{{ w.home|refs }}</a></li>
{% for page in blog.pages() %}
<li><a href='{{ page.url }}'>{{ page.title|refs }}</a></li>
{% endfor %}
</ul></div>
</div>
<div class='widget BlogArchive' data-version='2' id='BlogArchive1'>
<details class='collapsible extendable' open='open'>
<summary><h3 class='title'>{{ w.archive_heading|refs }}</h3></summary>
<div class='widget-content'>
<div id='ArchiveList'>
<div id='BlogArchive1_ArchiveList'>
<ul class='flat'>
{% for year in years %}
{% for month in year.months %}
<li class='archivedate'><a href='{{ month.url }}'>{{ month.name|refs }} {{ year.name }}<span class='post-count'>{{ month.count }}</span></a></li>
{% endfor %}
{% endfor %}
</ul>
</div>
</div>
</div>
</details>
</div>
<div class='widget Label' data-version='2' id='Label1'>
<h3 class='title'>{{ w.labels_heading|refs }}</h3>
<div class='widget-content list-label-widget-content'>
<ul>
{% for label, count in labels %}
<li><a class='label-name' href='{{ label_url(label) }}'>{{ label|refs }}<span class='label-count'>{{ count }}</span></a></li>
{% endfor %}
</ul>
</div>
</div>
<div class='widget Profile' data-version='2' id='Profile1'>
<h3 class='title'>{{ w.about_heading|refs }}</h3>
<div class='widget-content individual'><a class='profile-link' href='{{ blog.owner.profile_url }}' rel='nofollow'>{{ blog.owner.name|refs }}</a></div>
</div>
</div>
"""

_STYLE = """\
body { margin: 0; background: {{ style.ground }}; color: #2d2d2d; font: 16px/1.6 'Helvetica Neue', Roboto, Arial, sans-serif; }
a { color: {{ style.link }}; text-decoration: none; } .skip-navigation { position: absolute; left: -999px; }
header { background: {{ style.band }}; color: #fff; text-align: center; padding: 46px 20px 70px; } header h1 { font-size: 42px; font-weight: 300; margin: 0; } header a { color: #fff; } header p { opacity: .85; margin: 8px 0 0; }
.columns { display: flex; gap: 28px; max-width: 1080px; margin: -40px auto 30px; padding: 0 16px; } .main-container { flex: 1; min-width: 0; } .sidebar-container { width: 250px; flex: none; padding-top: 56px; font-size: 14px; }
.post-outer-container { background: #fff; padding: 28px 34px; margin-bottom: 18px; border-radius: 4px; box-shadow: 0 1px 5px rgba(0,0,0,.18); } h3.post-title { font-size: 30px; font-weight: 400; line-height: 1.25; margin: 0 0 6px; }
.post-header { font-size: 14px; color: #777; margin-bottom: 16px; } .byline { margin-inline-end: 10px; } .post-body img { max-width: 100%; height: auto; } .snippet-thumbnail img { width: 100%; } .separator, .tr-caption-container { margin: 16px 0; } .tr-caption { font-size: 13px; color: #777; }
blockquote { margin: 18px 0; padding: 0 22px; border-inline-start: 4px solid {{ style.link }}; color: #666; font-style: italic; } .post-labels a { background: {{ style.ground }}; border-radius: 11px; padding: 2px 10px; font-size: 13px; } .post-share-buttons { display: none; }
.comments ol { list-style: none; padding: 0; margin: 0; } li.comment { margin: 16px 0; } .comment-replies { margin-inline-start: 46px; } .avatar-image-container { float: inline-start; width: 35px; height: 35px; border-radius: 50%; overflow: hidden; background: #ddd; } .comment-block { margin-inline-start: 48px; }
.comment-header cite { font-style: normal; font-weight: 600; } .datetime { font-size: 12px; margin-inline-start: 8px; } .comment-content { margin: 2px 0; } .comment-actions, .hidden, .thread-toggle, .continue, .comment-form iframe { display: none; } .deleted-comment { font-style: italic; color: #888; }
.blog-pager { display: flex; justify-content: space-between; margin: 12px 0 24px; } .widget h3.title { font-size: 15px; margin: 22px 0 6px; } .sidebar ul { list-style: none; padding: 0; margin: 0; } .post-count, .label-count { color: #999; margin-inline-start: 6px; } .FeaturedPost { opacity: .8; } footer { text-align: center; padding: 20px; } summary { list-style: none; }
"""

V2 = {"v2": _PAGE, "v2-post": _POST, "v2-sidebar": _SIDEBAR, "v2-style": _STYLE}
