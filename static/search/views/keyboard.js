/* The arrow keys move from the search box through the results and back; Escape leads back to the box and empties it.
   Enter opens a result as any link. */

/** @param {HTMLInputElement} input
 * @param {HTMLElement[]} lists */
export function useArrowKeys(input, lists) {
  /** @type {() => HTMLElement[]} */
  const links = () => lists.flatMap((list) => [.../** @type {NodeListOf<HTMLElement>} */ (
    list.querySelectorAll(":scope > li a"))]);

  /** @param {KeyboardEvent} event
   * @param {1 | -1} step */
  function move(event, step) {
    const all = links();
    const to = all.indexOf(/** @type {HTMLElement} */ (document.activeElement)) + step;
    if (!all.length || to < -1 || to >= all.length) return;
    event.preventDefault();
    if (to === -1) input.focus();
    else all[to].focus();
  }

  /** @param {KeyboardEvent} event */
  function escape(event) {
    if (document.activeElement !== input) input.focus();
    else if (input.value) {
      input.value = "";
      input.dispatchEvent(new Event("input", { bubbles: true }));
    }
    event.preventDefault();
  }

  input.setAttribute("aria-keyshortcuts", "ArrowDown Escape"); // the help on the page tells it to all
  document.addEventListener("keydown", (event) => {
    const here = document.activeElement === input || lists.some((list) => list.contains(document.activeElement));
    if (!here || event.isComposing || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    if (event.key === "ArrowDown") move(event, 1);
    else if (event.key === "ArrowUp" && document.activeElement !== input) move(event, -1);
    else if (event.key === "Escape") escape(event);
  });
}
