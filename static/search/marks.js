/* On an article that was opened from the search: marks the words that were looked for, goes to the first, and offers
   the next, the previous and to take the marks away. The address carries the query (`q`), words found for having the
   same stem (`also`), and for one occurrence its field and number there (`at`). Without a query it loads nothing.

   Its words are the data of its script element. The tokenizer is the one of the search (tokens.js), and comes with the
   script of the search page, which the browser has kept since. */
(() => {
  "use strict";
  const own = document.currentScript;
  const given = new URLSearchParams(location.search);
  const query = (given.get("q") ?? "").trim();
  const sheet = document.querySelector(".sheet");
  if (!query || !sheet) return;

  // Where each field of the index stands on the page, and what stands in it that is no part of the text.
  const FIELDS = [
    ["kicker", "hgroup .kicker"], ["title", "hgroup h1"], ["deck", "hgroup .deck"], ["byline", ".byline > span"],
    ["dateline", ".body > .dateline"], ["byline", ".body > .dateline > span"], ["body", ".body"],
    ["corrections", "[aria-labelledby=corrections] dd"], ["section", ".folio a"], ["tags", ".record .tags a"]];
  const NOT_TEXT = ".note-mark, rt, rp, .footnote-ref, .footnote-backref, .role, .dateline, .dateline > span, .byline .remark > span";
  const EDITORIAL = ".gap, .supplied, .picture"; // nothing goes on around them that no paper printed
  const BLOCK = /^(P|H[1-6]|LI|[OU]L|BLOCKQUOTE|D[LDT]|T[RDH]|TABLE|THEAD|TBODY|TFOOT|CAPTION|PRE|HR|DIV|FIGURE|FIGCAPTION|BR)$/;

  const words = own.dataset;
  const say = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
  let marks = []; // each a list of <mark> elements: a word may lie across several elements
  let current = -1;

  function load() {
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = new URL("search.js", own.src).href;
      script.onload = resolve;
      script.onerror = reject;
      document.head.append(script);
    });
  }

  /* The texts of an element as lists of text nodes: what lies between two of its blocks is one text. */
  function runs(element) {
    const found = [[]];
    const cut = () => found.at(-1).length && found.push([]);
    const walk = (node) => {
      if (node.nodeType === Node.TEXT_NODE) found.at(-1).push(node);
      if (node.nodeType !== Node.ELEMENT_NODE || (node !== element && node.matches(NOT_TEXT))) return;
      if (node.matches(EDITORIAL)) return void cut();
      const block = BLOCK.test(node.tagName);
      if (block) cut();
      node.childNodes.forEach(walk);
      if (block) cut();
    };
    walk(element);
    return found.filter((nodes) => nodes.length);
  }

  /* The places of a text where a term stands: its keys one after another. */
  function places(tokens, { keys, half }) {
    const fits = (token, { key, prefix }) => token && (prefix ? token.key.startsWith(key) : token.key === key);
    const starts = tokens.map((_, i) => i).filter((i) => keys.every((key, k) => fits(tokens[i + k], key)));
    return starts.map((i) => {
      const last = tokens[i + keys.length - 1];
      return { start: tokens[i].start, end: half ? last.half : last.end };
    });
  }

  /* Where the terms stand, without overlaps; `nth` counts as the list of occurrences does. */
  function ranges(text, terms) {
    const tokens = ArchiveSearch.tokens(text);
    const starts = new Map();
    for (const { start, end } of terms.flatMap((term) => places(tokens, term))) {
      starts.set(start, Math.max(end, starts.get(start) ?? 0));
    }
    const joined = [];
    for (const [start, end] of [...starts].sort(([a], [b]) => a - b)) {
      const last = joined.at(-1);
      if (last && start < last.end) Object.assign(last, { end: Math.max(end, last.end), places: last.places + 1 });
      else joined.push({ start, end, places: 1 });
    }
    return joined;
  }

  /* Wraps a piece of a run of text nodes, from the last node on so that places stay right. */
  function wrap(nodes, { start, end }) {
    const made = [];
    let at = nodes.reduce((sum, node) => sum + node.data.length, 0);
    for (const node of [...nodes].reverse()) {
      const length = node.data.length;
      at -= length;
      const from = Math.max(0, start - at);
      const to = Math.min(length, end - at);
      if (from >= to || !node.data.slice(from, to).trim()) continue;
      const range = document.createRange();
      range.setStart(node, from);
      range.setEnd(node, to);
      const mark = document.createElement("mark");
      mark.className = "found";
      range.surroundContents(mark);
      made.unshift(mark);
    }
    return made;
  }

  function markAll(terms) {
    const seen = new Map();
    for (const [field, selector] of FIELDS) {
      for (const nodes of [...sheet.querySelectorAll(selector)].flatMap(runs)) {
        const found = ranges(nodes.map((node) => node.data).join(""), terms);
        const made = found.reverse().map((range) => ({ field, places: range.places, elements: wrap(nodes, range) }));
        for (const mark of made.reverse()) {
          seen.set(field, (mark.last = (seen.get(field) ?? 0) + mark.places));
          if (mark.elements.length) marks.push(mark);
        }
      }
    }
    const order = (a, b) => (a.elements[0].compareDocumentPosition(b.elements[0]) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1);
    marks.sort(order);
  }

  function show(number, status) {
    marks[current]?.elements.forEach((mark) => mark.classList.remove("current"));
    current = (number + marks.length) % marks.length;
    const { elements } = marks[current];
    elements.forEach((mark) => mark.classList.add("current"));
    elements[0].scrollIntoView({ block: "center" });
    status.textContent = say(words.where, { q: query, n: current + 1, m: marks.length });
  }

  function clear(bar) {
    for (const { elements } of marks) for (const mark of elements) mark.replaceWith(...mark.childNodes);
    sheet.normalize();
    marks = [];
    bar.remove();
    history.replaceState(null, "", location.pathname + location.hash);
  }

  function drawBar() {
    const make = (name, text, act) => {
      const made = document.createElement(name);
      made.textContent = text;
      if (act) made.addEventListener("click", act);
      if (name === "button") made.type = "button";
      return made;
    };
    const bar = document.createElement("div");
    const status = make("span", say(words.none, { q: query }));
    const back = make("a", words.back);
    back.href = `${words.root}search.html?${new URLSearchParams({ q: query })}`;
    status.setAttribute("role", "status");
    bar.className = "marks-bar";
    bar.setAttribute("role", "region");
    bar.setAttribute("aria-label", words.label);
    const steps = [
      make("button", words.previous, () => show(current - 1, status)), make("button", words.next, () => show(current + 1, status))];
    bar.append(status, ...(marks.length > 1 ? steps : []), make("button", words.remove, () => clear(bar)), back);
    document.body.append(bar);
    return status;
  }

  function first() {
    const [field, nth] = (given.get("at") ?? "").split("-");
    const wanted = marks.findIndex((mark) => mark.field === field && mark.last >= Number(nth));
    return Math.max(0, wanted);
  }

  async function start() {
    await load();
    ArchiveSearch.useFoldTable(await new ArchiveSearch.Bundle(`${words.root}search/`).plain("fold"));
    const also = given.getAll("also").map((word) => `"${word.replaceAll('"', "")}"`);
    const terms = [query, ...also].flatMap((text) => ArchiveSearch.parse(text).include);
    markAll(terms);
    const status = drawBar();
    if (marks.length) show(first(), status);
  }

  start().catch((error) => console.error(error));
})();
