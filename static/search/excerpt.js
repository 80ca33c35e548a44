/* Makes what is shown of a result: the piece of a document in which most of the terms stand, with marks; or every
   place where a term stands, with the words around it. */
(() => {
  "use strict";
  const search = (globalThis.ArchiveSearch ??= {});
  const WIDTH = 160; // in columns, of which a Chinese character takes two
  const BEFORE = 30; // of them before the first mark
  const AROUND = 60; // on either side of an occurrence

  const columns = (char) => (char >= "\u1100" ? 2 : 1);

  /* The document's texts with what is to be marked in each: {name, text, marks: [{start, end, terms}]}. `terms` are
     {spans: [[first token, tokens], …], half}; tokens are counted through the whole document, with one more at the
     end of each text. */
  function markedTexts(fields, terms) {
    const texts = [];
    let first = 0;
    for (const [name, ...values] of fields) {
      for (const text of values) {
        const tokens = search.tokens(text);
        texts.push({ name, text, marks: marksOf(tokens, first, terms) });
        first += tokens.length + 1;
      }
    }
    return texts;
  }

  /* What a term's spans are in a text: [{place, start, end}]. */
  function inText(tokens, first, { spans, half }) {
    return spans.flatMap(([place, length]) => {
      const from = tokens[place - first];
      const to = tokens[place - first + length - 1];
      return from && to ? [{ place, start: from.start, end: half ? to.half : to.end }] : [];
    });
  }

  function marksOf(tokens, first, terms) {
    const marks = terms.flatMap((term, i) => inText(tokens, first, term).map(({ start, end }) => ({ start, end, terms: new Set([i]) })));
    return joined(marks.sort((a, b) => a.start - b.start));
  }

  /* Marks that overlap, made one: the pairs of characters that a phrase consists of do. */
  function joined(marks) {
    const result = [];
    for (const mark of marks) {
      const last = result.at(-1);
      if (last && mark.start < last.end) {
        last.end = Math.max(last.end, mark.end);
        mark.terms.forEach((term) => last.terms.add(term));
      } else {
        result.push(mark);
      }
    }
    return result;
  }

  /* The text and the mark in it from where most terms stand within the width of an excerpt. The marks near one are a
     window that moves on with it. */
  function best(texts) {
    let choice = { worth: -1 };
    for (const candidate of texts) {
      const { marks } = candidate;
      const seen = new Map();
      const count = ({ terms }, step) => terms.forEach((term) => {
        const times = (seen.get(term) ?? 0) + step;
        if (times) seen.set(term, times);
        else seen.delete(term);
      });
      let end = 0;
      marks.forEach((mark, i) => {
        for (; end < marks.length && (end <= i || marks[end].end - mark.start < WIDTH / 2); end++) count(marks[end], 1);
        const worth = seen.size * 100 + Math.min(end - i, 50);
        if (worth > choice.worth) choice = { worth, text: candidate, mark };
        count(mark, -1);
      });
    }
    return choice.text ? choice : null;
  }

  /* The end of a piece of text from `start` on that fills some columns. */
  function forward(text, start, width) {
    let at = start;
    for (let used = 0; at < text.length && used < width;) {
      const char = String.fromCodePoint(text.codePointAt(at));
      used += columns(char);
      at += char.length;
    }
    return at;
  }

  function backward(text, end, width) {
    let at = end;
    for (let used = 0; at > 0 && used < width;) {
      const pair = at > 1 && text.codePointAt(at - 2) > 0xffff;
      at -= pair ? 2 : 1;
      used += columns(text.slice(at, at + 1));
    }
    return at;
  }

  /* Moves a cut out of a word in letters, if a space is near. */
  function atSpace(text, at, step) {
    const apart = (i) => i <= 0 || i >= text.length || !/\w\w/.test(text.slice(i - 1, i + 1));
    for (let i = at, tries = 0; tries < 15; i += step, tries++) if (apart(i)) return i;
    return at;
  }

  /* A piece of a text as parts: [{text, mark}]. */
  function parts(text, marks, from, to) {
    const result = [];
    const add = (start, end, mark) => start < end && result.push({ text: text.slice(start, end), mark });
    let at = from;
    for (const { start, end } of marks) {
      if (end <= from || start >= to) continue;
      add(at, Math.max(start, from), false);
      add(Math.max(start, from), Math.min(end, to), true);
      at = Math.min(end, to);
    }
    add(at, to, false);
    return result;
  }

  function cutOut({ text, marks }, mark) {
    const from = atSpace(text, mark ? backward(text, mark.start, BEFORE) : 0, -1);
    const to = atSpace(text, forward(text, from, WIDTH), 1);
    const piece = parts(text, marks, from, to);
    if (from > 0) piece.unshift({ text: "…", mark: false });
    if (to < text.length) piece.push({ text: "…", mark: false });
    return piece;
  }

  function titleParts(title, texts) {
    const printed = texts.find(({ name, text }) => name === "title" && text && title.includes(text));
    if (!printed) return [{ text: title, mark: false }];
    const shift = title.indexOf(printed.text);
    const marks = printed.marks.map(({ start, end }) => ({ start: start + shift, end: end + shift }));
    return parts(title, marks, 0, title.length);
  }

  /* The title and the excerpt of a document, both as [{text, mark}]. */
  search.excerpt = (shown, terms) => {
    const texts = markedTexts(shown.fields, terms);
    const others = texts.filter(({ name }) => name !== "title");
    const found = best(others);
    const plain = others.find(({ name, text }) => name === "body" && text) ?? others.find(({ text }) => text);
    const piece = found ? cutOut(found.text, found.mark) : plain ? cutOut(plain, null) : [];
    return { title: titleParts(shown.title, texts), excerpt: piece };
  };

  /* Where two terms begin at one word, the longer is shown. */
  function placesOf(tokens, first, terms) {
    const places = new Map();
    for (const term of terms) {
      for (const { place, start, end } of inText(tokens, first, term)) {
        if (end > (places.get(place)?.end ?? 0)) places.set(place, { start, end });
      }
    }
    return [...places].sort(([a], [b]) => a - b).map(([, found]) => found);
  }

  function around(text, { start, end }) {
    const from = atSpace(text, backward(text, start, AROUND), -1);
    const to = atSpace(text, forward(text, end, AROUND), 1);
    const before = (from > 0 ? "…" : "") + text.slice(from, start);
    return { before, match: text.slice(start, end), after: text.slice(end, to) + (to < text.length ? "…" : "") };
  }

  /* Every place of a document where a term stands, in reading order: {…, places: [{field, nth, before, match, after}]},
     where `nth` counts within the field. */
  search.contexts = ({ fields, ...about }, terms) => {
    const found = [];
    let first = 0;
    for (const [field, ...values] of fields) {
      let nth = 0;
      for (const text of values) {
        const tokens = search.tokens(text);
        for (const place of placesOf(tokens, first, terms)) found.push({ field, nth: ++nth, ...around(text, place) });
        first += tokens.length + 1;
      }
    }
    return { ...about, places: found };
  };
})();
