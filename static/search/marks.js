/* On an article that was opened from the search: marks the words that were looked for. The address carries the query
   (`q`); without one nothing is loaded. What marks comes with the script of the search page (marks/mark-article.js),
   which the browser has kept since. The words of its bar are the data of this script's element. */
(() => {
  "use strict";
  const own = /** @type {HTMLScriptElement} */ (document.currentScript);
  const given = new URLSearchParams(location.search);
  const sheet = /** @type {HTMLElement | null} */ (document.querySelector(".sheet"));
  if (!given.get("q")?.trim() || !sheet) return;
  const script = document.createElement("script");
  script.src = new URL("search.js", own.src).href;
  script.addEventListener("load", () => {
    /** @type {{ ArchiveSearch: import("./main.js").Interface }} */
    const { ArchiveSearch } = /** @type {any} */ (globalThis);
    ArchiveSearch.markArticle(sheet, given, own.dataset).catch((error) => console.error(error));
  });
  script.addEventListener("error", () => console.error(`cannot load ${script.src}`));
  document.head.append(script);
})();
