/* The arrow keys move from the search box through the results and back; Escape leads back to the box and empties it.
   Enter opens a result as any link. */
(() => {
  "use strict";
  const input = document.getElementById("q");
  const lists = [document.getElementById("search-results"), document.getElementById("search-places")];
  if (!input || lists.includes(null)) return;

  const links = () => lists.flatMap((list) => [...list.querySelectorAll(":scope > li a")]);

  function move(event, step) {
    const all = links();
    const to = all.indexOf(document.activeElement) + step;
    if (!all.length || to < -1 || to >= all.length) return;
    event.preventDefault();
    if (to === -1) input.focus();
    else all[to].focus();
  }

  function escape(event) {
    if (document.activeElement !== input) input.focus();
    else if (input.value) {
      input.value = "";
      input.dispatchEvent(new Event("input", { bubbles: true }));
    }
    event.preventDefault();
  }

  document.addEventListener("keydown", (event) => {
    const here = document.activeElement === input || lists.some((list) => list.contains(document.activeElement));
    if (!here || event.isComposing || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    if (event.key === "ArrowDown") move(event, 1);
    else if (event.key === "ArrowUp" && document.activeElement !== input) move(event, -1);
    else if (event.key === "Escape") escape(event);
  });
})();
