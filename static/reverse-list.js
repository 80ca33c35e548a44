/* Turns a list of articles round, which is made from the oldest to the newest, and back. */
(() => {
  "use strict";
  const list = /** @type {HTMLElement | null} */ (document.querySelector(".listed"));
  const button = /** @type {HTMLButtonElement | null} */ (document.querySelector("button[data-turns]"));
  if (!list || !button) return;

  /** The date of an article, as it is shown; "" for whatever has none. @param {Element} element */
  const dateOf = (element) => ("dated" in list.dataset && element.querySelector(".meta > :first-child")?.textContent) || "";

  /** Turn the children of an element round. Articles of one day stay in the order of the paper, and a heading at the top.
   * @param {Element} parent @param {(child: Element) => unknown} keyOf */
  function turn(parent, keyOf) {
    /** @type {{ key: unknown, children: Element[] }[]} */
    const runs = [];
    for (const child of [...parent.children].filter((one) => !one.matches(".rubric"))) {
      const last = runs.at(-1);
      const key = keyOf(child);
      if (last && last.key === key) last.children.push(child);
      else runs.push({ key, children: [child] });
    }
    for (const run of runs.reverse()) parent.append(...run.children);
  }

  button.hidden = false;
  button.addEventListener("click", () => {
    turn(list, (group) => group);
    for (const group of list.children) turn(group, dateOf);
    const words = button.textContent ?? "";
    button.textContent = button.dataset.turns ?? "";
    button.dataset.turns = words;
  });
})();
