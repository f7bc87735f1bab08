// The search page: what is typed, what is found, and the keys. Archived text only ever becomes text
// nodes and attributes, never markup.
(function () {
  "use strict";

  const space = globalThis.blogarchive;
  const N_SHOWN = 10;
  const TYPING_MS = 120;
  const SNIPPET_LENGTH = 240;
  const FILTERS = ["blog", "kind", "year", "label", "author"];
  const KINDS = { post: "Post", page: "Page", comment: "Comment" };

  const form = document.querySelector("form.search");
  const box = form.querySelector("input");
  const status = document.querySelector(".search-status");
  const list = document.querySelector("ol.hits");
  const more = document.querySelector("button.more");
  const blogs = new Map();
  for (const each of document.querySelectorAll(".indexes li")) {
    const { blog, folder, home, language } = each.dataset;
    blogs.set(blog, { index: new space.Index(folder, home, blog), language, name: each.textContent });
  }
  const indexes = Array.from(blogs.values(), (blog) => blog.index);
  let isLive = location.protocol.startsWith("http");
  let asked = 0; // each question has a number, so that a late answer to an earlier one is dropped
  let nShown = N_SHOWN;
  let shownFor = "";

  // -- the question, in the form and in the address ----------------------------------------------

  function question() {
    const values = new URLSearchParams();
    if (box.value.trim()) values.set("q", box.value.trim());
    for (const name of FILTERS) {
      const select = form.elements.namedItem(name);
      if (select && select.value) values.set(name, select.value);
    }
    return values;
  }

  function readAddress() {
    const values = new URLSearchParams(location.hash.slice(1));
    box.value = values.get("q") || "";
    for (const name of FILTERS) {
      const select = form.elements.namedItem(name);
      if (select) select.value = values.get(name) || "";
      if (select && select.selectedIndex < 0) select.value = "";
    }
  }

  function filtersOf(values) {
    return Object.fromEntries(FILTERS.map((name) => [name, values.get(name) || ""]));
  }

  // -- answers -----------------------------------------------------------------------------------

  async function answer(values) {
    if (isLive) {
      const found = await live(values).catch(() => null);
      if (found) return found;
      isLive = false; // only files are served here
    }
    const filters = filtersOf(values);
    const asTyped = space.phrasesOf(values.get("q"));
    if (!asTyped.length) return { hits: [], n: 0, phrases: [] };
    const some = filters.blog ? [blogs.get(filters.blog).index] : indexes;
    let phrases = asTyped;
    let hits = await space.search(some, phrases, filters);
    const begun = begunIn(values.get("q"), asTyped);
    if (!hits.length && begun) {
      phrases = begun;
      hits = await space.search(some, phrases, filters);
    }
    const cards = await Promise.all(hits.slice(0, nShown).map(card));
    return { hits: cards, n: hits.length, phrases, isBegun: phrases === begun && hits.length > 0 };
  }

  // The last word taken as a beginning: it may not be typed to its end.
  function begunIn(text, phrases) {
    const last = phrases[phrases.length - 1];
    const word = last[last.length - 1];
    if (!/[\p{L}\p{N}\p{M}]$/u.test(text) || word.endsWith("*") || word.length < 2) return null;
    return [...phrases.slice(0, -1), [...last.slice(0, -1), `${word}*`]];
  }

  async function card({ index, entry, kind, day }) {
    return { ...(await index.card(entry)), kind, day, blog: index.name };
  }

  async function live(values) {
    const asking = new URLSearchParams(values);
    asking.set("limit", String(nShown + 1));
    if (!asking.has("blog") && blogs.size === 1) asking.set("blog", blogs.keys().next().value);
    const response = await fetch(`/search.json?${asking}`);
    if (response.status === 400) return { hits: [], n: 0, phrases: [] };
    if (!response.ok) return null;
    const hits = await response.json();
    const phrases = space.phrasesOf(values.get("q"));
    return { hits: hits.slice(0, nShown), n: hits.length, phrases, isCounted: hits.length <= nShown };
  }

  async function update() {
    const mine = ++asked;
    const values = question();
    const hash = String(values);
    if (hash !== shownFor) nShown = N_SHOWN;
    shownFor = hash;
    if (location.hash.slice(1) !== hash) location.replace(`#${hash}`);
    if (!values.has("q")) return show({ hits: [], n: 0, phrases: [] }, "");
    try {
      const start = performance.now();
      const found = await answer(values);
      if (mine !== asked) return;
      show(found, said(found));
      list.dataset.ms = (performance.now() - start).toFixed(1);
      list.dataset.query = values.get("q");
    } catch (error) {
      if (mine === asked) show({ hits: [], n: 0, phrases: [] }, `The search failed: ${error.message}`);
    }
  }

  function said({ n, hits, isBegun, isCounted }) {
    if (!n) return "Nothing found";
    if (isCounted === false) return `The best ${hits.length} results`;
    const count = n === 1 ? "1 result" : `${n.toLocaleString("en")} results`;
    return isBegun ? `${count} for words that begin so` : count;
  }

  // -- showing -----------------------------------------------------------------------------------

  function show({ hits, n, phrases }, words) {
    status.replaceChildren(english(words));
    list.replaceChildren(...hits.map((hit) => shown(hit, phrases)));
    more.hidden = n <= hits.length;
  }

  function shown(hit, phrases) {
    const blog = blogs.get(hit.blog);
    const item = made("li");
    item.lang = (blog && blog.language) || "und";
    const link = made("a", "", "hit");
    link.href = hit.place;
    link.append(marked("span", hit.title, phrases));
    const line = made("p", "", "dateline");
    line.append(english(KINDS[hit.kind]));
    if (hit.day) {
      const time = made("time", dayIn(item.lang, hit.day));
      time.dateTime = hit.day;
      line.append(time);
    }
    if (hit.author) line.append(marked("bdi", hit.author, phrases));
    if (blogs.size > 1 && blog) line.append(made("bdi", blog.name));
    item.append(link, line);
    const [snippet, spans] = snippetOf(hit.text, phrases);
    if (snippet) item.append(withMarks(made("p", "", "snippet"), snippet, spans));
    return item;
  }

  function made(element, text, className) {
    const node = document.createElement(element);
    if (text) node.textContent = text;
    if (className) node.className = className;
    return node;
  }

  function english(text) {
    const node = made("span", text);
    node.lang = "en";
    node.dir = "ltr";
    return node;
  }

  function marked(element, text, phrases) {
    return withMarks(made(element), text, spansIn(space.located(text), phrases));
  }

  function withMarks(node, text, spans) {
    if (node.localName !== "bdi") node.dir = "auto";
    let at = 0;
    for (const [start, end] of spans) {
      node.append(text.slice(at, start), made("mark", text.slice(start, end)));
      at = end;
    }
    node.append(text.slice(at));
    return node;
  }

  function dayIn(language, day) {
    try {
      const format = new Intl.DateTimeFormat(language, { dateStyle: "long", timeZone: "UTC" });
      return format.format(new Date(`${day}T00:00:00Z`));
    } catch {
      return day; // a language that this browser does not know
    }
  }

  // The words around the first match, as archive/search.py cuts them.
  function snippetOf(text, phrases) {
    const found = space.located(text);
    if (!found.length) return [text, []];
    const spans = spansIn(found, phrases);
    const middle = spans.length ? spans[0][0] : 0;
    const inside = found.filter(
      ([, start, end]) => middle - SNIPPET_LENGTH / 3 <= start && end <= middle + SNIPPET_LENGTH,
    );
    if (!inside.length) return [text.slice(0, SNIPPET_LENGTH), []];
    const isCutBefore = inside[0][1] > found[0][1];
    const start = isCutBefore ? inside[0][1] : 0;
    const last = inside[inside.length - 1][2];
    const end = last < found[found.length - 1][2] ? last : text.length;
    const snippet = (isCutBefore ? "…" : "") + text.slice(start, end) + (end < text.length ? "…" : "");
    const shift = (isCutBefore ? 1 : 0) - start;
    const shifted = spans.filter((span) => start <= span[0] && span[1] <= end);
    return [snippet, shifted.map((span) => [span[0] + shift, span[1] + shift])];
  }

  // Start and end of all that matches, in order, none within another.
  function spansIn(found, phrases) {
    const spans = [];
    for (const phrase of phrases) {
      const n = phrase.length;
      for (let i = 0; i + n <= found.length; i++) {
        if (phrase.every((word, k) => isWord(found[i + k][0], word))) {
          spans.push([found[i][1], found[i + n - 1][2]]);
        }
      }
    }
    spans.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    const merged = [];
    for (const [start, end] of spans) {
      const last = merged[merged.length - 1];
      if (last && start <= last[1]) last[1] = Math.max(last[1], end);
      else merged.push([start, end]);
    }
    return merged;
  }

  function isWord(word, wanted) {
    return wanted.endsWith("*") ? word.startsWith(wanted.slice(0, -1)) : word === wanted;
  }

  // -- keys --------------------------------------------------------------------------------------

  let waiting = 0;
  box.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(update, TYPING_MS);
  });
  form.addEventListener("change", (event) => {
    // The box reports a change when it is left, for the results that must not be renewed then.
    if (event.target !== box) update();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(waiting);
    update();
  });
  more.addEventListener("click", async () => {
    const n = list.children.length;
    nShown += N_SHOWN;
    await update();
    const next = list.children[n];
    if (next) next.querySelector("a").focus();
  });
  window.addEventListener("hashchange", () => {
    if (location.hash.slice(1) === shownFor) return;
    readAddress();
    update();
  });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const isTyping = event.target.matches("input, select, textarea");
    if (event.key === "/" && !isTyping) {
      event.preventDefault();
      box.focus();
      box.select();
    } else if (event.key === "Escape" && event.target !== box) {
      box.focus();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      step(event);
    }
  });

  // Down leads from the box through the results, Up back to it.
  function step(event) {
    const links = Array.from(list.querySelectorAll("a.hit"));
    const at = links.indexOf(event.target);
    if (!links.length || (at < 0 && event.target !== box)) return;
    const to = at + (event.key === "ArrowDown" ? 1 : -1);
    if (at < 0 && event.key === "ArrowUp") return;
    event.preventDefault();
    (to < 0 ? box : links[Math.min(to, links.length - 1)]).focus();
  }

  form.hidden = false;
  readAddress();
  // What every question needs is there before the first letter is typed.
  if (!isLive) indexes.forEach((index) => index.open().catch(() => {}));
  if (box.value) update();
  else box.focus();
})();
