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
    ["corrections", "[aria-labelledby=corrections] dd"], ["section", ".folio a"], ["tags", ".record .tags a"],
    ["summary", ".record .summary"]];
  const NOT_TEXT = ".note-mark, rt, rp, .footnote-ref, .footnote-backref, .role, .dateline, .dateline > span, .byline .remark > span";
  const EDITORIAL = ".gap, .supplied, .picture, .redacted"; // nothing goes on around them that no paper printed
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

  function mark(text) {
    const made = document.createElement("mark");
    made.className = "found";
    made.textContent = text;
    return made;
  }

  /* Marks the ranges of a run of text nodes: for each its elements. A node is replaced once, by all of its pieces. */
  function wrap(nodes, ranges) {
    const made = ranges.map(() => []);
    let [at, first] = [0, 0];
    for (const node of nodes) {
      const text = node.data;
      const pieces = document.createDocumentFragment();
      let done = 0;
      for (let i = first; i < ranges.length && ranges[i].start < at + text.length; i++) {
        const from = Math.max(0, ranges[i].start - at);
        const to = Math.min(text.length, ranges[i].end - at);
        if (ranges[i].end <= at + text.length) first = i + 1;
        if (from >= to || !text.slice(from, to).trim()) continue;
        made[i].push(mark(text.slice(from, to)));
        pieces.append(...[text.slice(done, from)].filter(Boolean), made[i].at(-1));
        done = to;
      }
      at += text.length;
      if (!done) continue;
      if (done < text.length) pieces.append(text.slice(done));
      node.replaceWith(pieces);
    }
    return made;
  }

  function markAll(terms) {
    const seen = new Map();
    for (const [field, selector] of FIELDS) {
      for (const nodes of [...sheet.querySelectorAll(selector)].flatMap(runs)) {
        const found = ranges(nodes.map((node) => node.data).join(""), terms);
        wrap(nodes, found).forEach((elements, i) => {
          const last = (seen.get(field) ?? 0) + found[i].places;
          seen.set(field, last);
          if (elements.length) marks.push({ field, last, elements });
        });
      }
    }
    const order = new Map([...sheet.querySelectorAll("mark.found")].map((element, i) => [element, i]));
    marks.sort((a, b) => order.get(a.elements[0]) - order.get(b.elements[0]));
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

  /* The search as it was left, if it was this one: with its filters, its order and its page. */
  function wayBack() {
    try {
      const [asked, address] = JSON.parse(sessionStorage.getItem("archive search"));
      if (asked === query) return address;
    } catch {
      // nothing was kept
    }
    return `?${new URLSearchParams({ q: query })}`;
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
    back.href = `${words.root}search.html${wayBack()}`;
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
