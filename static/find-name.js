/* A box that finds a name in an index of many. The list of all names is in parts: classic scripts, so that they load from
   a disk too. Each calls `siteNames`: the first with how the names of each part begin, a part with its names. */
(() => {
  "use strict";
  const form = /** @type {HTMLFormElement | null} */ (document.querySelector("form.find-name"));
  if (!form) return;
  const MOST = 50; // names that are shown
  const root = form.dataset.root ?? "";
  const [box, list, status, everywhere] = ["input", "ul", "[role=status]", "button"].map((one) => form.querySelector(one));
  if (!(box instanceof HTMLInputElement) || !(status instanceof HTMLElement) || !(everywhere instanceof HTMLElement)) return;

  /** A name: its text, how it is read, its address, and the number of its articles.
   * @typedef {[string, string, string, number]} Name */
  /** @type {Record<string, [string, string]>} How the names of a part are read, and with what characters they begin. */
  let beginnings = {};
  /** @type {Map<string, Name[]>} */
  const parts = new Map();
  /** @type {Map<string, Promise<unknown>>} */
  const loading = new Map();
  // @ts-ignore - by it the scripts of the list hand over what they hold
  globalThis.siteNames = (part, value) => (part ? parts.set(part, value) : (beginnings = value));

  /** @param {string} address */
  function load(address) {
    const known = loading.get(address);
    if (known) return known;
    const loaded = new Promise((done) => {
      const script = document.createElement("script");
      script.src = address;
      script.onload = script.onerror = done;
      document.head.append(script);
    });
    loading.set(address, loaded);
    return loaded;
  }

  const loadBeginnings = () => load(form.dataset.list ?? "");
  /** @param {string} part */
  const loadPart = (part) => load(`${(form.dataset.list ?? "").replace(/\.js$/, "")}/${part}.js`);

  /** A text as names are read: small letters without accents and signs. @param {string} text */
  const plain = (text) => text.normalize("NFKD").toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");

  /** The parts that may hold names that begin with a text. @param {string} text */
  function partsFor(text) {
    const read = plain(text);
    const first = [...text.toLowerCase()][0];
    return Object.keys(beginnings).filter((part) => {
      const [start, characters] = beginnings[part];
      return characters.includes(first) || (read && (read.startsWith(start) || start.startsWith(read)));
    });
  }

  /** How well a name fits: 0 not at all, 2 if it begins so. @param {Name} name @param {string} text @param {string} read */
  function fit([name, letters], text, read) {
    const own = name.toLowerCase();
    if (own.startsWith(text) || (read && letters.startsWith(read))) return 2;
    return own.includes(text) ? 1 : 0;
  }

  /** @param {Name} name */
  function entry([text, , address, count]) {
    const item = document.createElement("li");
    const link = document.createElement("a");
    const number = document.createElement("span");
    link.href = `${root}${address}.html`;
    number.className = "count";
    number.textContent = ` ${count}`;
    link.append(text, number);
    item.append(link);
    return item;
  }

  /** @param {boolean} inside whether names that hold the text elsewhere are looked for, too */
  const find = async (inside) => {
    const text = box.value.trim().toLowerCase();
    await loadBeginnings();
    const wanted = !text ? [] : inside ? Object.keys(beginnings) : partsFor(text);
    await Promise.all(wanted.map(loadPart));
    if (box.value.trim().toLowerCase() !== text) return; // more was typed meanwhile
    const least = inside ? 1 : 2;
    const found = wanted.flatMap((part) => parts.get(part) ?? []).filter((name) => fit(name, text, plain(text)) >= least);
    found.sort((one, other) => fit(other, text, plain(text)) - fit(one, text, plain(text)) || other[3] - one[3]);
    list?.replaceChildren(...found.slice(0, MOST).map(entry));
    status.textContent = !text ? "" : found.length ? (found.length > MOST && status.dataset.more) || "" : status.dataset.none ?? "";
    everywhere.hidden = !text || inside;
  };

  form.hidden = false;
  box.addEventListener("focus", loadBeginnings, { once: true });
  box.addEventListener("input", () => find(false));
  everywhere.addEventListener("click", () => find(true));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const first = form.querySelector("a");
    if (first) first.focus();
  });
})();
