// The words of a text, cut and folded as archive/words.py does it: what that file says holds here,
// and a browser test compares the two. The search's other scripts find this one's work in the one
// global name `blogarchive`.
(function () {
  "use strict";

  const DROPPED = ranges(
    "AD 300-34E 34F-36F 483-489 591-5BD 5BF 5C1-5C2 5C4-5C5 5C7 610-61A 61C 640 64B-65F " +
    "670 6D6-6DC 6DF-6E4 6E7-6E8 6EA-6ED 8CA-8E1 8E3-8FF 1AB0-1AFF 1DC0-1DFF 200B-200F " +
    "202A-202E 2060-2064 2066-206F 20D0-20F0 2DE0-2DFF A66F-A672 A674-A67D A69E-A69F FB1E " +
    "FE00-FE0F FE20-FE2F FEFF E0100-E01EF "
  );
  const CUT = ranges(
    "E01-E3A E40-E4E E80-ECF EDC-EFF 1000-103F 1050-108F 109A-109D 1100-11FF 1780-17D3 " +
    "17D7 17DC-17DD 3005-3007 3021-3029 3031-3035 3038-303C 3041-3096 3099-309A 309D-309F " +
    "30A1-30FA 30FC-30FF 3105-318F 31A0-31BF 31F0-31FF 3400-4DBF 4E00-9FFF A960-A97F " +
    "A9E0-A9FE AA60-AA76 AA7A-AA7F AC00-D7FF F900-FAFF 1B000-1B16F 20000-323AF "
  );
  const LETTERS = new Map([
    ["ı", "i"], ["ł", "l"], ["ø", "o"], ["đ", "d"], ["ħ", "h"], ["æ", "ae"], ["œ", "oe"],
    ["ك", "ک"], ["ي", "ی"], ["ى", "ی"],
  ]);
  // Where Unicode's case folding is not the small letter.
  const FOLDED = new Map([
    ["ß", "ss"], ["ẞ", "ss"], ["ς", "σ"],
    ["\u1C80", "в"], ["\u1C81", "д"], ["\u1C82", "о"], ["\u1C83", "с"], ["\u1C84", "т"],
    ["\u1C85", "т"], ["\u1C86", "ъ"], ["\u1C87", "ѣ"], ["\u1C88", "ꙋ"],
  ]);

  const dropped = new RegExp(`[${DROPPED}]+`, "gu");
  const cutLetter = new RegExp(`^[${CUT}]`, "u");
  const word = new RegExp(`((?:(?![${CUT}])[\\p{L}\\p{N}\\p{M}])+)|([${CUT}]+)`, "gu");
  const cluster = new RegExp(`.[\\p{M}${DROPPED}\\u1160-\\u11FF\\uFF9E\\uFF9F]*`, "gsu");
  const digit = /(?![0-9])\p{Nd}/gu;
  const isDigit = /^\p{Nd}$/u;
  const ascii = /^[\x00-\x7f]*$/;

  function ranges(...lines) {
    return lines.join("").replace(/[0-9A-F]+/g, (code) => `\\u{${code}}`).replace(/ /g, "");
  }

  function lower(letter) {
    const folded = FOLDED.get(letter);
    if (folded !== undefined) return folded;
    const code = letter.codePointAt(0);
    // Cherokee folds to its capitals.
    if (code >= 0x13a0 && code <= 0x13f5) return letter;
    if (code >= 0x13f8 && code <= 0x13fd) return String.fromCharCode(code - 8);
    if (code >= 0xab70 && code <= 0xabbf) return String.fromCharCode(code - 0xab70 + 0x13a0);
    return letter.toLowerCase();
  }

  function value(letter) {
    // Digits come in rows of ten, rows of ten following one another.
    let n = 0;
    for (let code = letter.codePointAt(0) - 1; isDigit.test(String.fromCodePoint(code)); code--) n++;
    return String(n % 10);
  }

  function fold(text) {
    if (ascii.test(text)) return text.toLowerCase();
    let plain = "";
    for (const letter of text.normalize("NFKD").replace(dropped, "")) {
      for (const small of lower(letter)) plain += LETTERS.get(small) || small;
    }
    return plain.replace(digit, value).normalize("NFKC").replace(dropped, "");
  }

  function words(text) {
    const found = [];
    for (const match of fold(text).matchAll(word)) {
      if (match[2] === undefined) {
        found.push(match[1]);
        continue;
      }
      const run = Array.from(match[2]);
      for (let i = 0; i + 1 < run.length; i++) found.push(run[i] + run[i + 1]);
      found.push(run[run.length - 1]);
    }
    return found;
  }

  // [word, start, end] of each word, in UTF-16 units of the text.
  function located(text) {
    const origins = [];
    const folded = [];
    for (const match of text.matchAll(cluster)) {
      const span = [match.index, match.index + match[0].length];
      for (const letter of fold(match[0])) {
        folded.push(letter);
        origins.push(span);
      }
    }
    const found = [];
    const joined = folded.join("");
    let at = 0;
    let unit = 0;
    for (const match of joined.matchAll(word)) {
      at += Array.from(joined.slice(unit, match.index)).length;
      unit = match.index + match[0].length;
      const n = Array.from(match[0]).length;
      if (match[2] === undefined) {
        found.push([match[1], origins[at][0], origins[at + n - 1][1]]);
      } else {
        for (let here = at; here < at + n; here++) {
          const pair = folded.slice(here, Math.min(here + 2, at + n)).join("");
          found.push([pair, origins[here][0], origins[here][1]]);
        }
      }
      at += n;
    }
    return found;
  }

  function isCut(text) {
    return cutLetter.test(text);
  }

  const QUOTES = '"“”„«»';
  const term = new RegExp(`[${QUOTES}]([^${QUOTES}]*)(?:[${QUOTES}]|$)|([^\\s${QUOTES}]+)`, "gu");
  const MAX_PHRASES = 64;
  const MAX_WORDS = 64;

  // What somebody typed as phrases of words, the last of which may end in `*`; see archive/search.py.
  function phrasesOf(text) {
    const found = [];
    for (const match of Array.from(text.matchAll(term)).slice(0, MAX_PHRASES)) {
      const written = match[1] || match[2] || "";
      const phrase = words(written).slice(0, MAX_WORDS);
      if (!phrase.length) continue;
      const last = phrase.length - 1;
      if (written.trimEnd().endsWith("*") || isCut(phrase[last])) phrase[last] += "*";
      found.push(phrase);
    }
    return found;
  }

  globalThis.blogarchive = { fold, words, located, isCut, phrasesOf };
})();
