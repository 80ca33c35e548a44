/* Narrows a search: boxes to tick with the number of articles behind each, and buttons that take them away again. */
(() => {
  "use strict";
  const search = (globalThis.ArchiveSearch ??= {});
  const { element, say } = search;
  const SHORT = 8; // values of a kind that are shown at first
  const STEP = 100; // and how many more each time: an archive may have 80,000 tags

  /* A value may be called “constructor”, which every object has. */
  const countOf = (counts, value) => (Object.hasOwn(counts, value) ? counts[value] : 0);

  /* A value in the reader's words: those of some kinds are codes. */
  const named = (words, kind, value) => {
    const names = words.values?.[kind] ?? {};
    return Object.hasOwn(names, value) ? names[value] : value;
  };

  /* The first of many entries in an order, without putting all of them in order. */
  function firstOf(entries, limit, order) {
    if (limit * limit > entries.length) return entries.sort(order).slice(0, limit);
    const first = [];
    for (const entry of limit ? entries : []) {
      if (first.length === limit && order(entry, first.at(-1)) > 0) continue;
      let at = first.length;
      while (at && order(entry, first[at - 1]) < 0) at--;
      first.splice(at, 0, entry);
      first.length = Math.min(first.length, limit);
    }
    return first;
  }

  /* The values that are shown: what is chosen stands first, then years from the newest, other values from the most
     frequent. */
  function inOrder(kind, { counts, chosen }, limit) {
    const order = kind === "year" ? ([a], [b]) => (a < b ? 1 : -1) : ([a, n], [b, m]) => m - n || (a < b ? -1 : 1);
    const own = new Set(chosen);
    const others = Object.entries(counts).filter(([value]) => !own.has(value));
    const first = chosen.map((value) => [value, countOf(counts, value)]).sort(order);
    return [...first, ...firstOf(others, limit - first.length, order)].map(([value]) => value);
  }

  /* One kind: a <details> with a list of boxes. */
  class Group {
    #kind;
    #words;
    #toggle;
    #limit = SHORT;
    #shown = { counts: {}, chosen: [] };
    #list = element("ul", { class: "choices" });
    #items = new Map();

    constructor(kind, { words, toggle }) {
      this.#kind = kind;
      this.#words = words;
      this.#toggle = toggle;
      this.more = search.button("more-choices", "", () => this.#lengthen());
      this.element = element("details", { class: "choice", "data-kind": kind, open: kind === "section" },
        element("summary", {}, words.kinds[kind]), this.#list, this.more);
    }

    show(counts, chosen) {
      this.#shown = { counts, chosen };
      this.#draw();
      if (chosen.length) this.element.open = true;
    }

    /* The first values; boxes that stay keep their element, and so the focus. */
    #draw() {
      const { counts, chosen } = this.#shown;
      const all = Object.keys(counts).length + chosen.filter((value) => !Object.hasOwn(counts, value)).length;
      const values = inOrder(this.#kind, this.#shown, Math.max(this.#limit, chosen.length));
      const kept = this.#items;
      this.#items = new Map(values.map((value) => [value, kept.get(value) ?? this.#made(value)]));
      for (const [value, item] of this.#items) {
        item.querySelector("input").checked = chosen.includes(value);
        item.querySelector(".count").textContent = search.number(countOf(counts, value));
      }
      const items = [...this.#items.values()];
      if (items.some((item, i) => this.#list.children[i] !== item) || items.length !== this.#list.children.length) {
        const focused = document.activeElement;
        this.#list.replaceChildren(...items);
        if (this.#list.contains(focused)) focused.focus();
      }
      this.more.textContent = say(this.#words.moreOf, { n: all - values.length });
      this.more.hidden = all <= values.length;
      this.element.hidden = !all;
    }

    #made(value) {
      const box = element("input", { type: "checkbox", name: this.#kind, value });
      box.addEventListener("change", () => this.#toggle(this.#kind, value));
      const name = named(this.#words, this.#kind, value);
      return element("li", {}, element("label", {}, box, " ", name, " ", element("span", { class: "count" })));
    }

    #lengthen() {
      const before = this.#list.children.length;
      this.#limit = before + STEP;
      this.#draw();
      this.#list.children[before]?.querySelector("input").focus();
    }
  }

  /* All kinds, and the chips. `change` is given what is to be different in the state. */
  search.Filters = class Filters {
    #groups;
    #chips;
    #words;
    #change;
    #state = null;

    constructor(box, chips, { words, change }) {
      const toggle = (kind, value) => this.toggle(kind, value);
      this.#groups = new Map(search.KINDS.map((kind) => [kind, new Group(kind, { words, toggle })]));
      for (const { element: group } of this.#groups.values()) box.append(group);
      this.#chips = chips;
      this.#words = words;
      this.#change = change;
    }

    show(counts, state) {
      this.#state = state;
      for (const [kind, group] of this.#groups) group.show(counts[kind] ?? {}, state.filters[kind]);
    }

    /* What is chosen, each with a way to take it away. */
    showChips(state) {
      this.#state = state;
      const chips = search.KINDS.flatMap((kind) =>
        state.filters[kind].map((value) => this.#chip(this.#words.kinds[kind], named(this.#words, kind, value), () => this.toggle(kind, value))));
      if (state.from) chips.push(this.#chip(this.#words.from, state.from, () => this.#change({ from: "" })));
      if (state.to) chips.push(this.#chip(this.#words.to, state.to, () => this.#change({ to: "" })));
      if (chips.length > 1) chips.push(search.button("chip all", this.#words.removeAll, () => this.#change({
        from: "", to: "", filters: Object.fromEntries(search.KINDS.map((kind) => [kind, []])) })));
      this.#chips.replaceChildren(...chips.map((chip) => element("li", {}, chip)));
      this.#chips.hidden = !chips.length;
    }

    #chip(kind, value, act) {
      const chip = search.button("chip", `${kind}${this.#words.colon}${value}`, act);
      chip.setAttribute("aria-label", say(this.#words.remove, { name: chip.textContent }));
      chip.append(element("span", { "aria-hidden": "true" }, " ×"));
      return chip;
    }

    chosen(state) {
      return Boolean(state.from || state.to || search.KINDS.some((kind) => state.filters[kind].length));
    }

    /* Chooses a value, or no longer. */
    toggle(kind, value) {
      const chosen = this.#state.filters[kind];
      const values = chosen.includes(value) ? chosen.filter((other) => other !== value) : [...chosen, value].sort();
      this.#change({ filters: { ...this.#state.filters, [kind]: values } });
    }
  };
})();
