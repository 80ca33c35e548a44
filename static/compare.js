// “Compare with the source” loads what shows both side by side (facing.js) when a reader asks for it.
(() => {
  "use strict";
  const own = /** @type {HTMLScriptElement} */ (document.currentScript);
  const link = document.querySelector("a.compare");
  let loaded = false;
  const load = () => {
    loaded = true;
    const script = document.createElement("script");
    script.src = new URL("facing.js", own.src).href;
    script.dataset.close = own.dataset.close;
    document.head.append(script);
  };
  link?.addEventListener("click", (event) => {
    const { ctrlKey, metaKey, shiftKey, altKey } = /** @type {MouseEvent} */ (event);
    if (loaded || ctrlKey || metaKey || shiftKey || altKey) return;
    event.preventDefault();
    load();
  });
  if (link && new URLSearchParams(location.search).has("compare")) load();
})();
