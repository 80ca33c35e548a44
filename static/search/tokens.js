/* Cuts text into the keys of the search index, and a query into terms. The same as site_builder/search/tokens.py,
   which says why; tests/vectors/tokens.json holds both to it. Classic script, no build step. */
(() => {
  "use strict";
  const search = (globalThis.ArchiveSearch ??= {});

  const CJK =
    "\\u3005\\u3007\\u3041-\\u3096\\u309d-\\u309f\\u30a1-\\u30fa\\u30fc-\\u30ff\\u3105-\\u312f\\u31a0-\\u31bf" +
    "\\u31f0-\\u31ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uac00-\\ud7a3\\uf900-\\ufaff\\u{20000}-\\u{3fffd}";
  const UNSPACED = "\\u0e00-\\u0eff\\u1000-\\u109f\\ua9e0-\\ua9ff\\uaa60-\\uaa7f\\u1780-\\u17ff";
  const MARKS =
    "\\u0e31\\u0e34-\\u0e3a\\u0e47-\\u0e4e\\u0eb1\\u0eb4-\\u0ebc\\u0ec8-\\u0ecd\\u102b-\\u103e\\u1056-\\u1059" +
    "\\u105e-\\u1060\\u1062-\\u1064\\u1067-\\u106d\\u1071-\\u1074\\u1082-\\u108d\\u108f\\u109a-\\u109d\\ua9e5" +
    "\\uaa7b-\\uaa7d\\u17b4-\\u17d3\\u17dd";
  const TOKEN = new RegExp(
    `(?<cjk>[${CJK}]+)|(?<number>[0-9]+(?:\\.[0-9]+)*)|(?<unspaced>[${UNSPACED}]+)|` +
    `[^ .0-9\u3099\u309a${CJK}${UNSPACED}]+`, "gu");
  const CLUSTER = new RegExp(`.[${MARKS}]*`, "gsu");
  // What stands with the character before it when texts are composed: marks, and Korean letters within a syllable.
  const JOINS = /^[\p{M}\u1161-\u1175\u11a8-\u11c2]/u;
  // й, ў and ї are letters of their own: of these marks those stay that make one of them.
  const LETTERS_OF_TWO = "йўї";
  const PART_OR_ACCENT = /(?<![иу])\u0306|(?<!і)\u0308/gu;

  let plain = new Map();
  let starts = [0];
  let kinds = ["K"];
  const folded = new Map();

  /* Takes the table of characters (fold.json). */
  search.useFoldTable = (table) => {
    const to = Array.from(table.to);
    plain = new Map([...Array.from(table.from, (char, i) => [char, to[i]]), ...Object.entries(table.letters)]);
    for (const zero of table.zeros) {
      for (let n = 0; n < 10; n++) plain.set(String.fromCodePoint(zero.codePointAt(0) + n), String(n));
    }
    starts = [];
    kinds = [];
    let at = 0;
    for (const [, length, kind] of table.kinds.matchAll(/([0-9a-z]+)([A-Z])/g)) {
      starts.push(at);
      kinds.push(kind);
      at += parseInt(length, 36);
    }
    folded.clear();
  };

  /* What a character is to the search (see fold_table.py). */
  function kindOf(char) {
    const point = char.codePointAt(0);
    let low = 0;
    let high = starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (starts[middle] <= point) low = middle + 1;
      else high = middle;
    }
    return kinds[low - 1];
  }

  function bare(char) {
    const kind = kindOf(char);
    return kind === "V" ? "" : kind === "S" ? " " : plain.get(char) ?? char;
  }

  /* A character without its accents: {text, alone, joins}. A new one stands apart from what could be composed with it. */
  function foldCharacter(char) {
    if (kindOf(char) === "N") return { text: char, alone: true, joins: false };
    const lower = char.normalize("NFKC").toUpperCase().toLowerCase();
    const kept = "\u0306\u0308".includes(char) || LETTERS_OF_TWO.includes(lower);
    const text = kept ? lower : Array.from(lower.normalize("NFD"), bare).join("").normalize("NFC");
    return { text, alone: false, joins: text === "" || JOINS.test(text) };
  }

  function foldedOf(char) {
    if (!folded.has(char)) folded.set(char, foldCharacter(char));
    return folded.get(char);
  }

  const composed = (text) => (text.length > 1 ? text.replace(PART_OR_ACCENT, "") : text).normalize("NFC");

  /* The folded text, and for each of its code units where the original of it starts and ends. */
  function foldWithPlaces(text) {
    let result = "";
    const [starts, ends] = [[], []];
    let [cluster, from, at, open] = ["", 0, 0, false];
    const close = () => {
      const piece = cluster === "\u0306" || cluster === "\u0308" ? "" : composed(cluster);
      result += piece;
      for (let i = 0; i < piece.length; i++) {
        starts.push(from);
        ends.push(at);
      }
      [cluster, from] = ["", at];
    };
    for (const char of text) {
      const one = foldedOf(char);
      if (!(open && one.joins)) close();
      cluster += one.text;
      at += char.length;
      open = !one.alone;
    }
    close();
    return { text: result, starts, ends };
  }

  search.fold = (text) => foldWithPlaces(text).text;

  /* Written as a number what Pagefind does not take for part of a word. */
  const written = (word) => (/^[ -~]*$/.test(word) ? word : Array.from(word, (char) =>
    ("EN".includes(kindOf(char)) ? char.codePointAt(0).toString(8).replace(/./g, (d) => Number(d) + 1) + "9" : char)).join(""));

  /* The keys of a run of units, characters or clusters: those end in `after`, and a pair of these in "0" too. */
  function* pairs(units, after) {
    let at = 0;
    for (const [i, unit] of units.entries()) {
      const next = units[i + 1];
      const first = written(unit) + after;
      const key = next === undefined ? `${first}0` : first + written(next) + (after && "0");
      yield { key, kind: next === undefined ? "last" : "pair", at, length: unit.length + (next?.length ?? 0), first: unit.length };
      at += unit.length;
    }
  }

  /* The tokens of a text: `{key, kind: 'pair' | 'last' | 'number' | 'letters', start, end, half}`, places in the text
     as given; `half` is where the first character of a pair ends. */
  search.tokens = (text) => {
    const { text: plain, starts, ends } = foldWithPlaces(text);
    const found = [];
    const add = (key, kind, from, length, first = length) =>
      found.push({ key, kind, start: starts[from], end: ends[from + length - 1], half: ends[from + first - 1] });
    for (const { 0: word, index, groups } of plain.matchAll(TOKEN)) {
      const units = groups.cjk ? Array.from(word) : groups.unspaced ? word.match(CLUSTER) : null;
      if (units) {
        for (const pair of pairs(units, groups.cjk ? "" : "9")) add(pair.key, pair.kind, index + pair.at, pair.length, pair.first);
      } else if (groups.number) {
        add(word.replaceAll(".", "p") + "z", "number", index, word.length);
      } else {
        add(written(word) + "0", "letters", index, word.length);
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
      stem = /\d/.test(last.key.slice(0, -1)) ? null : last.key.slice(0, -1);
    }
    return { keys, stem, half, single: half && keys.length === 1 };
  }

  search.LONGEST_QUERY = 1000; // characters; PART takes their square where “ is not closed
  const PART = /(?<minus>-?)(?:"(?<straight>[^"]*)"|“(?<curly>[^”]*)”|(?<word>\S+))/gu;

  /* A query as terms: words and "phrases", `-` before what must be absent, `*` after the beginning of a word. */
  search.parse = (query) => {
    const terms = { include: [], exclude: [] };
    const plain = query.replace(/[＂－＊]/g, (c) => ({ "＂": '"', "－": "-", "＊": "*" })[c]);
    for (const { groups } of plain.slice(0, search.LONGEST_QUERY).matchAll(PART)) {
      const phrase = groups.straight ?? groups.curly;
      const found = term(phrase ?? groups.word, phrase !== undefined, groups.word?.endsWith("*") ?? false);
      if (found) terms[groups.minus ? "exclude" : "include"].push(found);
    }
    return terms;
  };
})();
