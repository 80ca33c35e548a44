/* Narrows a search: boxes to tick with the number of articles behind each, and buttons that take them away again. */
(() => {
  "use strict";
  const search = (globalThis.ArchiveSearch ??= {});
  const { element, say } = search;
  const SHORT = 8; // values of a kind that are shown at first

  /* A value may be called “constructor”, which every object has. */
  const countOf = (counts, value) => (Object.hasOwn(counts, value) ? counts[value] : 0);

  /* A value in the reader's words: those of some kinds are codes. */
  const named = (words, kind, value) => {
    const names = words.values?.[kind] ?? {};
    return Object.hasOwn(names, value) ? names[value] : value;
  };

  /* What is chosen stands first, then years from the newest, other values from the most frequent. */
  function inOrder(kind, counts, chosen) {
    const values = [...new Set([...chosen, ...Object.keys(counts)])];
    const frequent = (a, b) => countOf(counts, b) - countOf(counts, a) || (a < b ? -1 : 1);
    const order = kind === "year" ? (a, b) => (a < b ? 1 : -1) : frequent;
    const first = (value) => (chosen.includes(value) ? 0 : 1);
    return values.sort((a, b) => first(a) - first(b) || order(a, b));
  }

  /* One kind: a <details> with a list of boxes. */
  class Group {
    #kind;
    #words;
    #toggle;
    #long = false;
    #list = element("ul", { class: "choices" });
    #labels = new Map();

    constructor(kind, { words, toggle }) {
      this.#kind = kind;
      this.#words = words;
      this.#toggle = toggle;
      this.more = search.button("more-choices", "", () => this.#lengthen());
      this.element = element("details", { class: "choice", "data-kind": kind, open: kind === "section" },
        element("summary", {}, words.kinds[kind]), this.#list, this.more);
    }

    /* Boxes that stay keep their element, and so the focus. */
    show(counts, chosen) {
      const values = inOrder(this.#kind, counts, chosen);
      const items = values.map((value) => this.#item(value, countOf(counts, value), chosen.includes(value)));
      for (const value of this.#labels.keys()) if (!values.includes(value)) this.#labels.delete(value);
      if (items.some((item, i) => this.#list.children[i] !== item) || items.length !== this.#list.children.length) {
        const focused = document.activeElement;
        this.#list.replaceChildren(...items);
        if (this.#list.contains(focused)) focused.focus();
      }
      this.#shorten(chosen.length);
      this.element.hidden = !values.length;
      if (chosen.length) this.element.open = true;
    }

    #item(value, count, checked) {
      if (!this.#labels.has(value)) {
        const box = element("input", { type: "checkbox", name: this.#kind, value });
        box.addEventListener("change", () => this.#toggle(this.#kind, value));
        this.#labels.set(value, element("li", {}, element("label", {}, box, " ", named(this.#words, this.#kind, value), " ", element("span", { class: "count" }))));
      }
      const item = this.#labels.get(value);
      item.querySelector("input").checked = checked;
      item.querySelector(".count").textContent = search.number(count);
      return item;
    }

    #shorten(chosen) {
      const limit = this.#long ? Infinity : Math.max(SHORT, chosen);
      const items = [...this.#list.children];
      items.forEach((item, i) => (item.hidden = i >= limit));
      this.more.textContent = say(this.#words.moreOf, { n: items.length - limit });
      this.more.hidden = items.length <= limit;
    }

    #lengthen() {
      const next = this.#list.querySelector("li[hidden] input");
      this.#long = true;
      this.#shorten(0);
      next?.focus();
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
