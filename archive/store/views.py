"""The friendly views of archive.db: the common questions, answered without a join."""

from __future__ import annotations

VIEWS: dict[str, str] = {
    # One row per post and static page, newest first: titles, dates, names and counts side by side.
    "post_list": """
SELECT
  posts.title, posts.published_on, posts.published_at, posts.n_comments,
  (SELECT count(*) FROM comments WHERE comments.post = posts.id) AS n_comments_kept,
  posts.comment_service,
  authors.name AS author,
  (SELECT group_concat(name, ', ') FROM (
     SELECT labels.name FROM post_labels JOIN labels ON labels.id = post_labels.label
     WHERE post_labels.post = posts.id ORDER BY post_labels.position)) AS labels,
  (SELECT count(DISTINCT media) FROM media_uses WHERE media_uses.post = posts.id) AS n_pictures,
  length(posts.body_text) AS n_characters,
  posts.url, posts.kind, blogs.title AS blog, posts.version, posts.updated_at, posts.gone_at,
  posts.id, posts.blog AS blog_id
FROM posts JOIN blogs ON blogs.id = posts.blog LEFT JOIN authors ON authors.id = posts.author
ORDER BY posts.published_on DESC, posts.published_at DESC
""",
    # One row per comment: who said what, when, under which post, in answer to whom.
    "comment_list": """
SELECT
  authors.name AS author, comments.published_on, comments.published_at, comments.body_text,
  posts.title AS post, parent_authors.name AS answers, comments.is_deleted,
  comments.url, authors.profile_url, blogs.title AS blog,
  comments.id, comments.parent AS parent_id, comments.post AS post_id, posts.blog AS blog_id
FROM comments
JOIN posts ON posts.id = comments.post JOIN blogs ON blogs.id = posts.blog
LEFT JOIN authors ON authors.id = comments.author
LEFT JOIN comments AS parents ON parents.id = comments.parent
LEFT JOIN authors AS parent_authors ON parent_authors.id = parents.author
""",
    # Posts and comments of each month of publication.
    "month_counts": """
SELECT
  blogs.title AS blog, substr(posts.published_on, 1, 7) AS month, count(*) AS n_posts,
  sum((SELECT count(*) FROM comments WHERE comments.post = posts.id)) AS n_comments,
  posts.blog AS blog_id
FROM posts JOIN blogs ON blogs.id = posts.blog
WHERE posts.kind = 'post' GROUP BY posts.blog, month
""",
    # How many posts carry each label.
    "label_counts": """
SELECT labels.name AS label, count(*) AS n_posts, blogs.title AS blog, labels.blog AS blog_id
FROM post_labels JOIN labels ON labels.id = post_labels.label JOIN blogs ON blogs.id = labels.blog
GROUP BY labels.id
""",
    # Everyone who wrote or commented, and how much.
    "author_counts": """
SELECT
  authors.name AS author,
  (SELECT count(*) FROM posts WHERE posts.author = authors.id) AS n_posts,
  (SELECT count(*) FROM comments WHERE comments.author = authors.id) AS n_comments,
  authors.profile_url, authors.id
FROM authors
""",
    # Every version of each post and static page, the newest too: when it was seen, what changed.
    "post_history": """
SELECT
  former.title, former.number, posts.version AS n_versions, former.seen_at, former.replaced_at,
  (SELECT group_concat(value, ', ') FROM json_each(former.changed)) AS changed,
  former.n_words_added, former.n_words_removed, former.labels, former.published_on,
  former.published_at, authors.name AS author, former.body_text, former.body_html, former.url,
  former.feed_capture, former.page_capture, blogs.title AS blog, posts.gone_at,
  posts.id AS post_id, posts.blog AS blog_id
FROM (
  SELECT post, version AS number, title, seen_at, replaced_at, changed, n_words_added,
    n_words_removed, (SELECT group_concat(value, ', ') FROM json_each(post_versions.labels))
    AS labels, published_on, published_at, author, body_text, body_html, url, feed_capture,
    page_capture
  FROM post_versions
  UNION ALL
  SELECT id, version, title, changed_at, NULL, changed, n_words_added, n_words_removed,
    (SELECT group_concat(name, ', ') FROM (
       SELECT labels.name FROM post_labels JOIN labels ON labels.id = post_labels.label
       WHERE post_labels.post = posts.id ORDER BY post_labels.position)),
    published_on, published_at, author, body_text, body_html, url, feed_capture, page_capture
  FROM posts
) AS former
JOIN posts ON posts.id = former.post JOIN blogs ON blogs.id = posts.blog
LEFT JOIN authors ON authors.id = former.author
ORDER BY former.seen_at DESC, posts.id, former.number DESC
""",
    # Every version of each comment, the newest too: when it was seen, what changed.
    "comment_history": """
SELECT
  authors.name AS author, former.number, comments.version AS n_versions, former.seen_at,
  former.replaced_at,
  (SELECT group_concat(value, ', ') FROM json_each(former.changed)) AS changed,
  former.n_words_added, former.n_words_removed, former.body_text, former.body_html,
  former.is_deleted, former.capture, posts.title AS post, comments.gone_at,
  comments.id AS comment_id, posts.id AS post_id, posts.blog AS blog_id
FROM (
  SELECT comment, version AS number, seen_at, replaced_at, changed, n_words_added,
    n_words_removed, author, body_text, body_html, is_deleted, capture
  FROM comment_versions
  UNION ALL
  SELECT id, version, coalesce(changed_at, first_seen_at), NULL, changed, n_words_added,
    n_words_removed, author, body_text, body_html, is_deleted, capture
  FROM comments
) AS former
JOIN comments ON comments.id = former.comment JOIN posts ON posts.id = comments.post
LEFT JOIN authors ON authors.id = former.author
ORDER BY former.seen_at DESC, comments.id, former.number DESC
""",
    # What could not be had, each with its reason.
    "gaps": """
SELECT
  blogs.title AS blog, findings.kind, findings.subject, findings.message, posts.title AS post,
  findings.found_at, findings.blog AS blog_id
FROM findings LEFT JOIN blogs ON blogs.id = findings.blog
LEFT JOIN posts ON posts.id = findings.post
WHERE findings.closed_at IS NULL AND findings.kind <> 'disagreement'
""",
    # Where two sources say different things: what was kept and what was not.
    "disagreements": """
SELECT
  blogs.title AS blog, posts.title AS post, findings.field, findings.kept, findings.other,
  findings.message, findings.subject, findings.found_at, findings.blog AS blog_id
FROM findings LEFT JOIN blogs ON blogs.id = findings.blog
LEFT JOIN posts ON posts.id = findings.post
WHERE findings.closed_at IS NULL AND findings.kind = 'disagreement'
""",
    # Every run, newest first: how it ended and what it cost.
    "runs": """
SELECT
  coalesce(blogs.title, crawls.seed_url) AS blog, crawls.started_at, crawls.finished_at,
  coalesce(crawls.outcome, 'not finished') AS outcome, crawls.exit_code,
  crawls.n_requests, crawls.n_new, crawls.n_changed, crawls.n_failed, crawls.reason,
  crawls.seed_url, crawls.id, crawls.blog AS blog_id
FROM crawls LEFT JOIN blogs ON blogs.id = crawls.blog
ORDER BY crawls.id DESC
""",
}
