"""The tables of archive.db, with a comment on every column.

Times ending in `_at` are ISO 8601 UTC (`2020-12-15T04:32:00Z`); `_on` is a day in the blog's own
zone; `n_` is a count; `_sha256` is lower-case hex.
"""

from __future__ import annotations

TABLES = """
CREATE TABLE blogs (
  id TEXT PRIMARY KEY,            -- Blogger's blog id, decimal text (can pass 2^53)
  home_url TEXT NOT NULL,         -- address of the home page, canonical
  host TEXT NOT NULL,             -- host of home_url: the blog's folder in the mirror
  title TEXT NOT NULL DEFAULT '', -- the blog's title
  description TEXT NOT NULL DEFAULT '', -- the line under the title, as HTML
  language TEXT,                  -- BCP 47 tag that the blog declares (bn, fr-CA)
  direction TEXT,                 -- 'ltr' or 'rtl' as the blog declares
  theme TEXT,                     -- template name as the page declares it
  feed_total INTEGER,             -- posts that the feed last claimed to have
  first_seen_at TEXT NOT NULL,    -- when this archive first met the blog
  last_crawl_at TEXT,             -- when a crawl of it last finished
  listed_at TEXT,                 -- when a full listing of it was last read to its end
  feed_seen_at TEXT,              -- newest change that the posts feed told of, by the server's clock: later ones are asked for
  comments_seen_at TEXT,          -- the same of the comment feed
  parts_to INTEGER                -- newest capture whose page parts are noted
) STRICT;
CREATE TABLE blog_hosts (
  host TEXT PRIMARY KEY,          -- a host name that leads to the blog (www., country and custom domains)
  blog TEXT NOT NULL REFERENCES blogs(id) -- the blog it leads to
) STRICT;
CREATE TABLE authors (
  id INTEGER PRIMARY KEY,         -- ours
  key TEXT NOT NULL UNIQUE,       -- profile address, or 'name:' and the name where there is no profile
  name TEXT NOT NULL,             -- name as last shown
  profile_url TEXT,               -- profile page, where one is linked
  avatar_url TEXT                 -- picture beside the name, as last shown
) STRICT;
CREATE TABLE templates (
  id INTEGER PRIMARY KEY,         -- ours
  blog TEXT,                      -- blog whose pages it resembles
  kind TEXT NOT NULL,             -- kind of target that it was taken from
  body BLOB NOT NULL,             -- one earlier answer, zstd: the dictionary of the captures like it
  body_copy BLOB NOT NULL,        -- the same again, since many captures hang on it
  body_sha256 TEXT NOT NULL       -- digest of the decompressed template
) STRICT;
CREATE TABLE captures (
  id INTEGER PRIMARY KEY,         -- ours, in the order kept
  blog TEXT,                      -- blog it was fetched for; null before its id is known
  kind TEXT NOT NULL,             -- kind of target: home, post, feed-posts, sitemap ...
  url TEXT NOT NULL,              -- address asked for
  final_url TEXT NOT NULL,        -- address that answered, after redirects
  fetched_at TEXT NOT NULL,       -- when
  status INTEGER NOT NULL,        -- HTTP status
  headers TEXT NOT NULL,          -- response headers, JSON array of [name, value], as sent
  template INTEGER REFERENCES templates(id), -- dictionary that the body is compressed against
  body BLOB NOT NULL,             -- the answer's bytes (content-encoding removed), zstd
  n_bytes INTEGER NOT NULL,       -- length of the decompressed body
  body_sha256 TEXT NOT NULL,      -- digest of the decompressed body
  problem TEXT,                   -- why it could not be read; null when it was
  crawl INTEGER REFERENCES crawls(id), -- run that fetched it
  replaced_by INTEGER REFERENCES captures(id) -- damaged on disk: the capture that came in its place
) STRICT;
CREATE INDEX captures_url ON captures(url, id);
CREATE TABLE posts (
  id TEXT PRIMARY KEY,            -- Blogger's post id, decimal text; 'path:...' where the page shows none
  blog TEXT NOT NULL REFERENCES blogs(id), -- the blog it is on
  kind TEXT NOT NULL CHECK (kind IN ('post', 'page')), -- dated post or static page
  url TEXT NOT NULL,              -- canonical address
  path TEXT NOT NULL,             -- path of the address: its place in the mirror
  title TEXT NOT NULL DEFAULT '', -- title; empty where the post has none
  published_on TEXT,              -- day of publication in the blog's own zone
  published_at TEXT,              -- instant of publication, where known
  utc_offset INTEGER,             -- minutes east of UTC that the source wrote
  updated_at TEXT,                -- last change, where the feed tells
  author INTEGER REFERENCES authors(id), -- who signed it
  n_comments INTEGER,             -- number of comments that the source declares; null = says nothing
  comment_service TEXT,           -- service outside the blog that kept its comments: disqus, haloscan, js-kit ...
  body_html TEXT NOT NULL DEFAULT '', -- body as published, unsanitised
  body_text TEXT NOT NULL DEFAULT '', -- words of the body
  sources TEXT NOT NULL DEFAULT '{}', -- JSON: field -> where its value was read (feed, microdata, header ...)
  parser INTEGER,                 -- version of the parsers that last read it; null before these were counted
  digest TEXT NOT NULL,           -- digest of title, words, links and pictures: a new one is a new version
  version INTEGER NOT NULL DEFAULT 1, -- 1, 2, 3 ...: earlier ones are in post_versions
  feed_digest TEXT,               -- digest of what the feed last said: tells a change from a second source
  page_digest TEXT,               -- digest of what its page last said
  feed_capture INTEGER REFERENCES captures(id), -- newest feed page that carried it
  page_capture INTEGER REFERENCES captures(id), -- newest capture of its own page
  first_seen_at TEXT NOT NULL,    -- when this archive first saw it
  last_seen_at TEXT NOT NULL,     -- when it was last seen at the source
  changed_at TEXT NOT NULL,       -- when this version was first seen
  gone_at TEXT,                   -- when it was found missing at the source
  gone_evidence TEXT,             -- JSON: what its page answered in which capture; which crawl's listing lacked it
  changed TEXT,                   -- fields that differ from the version before, JSON array; null for the first
  n_words_added INTEGER,          -- words of the body that the version before lacks
  n_words_removed INTEGER         -- words of the version before that the body lacks
) STRICT;
CREATE INDEX posts_blog_day ON posts(blog, kind, published_on);
CREATE INDEX posts_blog_path ON posts(blog, path);
CREATE TABLE post_addresses (
  post TEXT NOT NULL REFERENCES posts(id), -- the post
  key TEXT NOT NULL,              -- canonical form of an address that it has or had
  url TEXT NOT NULL,              -- the address
  path TEXT NOT NULL,             -- path of the address
  first_seen_at TEXT NOT NULL,    -- when it was first met there
  last_seen_at TEXT NOT NULL,     -- when it was last met there
  PRIMARY KEY (post, key)
) STRICT;
CREATE TABLE post_versions (
  post TEXT NOT NULL REFERENCES posts(id), -- the post
  version INTEGER NOT NULL,       -- which of its versions this was
  title TEXT NOT NULL,            -- title then
  url TEXT NOT NULL,              -- address then
  body_html TEXT NOT NULL,        -- body then
  body_text TEXT NOT NULL,        -- words of the body then
  labels TEXT NOT NULL,           -- labels then, JSON array
  updated_at TEXT,                -- last change that the feed told then
  digest TEXT NOT NULL,           -- digest then
  seen_at TEXT NOT NULL,          -- when this version was first seen
  feed_capture INTEGER REFERENCES captures(id), -- feed page that carried it
  page_capture INTEGER REFERENCES captures(id), -- capture of its page
  published_on TEXT,              -- day of publication then
  published_at TEXT,              -- instant of publication then
  utc_offset INTEGER,             -- minutes east of UTC that the source wrote then
  author INTEGER REFERENCES authors(id), -- who signed it then
  links TEXT,                     -- addresses that the body linked then, JSON array; null before these were kept
  changed TEXT,                   -- fields that differ from the version before, JSON array; null for the first
  n_words_added INTEGER,          -- words of the body that the version before lacks
  n_words_removed INTEGER,        -- words of the version before that the body lacks
  replaced_at TEXT,               -- when the next version was seen
  sources TEXT,                   -- JSON: field -> where its value was read then
  PRIMARY KEY (post, version)
) STRICT;
CREATE TABLE version_pictures (
  media INTEGER NOT NULL REFERENCES media(id), -- the picture
  post TEXT NOT NULL REFERENCES posts(id), -- post that showed it
  comment TEXT REFERENCES comments(id), -- comment that showed it; null for the body
  version INTEGER NOT NULL,       -- version of the post, or of the comment, that showed it
  reading TEXT NOT NULL,          -- 'feed' or 'page': the reading that mentioned it
  position INTEGER NOT NULL,      -- 0, 1, 2 ... in that text
  shown_url TEXT NOT NULL,        -- address as shown (<img src>)
  linked_url TEXT,                -- address that a click opened
  alt TEXT NOT NULL DEFAULT ''    -- replacement text
) STRICT;
CREATE INDEX version_pictures_post ON version_pictures(post, comment, version);
CREATE INDEX version_pictures_media ON version_pictures(media);
CREATE TABLE labels (
  id INTEGER PRIMARY KEY,         -- ours
  blog TEXT NOT NULL REFERENCES blogs(id), -- the blog that uses it
  name TEXT NOT NULL,             -- as written
  UNIQUE (blog, name)
) STRICT;
CREATE TABLE post_labels (
  post TEXT NOT NULL REFERENCES posts(id), -- the post
  label INTEGER NOT NULL REFERENCES labels(id), -- a label on it
  position INTEGER NOT NULL,      -- 0, 1, 2 ... as shown
  PRIMARY KEY (post, label)
) STRICT;
CREATE INDEX post_labels_label ON post_labels(label);
CREATE TABLE comments (
  id TEXT PRIMARY KEY,            -- Blogger's comment id, decimal text
  post TEXT NOT NULL REFERENCES posts(id), -- the post it stands under
  answers TEXT,                   -- id of the comment it answers, as published
  parent TEXT REFERENCES comments(id), -- that comment, once it is kept too
  author INTEGER REFERENCES authors(id), -- who signed it
  published_on TEXT,              -- day in the blog's own zone
  published_at TEXT,              -- instant, where known
  utc_offset INTEGER,             -- minutes east of UTC that the source wrote
  body_html TEXT NOT NULL DEFAULT '', -- as published, unsanitised
  body_text TEXT NOT NULL DEFAULT '', -- its words
  url TEXT,                       -- permalink
  is_deleted INTEGER NOT NULL DEFAULT 0, -- 1 where the service shows a removal notice
  source TEXT NOT NULL,           -- where it was read: feed or page
  parser INTEGER,                 -- version of the parsers that last read it; null before these were counted
  digest TEXT NOT NULL,           -- digest of author, words and state: a new one is a new version
  version INTEGER NOT NULL DEFAULT 1, -- earlier ones are in comment_versions
  first_seen_at TEXT NOT NULL,    -- when this archive first saw it
  last_seen_at TEXT NOT NULL,     -- when it was last seen at the source
  gone_at TEXT,                   -- when it was found missing at the source
  gone_evidence TEXT,             -- JSON: the capture that ends its post's whole thread without it; the crawl
  capture INTEGER REFERENCES captures(id), -- newest capture that carried it
  changed_at TEXT,                -- when this version was first seen; null for the first
  changed TEXT,                   -- fields that differ from the version before, JSON array; null for the first
  n_words_added INTEGER,          -- words that the version before lacks
  n_words_removed INTEGER         -- words of the version before that this one lacks
) STRICT;
CREATE INDEX comments_post ON comments(post, published_at);
CREATE INDEX comments_author ON comments(author);
CREATE TABLE comment_versions (
  comment TEXT NOT NULL REFERENCES comments(id), -- the comment
  version INTEGER NOT NULL,       -- which of its versions this was
  body_html TEXT NOT NULL,        -- as published then
  body_text TEXT NOT NULL,        -- its words then
  is_deleted INTEGER NOT NULL,    -- 1 where it was a removal notice
  digest TEXT NOT NULL,           -- digest then
  replaced_at TEXT NOT NULL,      -- when the next version was seen
  seen_at TEXT,                   -- when this version was first seen; null before this was kept
  author INTEGER REFERENCES authors(id), -- who signed it then
  published_on TEXT,              -- day in the blog's own zone, as read then
  published_at TEXT,              -- instant, as read then
  utc_offset INTEGER,             -- minutes east of UTC that the source wrote then
  source TEXT,                    -- where it was read: feed or page
  capture INTEGER REFERENCES captures(id), -- newest capture that carried it
  changed TEXT,                   -- fields that differ from the version before, JSON array; null for the first
  n_words_added INTEGER,          -- words that the version before lacks
  n_words_removed INTEGER,        -- words of the version before that this one lacks
  PRIMARY KEY (comment, version)
) STRICT;
CREATE TABLE links (
  id INTEGER PRIMARY KEY,         -- ours
  post TEXT NOT NULL REFERENCES posts(id), -- post whose body, or whose comment, holds the link
  comment TEXT REFERENCES comments(id), -- the comment that holds it; null for the body
  position INTEGER NOT NULL,      -- 0, 1, 2 ... in that text
  url TEXT NOT NULL,              -- absolute address
  key TEXT NOT NULL,              -- canonical form without scheme: what two spellings share
  host TEXT NOT NULL,             -- host of the address
  text TEXT NOT NULL,             -- words of the link
  is_internal INTEGER NOT NULL    -- 1 where it leads into the same blog
) STRICT;
CREATE INDEX links_post ON links(post, comment);
CREATE INDEX links_key ON links(key);
CREATE TABLE media (
  id INTEGER PRIMARY KEY,         -- ours
  key TEXT NOT NULL UNIQUE,       -- what all sizes and hosts of one picture share
  state TEXT NOT NULL CHECK (state IN ('wanted', 'kept', 'missing')), -- is its file here
  url TEXT,                       -- address that the file came from
  sha256 TEXT,                    -- digest of the file, and its name under media/
  path TEXT,                      -- path of the file under the archive folder
  mime TEXT,                      -- type that its first bytes show
  n_bytes INTEGER,                -- size of the file
  reason TEXT,                    -- why it is missing: last answer of each address tried
  first_seen_at TEXT NOT NULL,    -- when it was first mentioned
  kept_at TEXT,                   -- when its file was kept
  n_failures INTEGER NOT NULL DEFAULT 0, -- how often in a row it could not be had
  retry_at TEXT,                  -- when a quick crawl may ask again; a full one always does
  is_unanswered INTEGER NOT NULL DEFAULT 0 -- 1: an address of it gave no answer when last asked, so it may be there
) STRICT;
CREATE TABLE media_uses (
  media INTEGER NOT NULL REFERENCES media(id), -- the picture
  post TEXT NOT NULL REFERENCES posts(id), -- post that shows it
  comment TEXT REFERENCES comments(id), -- comment that shows it; null for the body
  reading TEXT NOT NULL,          -- 'feed' or 'page': the reading that mentions it
  position INTEGER NOT NULL,      -- 0, 1, 2 ... in that text
  shown_url TEXT NOT NULL,        -- address as shown (<img src>)
  linked_url TEXT,                -- address that a click opens
  alt TEXT NOT NULL DEFAULT ''    -- replacement text
) STRICT;
CREATE INDEX media_uses_post ON media_uses(post, comment);
CREATE INDEX media_uses_media ON media_uses(media);
CREATE INDEX media_uses_shown ON media_uses(shown_url);
CREATE TABLE media_addresses (
  key TEXT NOT NULL,              -- key of the picture in media, which may be kept later or never
  url TEXT NOT NULL,              -- an address of it that no body shows
  source TEXT NOT NULL,           -- who names it: 'thumbnail' (the feed's media:thumbnail)
  PRIMARY KEY (key, url)
) STRICT;
CREATE TABLE media_tries (
  id INTEGER PRIMARY KEY,         -- ours, in the order tried
  media INTEGER NOT NULL REFERENCES media(id), -- the picture
  url TEXT NOT NULL,              -- address asked for
  tried_at TEXT NOT NULL,         -- when
  status INTEGER,                 -- HTTP status; null when no answer came
  error TEXT,                     -- why the answer was not the picture; null when it was
  crawl INTEGER REFERENCES crawls(id) -- run that tried it
) STRICT;
CREATE INDEX media_tries_media ON media_tries(media);
CREATE TABLE parts (
  id INTEGER PRIMARY KEY,         -- ours
  key TEXT NOT NULL UNIQUE,       -- its address without scheme: what the pages that name it share
  kind TEXT NOT NULL,             -- 'style', 'image', 'icon', 'font', 'thumbnail' (still of a video), 'video'
  state TEXT NOT NULL CHECK (state IN ('wanted', 'kept', 'missing')), -- is its file here
  url TEXT NOT NULL,              -- address as first named; of a video, its page
  found_url TEXT,                 -- address that the file came from
  blog TEXT REFERENCES blogs(id), -- blog whose page first named it
  depth INTEGER NOT NULL DEFAULT 0, -- 0 named by a page, 1 by a style sheet of a page, 2 by one that this imports
  sha256 TEXT,                    -- digest of the file as it came, and its name under media/
  path TEXT,                      -- path of the file under the archive folder
  mime TEXT,                      -- its type
  n_bytes INTEGER,                -- size of the file
  reason TEXT,                    -- why it is missing
  first_seen_at TEXT NOT NULL,    -- when a page first named it
  kept_at TEXT,                   -- when its file was kept
  n_failures INTEGER NOT NULL DEFAULT 0 -- how many runs in a row got no answer
) STRICT;
CREATE INDEX parts_state ON parts(blog, state);
CREATE TABLE declared (
  blog TEXT NOT NULL REFERENCES blogs(id), -- the blog
  source TEXT NOT NULL,           -- 'feed', 'pages-feed', 'comments-feed', 'post-comments', 'sitemap', 'archive-widget', 'label-widget'
  name TEXT NOT NULL,             -- what is counted: '' for all, a month '2019-05', a year, a label, a post id, an address without scheme
  n INTEGER NOT NULL,             -- how many the source says there are
  listing TEXT NOT NULL,          -- address of the answer that says so
  capture INTEGER REFERENCES captures(id), -- that answer
  seen_at TEXT NOT NULL,          -- when it said so
  PRIMARY KEY (blog, source, name)
) STRICT;
CREATE TABLE crawls (
  id INTEGER PRIMARY KEY,         -- ours, in order
  blog TEXT REFERENCES blogs(id), -- blog crawled; null until its home page was read
  seed_url TEXT NOT NULL,         -- address that the run was given
  started_at TEXT NOT NULL,       -- when it began
  finished_at TEXT,               -- when it ended; null while it runs or after it was killed
  outcome TEXT,                   -- 'complete', 'partial', 'suspect', 'unreachable', 'interrupted'
  report TEXT,                    -- the run's report, JSON
  is_full INTEGER,                -- 1: it read every listing; 0: it asked for changes only
  newest_post_at TEXT,            -- newest change that the first page of its posts feed told of
  newest_comment_at TEXT,         -- the same of its comment feed
  exit_code INTEGER,              -- what the run alone would have ended the program with; null while it runs or after it was killed
  reason TEXT,                    -- why it ended before its work was done; null where it came to its end
  n_requests INTEGER,             -- requests that it made; this and the next three from the report
  n_new INTEGER,                  -- posts, pages and comments first seen in it
  n_changed INTEGER,              -- posts, pages and comments of which it began a new version
  n_failed INTEGER                -- addresses that could not be fetched or read
) STRICT;
CREATE TABLE listings (
  crawl INTEGER NOT NULL REFERENCES crawls(id), -- run that read it
  kind TEXT NOT NULL,             -- kind of target: feed-posts, feed-pages, feed-comments
  total INTEGER,                  -- entries that the feed claims to have
  n_entries INTEGER NOT NULL,     -- entries that it gave, up to its end
  is_whole INTEGER NOT NULL,      -- 1 where it gave as many as it claims
  read_at TEXT NOT NULL,          -- when its end was read
  PRIMARY KEY (crawl, kind)
) STRICT;
CREATE TABLE requests (
  id INTEGER PRIMARY KEY,         -- ours, in order
  crawl INTEGER NOT NULL REFERENCES crawls(id), -- run that made it
  url TEXT NOT NULL,              -- address asked for
  kind TEXT NOT NULL,             -- kind of target
  requested_at TEXT NOT NULL,     -- when
  seconds REAL NOT NULL,          -- how long the answer took
  attempt INTEGER NOT NULL,       -- 1, 2, 3 ...
  status INTEGER,                 -- HTTP status; null when none came
  n_bytes INTEGER,                -- bytes received on the wire
  error TEXT                      -- what went wrong; null when nothing did
) STRICT;
CREATE INDEX requests_crawl ON requests(crawl);
CREATE TABLE field_rates (
  crawl INTEGER NOT NULL REFERENCES crawls(id), -- run that fetched the pages
  field TEXT NOT NULL,            -- field of a post: title, published, body, author, labels, n_comments
  n_pages INTEGER NOT NULL,       -- pages of posts that were read in it
  n_missed INTEGER NOT NULL,      -- those that did not show the field, or another value than the feed
  PRIMARY KEY (crawl, field)
) STRICT;
CREATE TABLE targets (
  blog TEXT NOT NULL REFERENCES blogs(id), -- blog it belongs to
  key TEXT NOT NULL,              -- canonical form of the address
  kind TEXT NOT NULL,             -- home, post, page, archive, label, feed-posts, sitemap, media ...
  url TEXT NOT NULL,              -- address to ask for
  state TEXT NOT NULL CHECK (state IN ('pending', 'done', 'failed', 'skipped')), -- what became of it
  reason TEXT NOT NULL,           -- why it was planned, or why it failed or was skipped
  crawl INTEGER REFERENCES crawls(id), -- run that last touched it
  tried_at TEXT,                  -- when it was last fetched
  etag TEXT,                      -- validator of the last answer
  last_modified TEXT,             -- validator of the last answer
  lastmod TEXT,                   -- when the sitemap says that it last changed, as written
  n_failures INTEGER NOT NULL DEFAULT 0, -- how often in a row it could not be had
  retry_at TEXT,                  -- when a quick crawl may ask again; a full one always does
  PRIMARY KEY (blog, kind, key)
) STRICT;
CREATE INDEX targets_state ON targets(blog, state, kind);
CREATE TABLE findings (
  id INTEGER PRIMARY KEY,         -- ours
  blog TEXT REFERENCES blogs(id), -- blog it concerns
  post TEXT REFERENCES posts(id), -- post it concerns, if one
  kind TEXT NOT NULL,             -- 'disagreement', 'unreadable', 'unfetched', 'missing-media', 'missing-part', 'smaller-picture', 'missing-comments', 'external-comments', 'missing-post', 'suspect', 'gone'
  subject TEXT NOT NULL,          -- address or id that it names
  field TEXT NOT NULL DEFAULT '', -- field that disagrees, if one
  kept TEXT,                      -- value that was kept
  other TEXT,                     -- value that was not
  message TEXT NOT NULL,          -- one sentence
  crawl INTEGER REFERENCES crawls(id), -- run that found it
  found_at TEXT NOT NULL,         -- when
  closed_at TEXT,                 -- when it no longer held
  UNIQUE (kind, subject, field)
) STRICT;
CREATE INDEX findings_blog ON findings(blog, kind);
CREATE VIRTUAL TABLE entry_words USING fts5(
  title, body, author,            -- words cut and folded by archive.words, so any script is found
  tokenize="unicode61 remove_diacritics 0 categories 'L* N* Co Mn Mc'"
);
CREATE TABLE entry_rows (
  id INTEGER PRIMARY KEY,         -- row of entry_words
  post TEXT NOT NULL REFERENCES posts(id), -- the post found, or the post of the comment found
  comment TEXT REFERENCES comments(id) -- the comment found; null for a post
) STRICT;
CREATE UNIQUE INDEX entry_rows_post ON entry_rows(post) WHERE comment IS NULL;
CREATE UNIQUE INDEX entry_rows_comment ON entry_rows(comment) WHERE comment IS NOT NULL;
CREATE TABLE search_indexes (
  blog TEXT PRIMARY KEY REFERENCES blogs(id), -- blog whose search index lies in the mirror
  state TEXT NOT NULL             -- JSON: what made it, its files with sizes and times, the words that its shards begin and end with
) STRICT;
CREATE TABLE search_groups (
  blog TEXT NOT NULL REFERENCES blogs(id), -- blog of the entries
  n INTEGER NOT NULL,             -- 0, 1, 2 ...: which 64 of its entries
  seen BLOB NOT NULL,             -- digest of their rows as the index took them
  took TEXT NOT NULL,             -- JSON: what the index took beside their words
  PRIMARY KEY (blog, n)
) STRICT;
CREATE TABLE search_former (
  entry INTEGER PRIMARY KEY,      -- row of entry_words that was rewritten since an index took it
  title TEXT NOT NULL,            -- its words then
  body TEXT NOT NULL,             -- its words then
  author TEXT NOT NULL            -- its words then
) STRICT;
CREATE TABLE mirror_files (
  place TEXT PRIMARY KEY,         -- path of a file under the archive folder, as `render` wrote it
  inputs TEXT,                    -- digest of all that it was made from; null where it is made every time
  sha256 TEXT NOT NULL,           -- digest of the file
  n_bytes INTEGER NOT NULL,       -- its size
  asked TEXT                      -- what its making looked up, as short digests; null where its inputs are known before
) STRICT, WITHOUT ROWID;
CREATE TABLE mirror_answers (
  place TEXT PRIMARY KEY,         -- page of mirror_files that asked something; empty for the mirror itself
  told BLOB NOT NULL              -- digest of the answers as they were last; for the mirror every question with its answer, as short digests
) STRICT, WITHOUT ROWID;
CREATE TABLE row_digests (
  kept TEXT NOT NULL,             -- table of the row
  key TEXT NOT NULL,              -- its key; several columns are joined by U+001F
  sha256 BLOB NOT NULL,           -- digest of its columns as they were written, 32 bytes
  PRIMARY KEY (kept, key)
) STRICT, WITHOUT ROWID;
"""

KEPT = (
    *("blogs", "blog_hosts", "authors", "templates", "captures", "posts", "post_versions"),
    *("version_pictures", "labels", "comments", "comment_versions", "media", "crawls", "requests"),
    *("media_tries", "findings", "post_addresses", "listings"),
)
"""Tables whose rows stay for ever: see `guards.py`. What can be made again from these is not here."""
