"""The 2010 "Layouts" theme: date headers once a day, microdata, the archive as a tree."""

# ruff: noqa: E501  # templates keep Blogger's own lines

from __future__ import annotations

_PAGE = """\
<!DOCTYPE html>
<html class='v2' dir='{{ facts.direction }}'{% if facts.direction == "ltr" %} lang='{{ blog.language }}'{% endif %} xmlns='http://www.w3.org/1999/xhtml' xmlns:b='http://www.google.com/2005/gml/b' xmlns:data='http://www.google.com/2005/gml/data' xmlns:expr='http://www.google.com/2005/gml/expr'>
<head>
{% include "head" %}
<style id='page-skin-1' type='text/css'><!--
{% include "v1-style" %}
--></style>
</head>
<body class='loading'>
<div class='navbar no-items section' id='navbar'></div>
<div class='body-fauxcolumns'><div class='fauxcolumn-outer body-fauxcolumn-outer'></div></div>
<div class='content'><div class='content-inner'>
<header><div class='header-outer'><div class='header section' id='header'><div class='widget Header' data-version='1' id='Header1'>
<div id='header-inner'>
<div class='titlewrapper'>
<h1 class='title'>
{% if page.is_home %}{{ blog.title|refs }}{% else %}<a href='{{ home }}/'>{{ blog.title|refs }}</a>{% endif +%}
</h1>
</div>
<div class='descriptionwrapper'><p class='description'><span>{{ blog.texts.description|refs }}</span></p></div>
</div>
</div></div></div></header>
<div class='main-outer'><div class='columns-inner'>
<div class='column-center-outer'><div class='main section' id='main' name='Main'><div class='widget Blog' data-version='1' id='Blog1'>
<div class='blog-posts hfeed'>
{% if page.message %}
<div class='status-msg-wrap'><div class='status-msg-body'>{{ page.message|refs }}{% if page.is_label %} <a href="{{ home }}/">{{ w.show_all|refs }}</a>{% endif %}</div><div class='status-msg-border'><div class='status-msg-bg'><div class='status-msg-hidden'>{{ page.message|refs }}</div></div></div></div>
<div style='clear: both;'></div>
{% endif %}
<!--Can't find substitution for tag [defaultAdStart]-->
{% for header, each_day in days %}
          <div class="date-outer">
{% if header %}
<h2 class='date-header'><span>{{ header|refs }}</span></h2>
{% endif %}
          <div class="date-posts">
{% for each in each_day %}
{% include "v1-post" %}
{% endfor %}
          </div></div>
{% endfor %}
<!--Can't find substitution for tag [adEnd]-->
</div>
<div class='blog-pager' id='blog-pager'>
{% if page.newer_url %}
<span id='blog-pager-newer-link'>
<a class='blog-pager-newer-link' href='{{ page.newer_url }}' id='Blog1_blog-pager-newer-link' title='{{ w.newer_post if post else w.newer_posts }}'>{{ (w.newer_post if post else w.newer_posts)|refs }}</a>
</span>
{% endif %}
{% if page.older_url %}
<span id='blog-pager-older-link'>
<a class='blog-pager-older-link' href='{{ page.older_url }}' id='Blog1_blog-pager-older-link' title='{{ w.older_post if post else w.older_posts }}'>{{ (w.older_post if post else w.older_posts)|refs }}</a>
</span>
{% endif %}
<a class='home-link' href='{{ home }}/'>{{ w.home|refs }}</a>
</div>
<div class='clear'></div>
{% if post %}
<div class='post-feeds'>
<div class='feed-links'>
{{ w.subscribe_to|refs }}
<a class='feed-link' href='{{ home }}/feeds/{{ post.post_id }}/comments/default' target='_blank' type='application/atom+xml'>{{ w.post_comments_atom|refs }}</a>
</div>
</div>
{% else %}
<div class='blog-feeds'>
<div class='feed-links'>
{{ w.subscribe_to|refs }}
<a class='feed-link' href='{{ home }}/feeds/posts/default' target='_blank' type='application/atom+xml'>{{ w.posts_atom|refs }}</a>
</div>
</div>
{% endif %}
<script type="text/javascript">window.___gcfg = { 'lang': '{{ blog.language }}' };</script>
</div></div></div>
<div class='column-right-outer'><div class='column-right-inner'><aside>
{{ sidebar }}
</aside></div></div>
</div></div>
<footer><div class='footer-outer'><div class='foot section' id='footer-3'><div class='widget Attribution' data-version='1' id='Attribution1'><div class='widget-content' style='text-align: center;'>{{ w.powered_by|refs }} <a href='https://www.blogger.com' target='_blank'>Blogger</a>.</div></div></div></div></footer>
</div></div>
{% include "tail" %}
</body>
</html>
"""

_POST = """\
<div class='post-outer'>
<div class='post hentry uncustomized-post-template' itemprop='blogPost' itemscope='itemscope' itemtype='http://schema.org/BlogPosting'>
{% if each.pictures %}
<meta content='{{ each.pictures[0].url_of("s640") }}' itemprop='image_url'/>
{% endif %}
<meta content='{{ blog.blog_id }}' itemprop='blogId'/>
<meta content='{{ each.post_id }}' itemprop='postId'/>
<a name='{{ each.post_id }}'></a>
{% if each.title %}
<h3 class='post-title entry-title' itemprop='name'>
{% if post %}{{ each.title|refs }}{% else %}<a href='{{ each.url }}'>{{ each.title|refs }}</a>{% endif +%}
</h3>
{% endif %}
<div class='post-header'>
<div class='post-header-line-1'></div>
</div>
<div class='post-body entry-content' id='post-body-{{ each.post_id }}' itemprop='description articleBody'>
{{ (each.body_html if post else each.teaser_html)|safe }}
<div style='clear: both;'></div>
</div>
{% if each.has_jump_break and not post %}
<div class='jump-link'>
<a href='{{ each.url }}#more' title='{{ each.title }}'>{{ w.read_more|refs }}</a>
</div>
{% endif %}
<div class='post-footer'>
<div class='post-footer-line post-footer-line-1'>
<span class='post-author vcard'>
{{ w.posted_by|refs }}
<span class='fn' itemprop='author' itemscope='itemscope' itemtype='http://schema.org/Person'>
<meta content='{{ each.author.profile_url }}' itemprop='url'/>
<a class='g-profile' href='{{ each.author.profile_url }}' rel='author' title='author profile'>
<span itemprop='name'>{{ each.author.name|refs }}</span>
</a>
</span>
</span>
<span class='post-timestamp'>
{% if each.kind == "post" %}
{{ w.at|refs }}
<meta content='{{ each.url }}' itemprop='url'/>
<a class='timestamp-link' href='{{ each.url }}' rel='bookmark' title='permanent link'><abbr class='published' itemprop='datePublished' title='{{ each.published.isoformat(timespec="seconds") }}'>{{ shown_clock(each)|refs }}</abbr></a>
{% endif %}
</span>
<span class='reaction-buttons'>
</span>
<span class='post-comment-link'>
{% if not post %}
<a class='comment-link' href='{{ each.url }}#comment-form' onclick=''>
{{ count_label(each)|refs }}
    </a>
{% endif %}
</span>
<span class='post-icons'>
<span class='item-action'><a href='https://www.blogger.com/email-post.g?blogID={{ blog.blog_id }}&postID={{ each.post_id }}' title='{{ w.email_this }}'><img alt='' class='icon-action' height='13' src='{{ blog.hosts.blank }}/img/icon18_email.gif' width='18'/></a></span>
<span class='item-control blog-admin pid-{{ each.post_id|int % 2147483648 }}'><a href='https://www.blogger.com/post-edit.g?blogID={{ blog.blog_id }}&postID={{ each.post_id }}&from=pencil'><img alt='' class='icon-action' height='18' src='{{ blog.hosts.blank }}/img/icon18_edit_allbkg.gif' width='18'/></a></span>
</span>
<div class='post-share-buttons goog-inline-block'>
<a class='goog-inline-block share-button sb-email' href='https://www.blogger.com/share-post.g?blogID={{ blog.blog_id }}&postID={{ each.post_id }}&target=email' target='_blank' title='{{ w.email_this }}'><span class='share-button-link-text'>{{ w.email_this|refs }}</span></a><a class='goog-inline-block share-button sb-twitter' href='https://www.blogger.com/share-post.g?blogID={{ blog.blog_id }}&postID={{ each.post_id }}&target=twitter' target='_blank'><span class='share-button-link-text'>{{ w.share|refs }}</span></a>
</div>
</div>
<div class='post-footer-line post-footer-line-2'><span class='post-labels'>
{% if each.labels %}
{{ w.labels|refs }}
{% for label in each.labels %}
<a href='{{ label_url(label) }}' rel='tag'>{{ label|refs }}</a>{% if not loop.last %},{% endif +%}
{% endfor %}
{% endif %}
</span>
</div>
<div class='post-footer-line post-footer-line-3'><span class='post-location'>
</span>
</div>
</div>
</div>
{% if post %}
<div class='comments' id='comments'>
<a name='comments'></a>
{% if each.kind == "post" %}
<h4>{{ count_label(each)|refs }}</h4>
{% if facts.is_threaded %}{% include "threaded" %}{% else %}{% include "flat" %}{% endif %}
{% include "comment-form" %}
{% endif %}
</div>
{% endif %}
</div>
"""

_SIDEBAR = """\
<div class='sidebar section' id='sidebar-right-1'>
<div class='widget PageList' data-version='1' id='PageList1'>
<h2>{{ w.pages_heading|refs }}</h2>
<div class='widget-content'><ul>
<li><a href='{{ home }}/'>{{ w.home|refs }}</a></li>
{% for page in blog.pages() %}
<li><a href='{{ page.url }}'>{{ page.title|refs }}</a></li>
{% endfor %}
</ul></div>
</div>
<div class='widget BlogArchive' data-version='1' id='BlogArchive1'>
<h2>{{ w.archive_heading|refs }}</h2>
<div class='widget-content'>
<div id='ArchiveList'>
<div id='BlogArchive1_ArchiveList'>
{% for year in years %}
<ul class='hierarchy'>
<li class='archivedate {{ "expanded" if year.is_open else "collapsed" }}'>
<a class='toggle' href='{{ year.toggle_url }}'><span class='zippy{{ " toggle-open" if year.is_open }}'>{{ "&#9660;"|safe if year.is_open else "&#9658;"|safe }}&#160;</span></a>
<a class='post-count-link' href='{{ year.url }}'>{{ year.name }}</a>
<span class='post-count' dir='ltr'>({{ year.count }})</span>
{% for month in year.months %}
<ul class='hierarchy'>
<li class='archivedate {{ "expanded" if month.is_open else "collapsed" }}'>
<a class='toggle' href='{{ month.toggle_url }}'><span class='zippy{{ " toggle-open" if month.is_open }}'>{{ "&#9660;"|safe if month.is_open else "&#9658;"|safe }}&#160;</span></a>
<a class='post-count-link' href='{{ month.url }}'>{{ month.name|refs }}</a>
<span class='post-count' dir='ltr'>({{ month.count }})</span>
{% if month.is_open %}
<ul class='posts'>
{% for url, title in month.posts %}
<li><a href='{{ url }}'>{{ title|refs }}</a></li>
{% endfor %}
</ul>
{% endif %}
</li>
</ul>
{% endfor %}
</li>
</ul>
{% endfor %}
</div>
</div>
<div class='clear'></div>
</div>
</div>
<div class='widget Label' data-version='1' id='Label1'>
<h2>{{ w.labels_heading|refs }}</h2>
{% if facts.is_threaded %}
<div class='widget-content list-label-widget-content'>
<ul>
{% for label, count in labels %}
<li><a dir='{{ facts.direction }}' href='{{ label_url(label) }}'>{{ label|refs }}</a> <span dir='ltr'>({{ count }})</span></li>
{% endfor %}
</ul>
{% else %}
<div class='widget-content cloud-label-widget-content'>
{% for label, count in labels %}
<span class='label-size label-size-{{ 1 + loop.index % 5 }}'><a dir='{{ facts.direction }}' href='{{ label_url(label) }}'>{{ label|refs }}</a> <span class='label-count' dir='ltr'>({{ count }})</span></span>
{% endfor %}
{% endif %}
<div class='clear'></div>
</div>
</div>
<div class='widget PopularPosts' data-version='1' id='PopularPosts1'>
<div class='widget-content popular-posts'><ul>
{% for each in popular %}
<li><div class='item-title'><a href='{{ each.url }}'>{{ each.title|refs }}</a></div></li>
{% endfor %}
</ul></div>
</div>
<div class='widget Profile' data-version='1' id='Profile1'>
<h2>{{ w.about_heading|refs }}</h2>
<div class='widget-content'><dl class='profile-datablock'><dt class='profile-data'><a class='profile-name-link g-profile' href='{{ blog.owner.profile_url }}' rel='author'>{{ blog.owner.name|refs }}</a></dt></dl>
<a class='profile-link' href='{{ blog.owner.profile_url }}' rel='author'>{{ w.view_profile|refs }}</a></div>
</div>
</div>
"""

_STYLE = """\
body { margin: 0; background: {{ style.ground }}; color: #333; font: 16px/1.65 Georgia, 'Noto Serif Bengali', 'Noto Naskh Arabic', serif; }
a { color: {{ style.link }}; text-decoration: none; } a:hover { text-decoration: underline; }
.content { max-width: 1000px; margin: 24px auto; background: #fff; padding: 0 28px 20px; box-shadow: 0 0 24px rgba(0,0,0,.14); }
.header-outer { margin: 0 -28px; padding: 30px 28px 22px; background: {{ style.band }}; }
h1.title { margin: 0; font-size: 38px; line-height: 1.25; } h1.title, h1.title a, .description { color: #fff; }
.description { margin: 6px 0 0; opacity: .9; }
.columns-inner { display: flex; gap: 36px; padding-top: 18px; } .column-center-outer { flex: 1; min-width: 0; } .column-right-outer { width: 240px; flex: none; font-size: 14px; }
h2.date-header { font-size: 13px; margin: 22px 0 6px; color: #777; font-weight: normal; } h2.date-header span { background: #f1efe9; padding: 3px 9px; border-radius: 3px; }
h3.post-title { font-size: 25px; line-height: 1.35; margin: 6px 0; font-weight: normal; } .post-body img { max-width: 100%; height: auto; }
.separator, .tr-caption-container { margin: 14px 0; } .tr-caption { font-size: 13px; color: #777; } blockquote { border-inline-start: 3px solid {{ style.link }}; margin: 14px 0; padding: 2px 16px; color: #555; }
.post-footer { margin: 14px 0 26px; padding: 8px 12px; background: #f7f6f2; color: #777; font-size: 13px; } .post-icons, .post-share-buttons { display: none; }
.comments h4 { font-size: 19px; font-weight: normal; } .comments ol { list-style: none; padding: 0; margin: 0; } li.comment { margin: 14px 0; } .comment-replies { margin-inline-start: 46px; }
.avatar-image-container { float: inline-start; width: 35px; height: 35px; overflow: hidden; border-radius: 3px; background: #ddd; } .comment-block, .comment-body, .comment-footer { margin-inline-start: 46px; } dt.comment-author { margin-top: 16px; } dt .avatar-image-container { margin-inline-end: 11px; }
.comment-header cite { font-style: normal; font-weight: bold; } .datetime, .comment-timestamp { font-size: 12px; margin-inline-start: 8px; } .comment-content, .comment-body p { margin: 2px 0; } .comment-actions, .item-control, .hidden, .thread-toggle, .continue { display: none; }
.deleted-comment { font-style: italic; color: #888; } .blog-pager { display: flex; justify-content: space-between; margin: 20px 0; } .sidebar .widget h2 { font-size: 15px; border-bottom: 1px solid #ddd; } .sidebar ul { list-style: none; padding-inline-start: 10px; margin: 3px 0; }
.comment-form iframe { display: none; } .label-size { margin-inline-end: 7px; } footer { color: #888; font-size: 13px; margin-top: 20px; } .status-msg-body { padding: 12px; background: #f7f6f2; } .status-msg-border { display: none; }
"""

V1 = {"v1": _PAGE, "v1-post": _POST, "v1-sidebar": _SIDEBAR, "v1-style": _STYLE}
