/* Cuts text into the keys of the search index, and a query into terms. The same as site_builder/search/tokens.py,
   which says why; tests/vectors/tokens.json holds both to it. Classic script, no build step. */
(() => {
  "use strict";
  const search = (globalThis.ArchiveSearch ??= {});

  const CJK =
    "\\u3005\\u3007\\u3041-\\u3096\\u309d-\\u309f\\u30a1-\\u30fa\\u30fc-\\u30ff\\u3105-\\u312f\\u31a0-\\u31bf" +
    "\\u31f0-\\u31ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uac00-\\ud7a3\\uf900-\\ufaff\\u{20000}-\\u{3fffd}";
  const TOKEN = new RegExp(
    `(?<cjk>[${CJK}]+)|(?<number>\\p{Nd}+(?:\\.\\p{Nd}+)*)|(?:(?![${CJK}])[\\p{L}\\p{Nl}\\p{No}])+`, "gu");
  // What must be folded together: a character with the marks after it, or Korean letters that make syllables.
  const CLUSTER = /[\u1100-\u11ff\ua960-\ua97f\ud7b0-\ud7ff]+|[^][\p{M}\uff9e\uff9f]*/gu;
  const KANA_MARKS = "\u3099\u309a";

  const simplified = new Map([["ς", "σ"]]);
  const folded = new Map();

  /* Takes the table of traditional and simplified characters (fold.json). */
  search.useFoldTable = (table) => {
    const to = Array.from(table.to);
    Array.from(table.from).forEach((char, i) => simplified.set(char, to[i]));
    folded.clear();
  };

  function foldCharacter(char) {
    if (/\p{C}/u.test(char)) return /\p{Cf}/u.test(char) ? "" : " ";
    if (KANA_MARKS.includes(char)) return char;
    const bare = char.normalize("NFD").replace(/\p{M}/gu, (mark) => (KANA_MARKS.includes(mark) ? mark : ""));
    return Array.from(bare.normalize("NFC"), (c) => simplified.get(c) ?? c).join("");
  }

  function foldCluster(cluster) {
    let result = folded.get(cluster);
    if (result === undefined) {
      const lower = cluster.normalize("NFKC").toUpperCase().toLowerCase();
      result = Array.from(lower, foldCharacter).join("").normalize("NFC");
      folded.set(cluster, result);
    }
    return result;
  }

  /* The folded text, and for each of its code units where the original of it starts and ends. */
  function foldWithPlaces(text) {
    let result = "";
    const starts = [];
    const ends = [];
    for (const match of text.matchAll(CLUSTER)) {
      const piece = foldCluster(match[0]);
      result += piece;
      for (let i = 0; i < piece.length; i++) {
        starts.push(match.index);
        ends.push(match.index + match[0].length);
      }
    }
    return { text: result, starts, ends };
  }

  search.fold = (text) => foldWithPlaces(text).text;

  function* pairs(run) {
    const chars = Array.from(run);
    let at = 0;
    for (let i = 0; i < chars.length; i++) {
      const next = chars[i + 1];
      const length = chars[i].length + (next?.length ?? 0);
      yield { key: chars[i] + (next ?? "0"), kind: next ? "pair" : "last", at, length, first: chars[i].length };
      at += chars[i].length;
    }
  }

  /* The tokens of a text: `{key, kind: 'pair' | 'last' | 'number' | 'letters', start, end, half}`, places in the text
     as given; `half` is where the first character of a pair ends. */
  search.tokens = (text) => {
    const { text: plain, starts, ends } = foldWithPlaces(text);
    const found = [];
    const add = (key, kind, from, length, first = length) =>
      found.push({ key, kind, start: starts[from], end: ends[from + length - 1], half: ends[from + first - 1] });
    for (const match of plain.matchAll(TOKEN)) {
      const word = match[0];
      if (match.groups.cjk) {
        for (const pair of pairs(word)) add(pair.key, pair.kind, match.index + pair.at, pair.length, pair.first);
      } else if (match.groups.number) {
        add(word.replaceAll(".", "p") + "z", "number", match.index, word.length);
      } else {
        add(word + "0", "letters", match.index, word.length);
      }
    }
    return found;
  };

  /* What a term asks the index for: keys that stand one after another. `prefix` on the last one asks for all keys
     that begin so. The last character of a Chinese word need not end a run, so the key that says so is not asked
     for; where it is the only one after something else (20GW单), the first `half` of any pair is as good. */
  function term(text, quoted, starred) {
    const found = search.tokens(text);
    const last = found.at(-1);
    if (!last) return null;
    const keys = found.map(({ key }) => ({ key, prefix: false }));
    let stem = null;
    const half = last.kind === "last" && found.at(-2)?.kind !== "pair";
    if (last.kind === "last") {
      keys.pop();
      if (half) keys.push({ key: last.key.slice(0, -1), prefix: true });
    } else if (starred) {
      keys[keys.length - 1] = { key: last.key.slice(0, -1), prefix: true };
    } else if (!quoted && found.length === 1 && last.kind === "letters") {
      stem = last.key.slice(0, -1);
    }
    return { keys, stem, half, single: half && keys.length === 1 };
  }

  const PART = /(?<minus>-?)(?:"(?<straight>[^"]*)"|“(?<curly>[^”]*)”|(?<word>\S+))/gu;

  /* A query as terms: words and "phrases", `-` before what must be absent, `*` after the beginning of a word. */
  search.parse = (query) => {
    const terms = { include: [], exclude: [] };
    const plain = query.replace(/[＂－＊]/g, (c) => ({ "＂": '"', "－": "-", "＊": "*" })[c]);
    for (const { groups } of plain.matchAll(PART)) {
      const phrase = groups.straight ?? groups.curly;
      const found = term(phrase ?? groups.word, phrase !== undefined, groups.word?.endsWith("*") ?? false);
      if (found) terms[groups.minus ? "exclude" : "include"].push(found);
    }
    return terms;
  };
})();
