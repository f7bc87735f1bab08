// Reads the index that archive/render/search_index.py writes, and ranks as SQLite's bm25() does.
(function () {
  "use strict";

  const space = globalThis.blogarchive;
  const N_IN_COLUMNS = 4096;
  const MAX_PREFIX_KB = 150; // of the shards that a beginning (`wor*`) may load
  const TITLE = 8; // a word of the title counts as eight, of the author as two
  const AUTHOR = 2;
  const K1 = 1.2;
  const B = 0.75;
  const KINDS = ["post", "page", "comment"];

  // Character code to the number it stands for: 0 to 63 end a number, 64 to 91 go on.
  const DIGITS = new Uint8Array(128);
  let next = 0;
  for (let code = 32; code < 127; code++) {
    if (!'"<\\'.includes(String.fromCharCode(code))) DIGITS[code] = next++;
  }

  class Reader {
    constructor(text, at = 0, end = text.length) {
      this.text = text;
      this.at = at;
      this.end = end;
    }

    get more() {
      return this.at < this.end;
    }

    number() {
      let high = 0;
      let digit = DIGITS[this.text.charCodeAt(this.at++)];
      while (digit >= 64) {
        high = high * 28 + digit - 63;
        digit = DIGITS[this.text.charCodeAt(this.at++)];
      }
      return high * 64 + digit;
    }

    // A number too large for a JavaScript number, as its decimal digits.
    long() {
      let high = 0n;
      let digit = DIGITS[this.text.charCodeAt(this.at++)];
      while (digit >= 64) {
        high = high * 28n + BigInt(digit - 63);
        digit = DIGITS[this.text.charCodeAt(this.at++)];
      }
      return String(high * 64n + BigInt(digit));
    }

    take(n) {
      this.at += n;
      return this.text.slice(this.at - n, this.at);
    }
  }

  function signed(n) {
    return n % 2 ? -(n + 1) / 2 : n / 2;
  }

  // -- loading -----------------------------------------------------------------------------------

  // A script's load event follows at once when it has run, so what was taken last is its contents.
  let taken;
  let nLoaded = 0;
  space.take = function (contents) {
    taken = contents;
  };

  function load(address) {
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.charset = "utf-8";
      script.src = address;
      script.onload = () => {
        const contents = taken;
        taken = undefined;
        script.remove();
        if (contents === undefined) reject(new Error(`${address}: holds no part of the index`));
        else resolve(contents);
      };
      script.onerror = () => {
        script.remove();
        reject(new Error(`${address}: cannot be read; render the mirror again`));
      };
      nLoaded++;
      document.head.append(script);
    });
  }

  class Index {
    // `folder` is the address of the index, `home` that of the blog's folder; both end in a slash.
    constructor(folder, home, name) {
      this.folder = folder;
      this.home = home;
      this.name = name;
      this.parts = new Map();
    }

    part(name) {
      if (!this.parts.has(name)) {
        const loading = load(`${this.folder}${name}.js`);
        loading.catch(() => this.parts.delete(name));
        this.parts.set(name, loading);
      }
      return this.parts.get(name);
    }

    async open() {
      if (this.shards) return;
      const [nEntries, nWords, nTogether, pairs, shards] = await this.part("index");
      this.nEntries = nEntries;
      this.nWords = nWords;
      this.nTogether = nTogether; // cards in a file
      this.swap = new Map();
      for (let i = 0; i < pairs.length; i += 2) {
        this.swap.set(pairs[i], pairs[i + 1]);
        this.swap.set(pairs[i + 1], pairs[i]);
      }
      this.shards = shards;
    }

    unswapped(text) {
      if (!this.swap.size) return text;
      let plain = "";
      for (const letter of text) plain += this.swap.get(letter) || letter;
      return plain;
    }

    // The shards that hold words from `word`, or beginning with it.
    shardsOf(word, isPrefix) {
      let low = 0;
      let high = this.shards.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (compare(this.shards[middle][0], word) <= 0) low = middle + 1;
        else high = middle;
      }
      const found = low ? [this.shards[low - 1]] : [];
      if (!isPrefix) return found;
      let kb = found.length ? found[0][2] : 0;
      while (low < this.shards.length && this.shards[low][0].startsWith(word) && kb < MAX_PREFIX_KB) {
        kb += this.shards[low][2];
        found.push(this.shards[low++]);
      }
      return found;
    }

    // Entry to [in body, in title, in author], for a word or all that begin with it.
    async entriesWith(word) {
      const isPrefix = word.endsWith("*");
      const wanted = isPrefix ? word.slice(0, -1) : word;
      const found = new Map();
      const names = this.shardsOf(wanted, isPrefix).map((shard) => `w-${shard[1]}`);
      for (const text of await Promise.all(names.map((name) => this.part(name)))) {
        this.read(text, wanted, isPrefix, found);
      }
      return found;
    }

    read(text, wanted, isPrefix, found) {
      const reader = new Reader(text);
      let word = "";
      while (reader.more) {
        const shared = reader.number();
        word = word.slice(0, shared) + this.unswapped(reader.take(reader.number()));
        const end = reader.number() + reader.at;
        if (isPrefix ? word.startsWith(wanted) : word === wanted) {
          readPostings(new Reader(text, reader.at, end), found);
        }
        reader.at = end;
      }
    }

    async column(prefix, chunk, read) {
      const key = `${prefix}-${chunk} read`;
      if (!this.parts.has(key)) this.parts.set(key, read(await this.part(`${prefix}-${chunk}`)));
      return this.parts.get(key);
    }

    async columns(prefix, entries, read) {
      const chunks = new Set();
      for (const entry of entries) chunks.add(Math.floor(entry / N_IN_COLUMNS));
      const columns = new Map();
      await Promise.all(
        Array.from(chunks, async (n) => columns.set(n, await this.column(prefix, n, read))),
      );
      return (entry) => columns.get(Math.floor(entry / N_IN_COLUMNS))[entry % N_IN_COLUMNS];
    }

    async card(entry) {
      const cards = await this.part(`d-${Math.floor(entry / this.nTogether)}`);
      const at = entry % this.nTogether;
      const [first, second, author, text] = cards.slice(at * 4, at * 4 + 4);
      const name = typeof author === "number" ? cards[author * 4 + 2] : author;
      const plain = { author: this.unswapped(name), text: this.unswapped(text) };
      if (typeof first === "string") {
        return { ...plain, place: this.home + first, title: this.unswapped(second) };
      }
      const post = await this.card(first);
      const id = second[0] === " " ? new Reader(second, 1).long() : second;
      return { ...plain, place: `${post.place}#c${id}`, title: post.title };
    }
  }

  // By code points, as Python sorts; JavaScript compares halves of the letters above U+FFFF.
  function compare(one, other) {
    const a = Array.from(one);
    const b = Array.from(other);
    for (let i = 0; i < a.length && i < b.length; i++) {
      if (a[i] !== b[i]) return a[i].codePointAt(0) - b[i].codePointAt(0);
    }
    return a.length - b.length;
  }

  function readPostings(reader, found) {
    let entry = -1;
    while (reader.more) {
      const gap = reader.number();
      entry += (gap >> 1) + 1;
      const counts = [1, 0, 0];
      if (gap & 1) {
        const body = reader.number();
        counts[0] = body >> 1;
        if (body & 1) {
          counts[1] = reader.number();
          counts[2] = reader.number();
        }
      }
      const known = found.get(entry);
      if (known) counts.forEach((n, i) => (known[i] += n));
      else found.set(entry, counts);
    }
  }

  function readColumns(text) {
    const reader = new Reader(text);
    const found = [];
    let day = 0;
    while (reader.more) {
      const nWords = reader.number();
      const packed = reader.number();
      if (packed % 4 === 3) {
        found.push({ nWords, kind: reader.number(), day: null, year: "" });
        continue;
      }
      day += signed(Math.floor(packed / 4));
      const iso = new Date(day * 864e5).toISOString().slice(0, 10);
      found.push({ nWords, kind: packed % 4, day: iso, year: iso.slice(0, 4) });
    }
    return found;
  }

  function readFilters(text) {
    const reader = new Reader(text);
    const found = [];
    let labels = [];
    while (reader.more) {
      const author = reader.number() - 1;
      const n = reader.number();
      if (n) labels = Array.from({ length: n - 1 }, () => reader.number());
      found.push({ author, labels });
    }
    return found;
  }

  // -- ranking -----------------------------------------------------------------------------------

  // Entry to the weight of a phrase in it: all its words in one title, one text, or one name.
  async function phraseIn(index, phrase) {
    const needed = new Map();
    for (const word of withoutTail(phrase)) needed.set(word, (needed.get(word) || 0) + 1);
    const words = Array.from(needed);
    const found = await Promise.all(words.map(([word]) => index.entriesWith(word)));
    const weights = new Map();
    const order = found.map((_, i) => i).sort((a, b) => found[a].size - found[b].size);
    for (const entry of found[order[0]].keys()) {
      const counts = [Infinity, Infinity, Infinity];
      for (const i of order) {
        const here = found[i].get(entry) || [0, 0, 0];
        for (let k = 0; k < 3; k++) counts[k] = Math.min(counts[k], Math.floor(here[k] / words[i][1]));
      }
      const weight = counts[0] + TITLE * counts[1] + AUTHOR * counts[2];
      if (weight) weights.set(entry, weight);
    }
    return weights;
  }

  // The single letter at the end of a cut run tells nothing that the pair before it does not.
  function withoutTail(phrase) {
    const last = phrase[phrase.length - 1];
    const before = phrase[phrase.length - 2];
    const letter = last.slice(0, -1);
    const isTail = before && last.endsWith("*") && space.isCut(letter) && before.endsWith(letter);
    return isTail && Array.from(letter).length === 1 ? phrase.slice(0, -1) : phrase;
  }

  function inAll(weights) {
    const [fewest, ...others] = [...weights].sort((a, b) => a.size - b.size);
    return Array.from(fewest.keys()).filter((entry) => others.every((each) => each.has(entry)));
  }

  // Every entry that holds all phrases, best first: {index, entry, kind, day, score}.
  async function search(indexes, phrases, filters) {
    await Promise.all(indexes.map((index) => index.open()));
    const weights = await Promise.all(
      indexes.map((index) => Promise.all(phrases.map((phrase) => phraseIn(index, phrase)))),
    );
    const nEntries = sum(indexes.map((index) => index.nEntries));
    const average = sum(indexes.map((index) => index.nWords)) / nEntries;
    const rarity = phrases.map((_, i) => {
      const n = sum(weights.map((each) => each[i].size));
      return Math.max(Math.log((nEntries - n + 0.5) / (n + 0.5)), 1e-6);
    });
    const hits = await Promise.all(
      indexes.map((index, i) => hitsIn(index, weights[i], rarity, average, filters)),
    );
    return hits.flat().sort(byScore);
  }

  async function hitsIn(index, weights, rarity, average, filters) {
    if (filters.blog && filters.blog !== index.name) return [];
    const entries = inAll(weights);
    const columns = await index.columns("c", entries, readColumns);
    const isNarrowed = filters.label || filters.author;
    const more = isNarrowed && (await index.columns("f", entries, readFilters));
    const hits = [];
    for (const entry of entries) {
      const { nWords, kind, day, year } = columns(entry);
      if (filters.kind && !filters.kind.split(" ").includes(KINDS[kind])) continue;
      if (filters.year && filters.year !== year) continue;
      if (more && !isWanted(more(entry), filters)) continue;
      const length = K1 * (1 - B + (B * nWords) / average);
      let score = 0;
      weights.forEach((each, i) => {
        const n = each.get(entry);
        score += rarity[i] * ((n * (K1 + 1)) / (n + length));
      });
      hits.push({ index, entry, kind: KINDS[kind], day, score });
    }
    return hits;
  }

  function isWanted({ author, labels }, filters) {
    const isTheirs = !filters.author || filters.author === String(author);
    const ids = (filters.label || "").split(" ");
    return isTheirs && (!filters.label || labels.some((label) => ids.includes(String(label))));
  }

  function byScore(a, b) {
    return b.score - a.score || compareDays(b.day, a.day) || a.entry - b.entry;
  }

  function compareDays(one, other) {
    return (one || "") < (other || "") ? -1 : (one || "") > (other || "") ? 1 : 0;
  }

  function sum(numbers) {
    return numbers.reduce((total, n) => total + n, 0);
  }

  space.Index = Index;
  space.search = search;
  space.nLoaded = () => nLoaded;
})();
