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
}
