/* Facing pages: the source page beside the article. compare.js loads this when a reader asks for it. The paragraph under the pointer, with the
   focus, or at which one reads lights its lines; a line in the frame lights its paragraph. Which belong together stands in the
   list of paragraphs and lines. From a disk neither page may look into the other: the article changes the frame's address (lines.js
   marks what it names), and the frame says which line is pointed at (facing-lines.js). */
(() => {
  "use strict";
  const own = /** @type {HTMLScriptElement} */ (document.currentScript);
  const open = /** @type {HTMLAnchorElement | null} */ (document.querySelector("a.compare"));
  const sheet = document.querySelector(".sheet");
  const body = /** @type {HTMLElement | null} */ (document.querySelector(".body"));
  if (!open || !sheet || !body) return;

  const [READ_AT, SOURCE, OPEN] = [0.3, "[aria-labelledby=source] dd a", "compare"];
  // The links lead to a first line, which works without scripts; their text has the last one.
  for (const place of /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll(".ties a + a"))) {
    place.hash = `L${place.textContent?.replace("–", "-L")}`;
  }
  const ties = [...document.querySelectorAll(".ties li")].flatMap((item) => {
    const [paragraph, ...places] = item.querySelectorAll("a");
    const block = document.getElementById(paragraph.hash.slice(1))?.closest(".body > *");
    return block ? [{ block, page: places[0].href.split("#")[0], lines: places.map((place) => place.hash.slice(1)).join() }] : [];
  });
  /** @type {HTMLElement | undefined} */
  let panel;
  /** @type {HTMLIFrameElement} */
  let frame;
  /** @typedef {{ block: Element, page: string, lines: string }} Tie */
  /** @type {Tie | undefined} */
  let lit;
  let follow = true; // whether the reader moves by scrolling, and points at nothing

  /** @param {string} page @param {string} lines */
  const address = (page, lines) => `${page}?facing${lines && `#${lines}`}`;

  /** @param {Tie | undefined} tie */
  function light(tie, { tell = true } = {}) {
    if (!tie || tie === lit) return;
    lit?.block.classList.remove("lit");
    lit = tie;
    lit.block.classList.add("lit");
    if (tell) frame.contentWindow?.location.replace(address(lit.page, lit.lines));
  }

  /** @param {Event} event */
  function pointed(event) {
    follow = false;
    const block = /** @type {Element} */ (event.target).closest(".body > *");
    light(ties.find((tie) => tie.block === block));
  }

  function read() {
    if (!follow) return;
    const above = ties.filter((tie) => tie.block.getBoundingClientRect().top <= innerHeight * READ_AT);
    light(above.at(-1) ?? ties[0]);
  }

  /** @param {MessageEvent} event */
  function told({ source, data }) {
    if (source !== frame.contentWindow || !Number.isInteger(data?.line)) return;
    follow = false;
    /** @param {string} run */
    const holds = (run) => {
      const [first, last = first] = run.split("-").map((line) => Number(line.slice(1)));
      return first <= data.line && data.line <= last;
    };
    light(ties.find((tie) => tie.page.endsWith(data.page) && tie.lines.split(",").some(holds)), { tell: false });
    lit?.block.scrollIntoView({ block: "nearest" });
  }

  /** @param {boolean} on */
  function remember(on) {
    const url = new URL(location.href);
    if (on) url.searchParams.set(OPEN, "1");
    else url.searchParams.delete(OPEN);
    try {
      history.replaceState(history.state, "", url);
    } catch {
      // a browser that lets no page from a disk change its address
    }
  }

  function close() {
    panel?.remove();
    panel = undefined;
    lit?.block.classList.remove("lit");
    lit = undefined;
    sheet?.classList.remove("comparing");
    remember(false);
    open?.focus();
  }

  function compare() {
    if (panel || !sheet || !open) return;
    panel = document.createElement("section");
    panel.className = "facing";
    panel.setAttribute("aria-label", open.textContent ?? "");
    const title = /** @type {HTMLElement} */ (document.querySelector(SOURCE)).cloneNode(true);
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = own.dataset.close ?? "";
    button.addEventListener("click", close);
    frame = document.createElement("iframe");
    frame.title = title.textContent ?? "";
    const [page, lines] = open.href.split("#");
    frame.src = address(page, lines);
    panel.append(title, button, frame);
    sheet.classList.add("comparing");
    sheet.append(panel);
    const cited = document.getElementById(location.hash.slice(1))?.closest(".body > *");
    if (cited) {
      follow = false;
      cited.scrollIntoView(); // it has moved
    }
    frame.addEventListener("load", () => (cited ? light(ties.find((tie) => tie.block === cited)) : read()), { once: true });
    remember(true);
  }

  function compareHere() {
    compare();
    panel?.querySelector("button")?.focus({ preventScroll: true });
    if (follow) document.getElementById("main")?.scrollIntoView();
  }

  open.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    compareHere();
  });
  for (const kind of ["pointerover", "focusin"]) body.addEventListener(kind, (event) => panel && pointed(event));
  for (const kind of ["wheel", "keydown", "touchmove"]) addEventListener(kind, () => (follow = true), { passive: true });
  addEventListener("scroll", () => panel && requestAnimationFrame(() => panel && read()), { passive: true });
  addEventListener("message", (event) => panel && told(event));
  addEventListener("keydown", (event) => panel && event.key === "Escape" && close());
  if (new URLSearchParams(location.search).has(OPEN)) compare();
  else compareHere();
})();
